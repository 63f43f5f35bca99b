import type { EvidenceColumn } from '../domain/evidence.ts';
import { lemmaOf } from '../language/text.ts';

/** Whether a question asks how something went over time, and not only what it came to. Pure. */
export const asksHowItWent = (question: string): boolean =>
  /\b(?:trend|develop\w*|over time|(?:day|week|month) (?:by|over) (?:day|week|month)|ris(?:e|es|en|ing)|rose|grow\w*|grew|fall\w*|fell|dropp?\w*|jump\w*|went (?:up|down)|going (?:up|down)|chang\w+|better|worse|compar\w+)\b/i.test(
    question,
  );

/** Whether a question asks when something was. Pure. */
export const asksWhen = (question: string): boolean =>
  /\b(?:when|what (?:time|day|date)|how long ago|since when|how (?:old|fresh|recent))\b/i.test(
    question,
  );

const counting = /\b(?:how many|(?:the )?(?:number|count) of|how often)\b/i;

/** Whether a question asks for a number of things. Pure. */
export const asksHowMany = (question: string): boolean => counting.test(question);

/** The words of a text in one form for all their inflections, so that columns can be found by them. Pure. */
export const stemsOf = (text: string): ReadonlySet<string> =>
  new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(oneForm));

/** "DBUs" is no word that has an ending. */
function oneForm(word: string): string {
  const lemma = lemmaOf(word);
  return lemma === word ? lemmaOf(word.replace(/(?<=[a-z]{3})s$/, '')) : lemma;
}

/** What units are called in questions, where that is another word. */
const unitWords: Readonly<Record<string, string>> = {
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  USD: 'usd dollars money cost spend spent',
};

/** Other words for a part of a column's name. */
const otherWords: Readonly<Record<string, string>> = {
  written: 'write updated changed refreshed loaded modified',
  commit: 'updated changed refreshed loaded modified',
  altered: 'changed modified',
  succeeded: 'successful success passed',
  refused: 'denied rejected failed',
};

/** The words by which a question may mean a column: those of its name and its unit. Pure. */
export const wordsOfColumn = ({ name, unit }: EvidenceColumn): readonly string[] => {
  const parts = name.split('_').flatMap((part) => [part, otherWords[part] ?? '']);
  return [...stemsOf(`${parts.join(' ')} ${unitWords[unit ?? ''] ?? unit ?? ''}`)];
};

/** Whether a question has a word of a column's name, or another one for it. Pure. */
export const saysWord = (asked: ReadonlySet<string>, word: string): boolean =>
  [...stemsOf(`${word} ${otherWords[word] ?? ''}`)].some((one) => asked.has(one));

/** Creates the number of a column's words that a question has. Pure. */
export function createWordsAsked(question: string): (column: EvidenceColumn) => number {
  const asked = stemsOf(question);
  return (column) => wordsOfColumn(column).filter((word) => asked.has(word)).length;
}

/** Columns with how many of their words a question has, most first. Pure. */
export function byWordsAsked(
  columns: readonly EvidenceColumn[],
  question: string,
): readonly { readonly column: EvidenceColumn; readonly words: number }[] {
  const wordsAsked = createWordsAsked(question);
  return columns
    .map((column) => ({ column, words: wordsAsked(column) }))
    .toSorted((left, right) => right.words - left.words);
}

/** The things that a question counts: "how many failed runs of etl" counts runs; null when it counts none. Pure. */
export function countedIn(question: string): string | null {
  const at = counting.exec(question);
  const rest = at === null ? '' : question.slice(at.index + at[0].length);
  // "Queries over 30 seconds, how many?" has the things before it.
  const text = /\p{L}/u.test(rest) ? rest : question;
  const things =
    /\bpeople\b|\b(?!(?:was|is|has|does|this|us|times)\b)[a-z]*[a-z]{2}(?<!s)s\b/i.exec(
      text,
    )?.[0] ?? null;
  return things === null ? null : ([...stemsOf(things)][0] ?? null);
}
