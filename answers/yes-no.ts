import type { AnswerWords } from '../domain/answer-words.ts';
import type { Evidence } from '../domain/evidence.ts';
import { lemmas } from '../language/text.ts';
import { namesGiven } from '../language/names-given.ts';
import { asksWhether, yesOrNoIn } from '../language/yes-or-no.ts';
import type { Source } from './cited.ts';
import { isCut } from './scope.ts';

const negated = /\bnot\b|\bnever\b|\bwithout\b|\bno longer\b/i;
const universal = /\b(?:all|every\w*|each|everything)\b/i;
/** "our jobs", "the tables": things of a kind, none of them by name. */
const plural =
  /^\W*(?:\w+,? )?\S+ (?:(?:our|the|my|these|those|all|both) )?(?:[a-z-]+ ){0,2}?[a-z]{3,}s\b/i;

/** Whether the words ask for the opposite of what rows mean: "monitored" of tables without monitoring. */
function asksOpposite(sentence: string, { opposite }: AnswerWords): boolean {
  const isOpposite = opposite.some((word) => new RegExp(`\\b${word}\\b`, 'i').test(sentence));
  return isOpposite !== negated.test(sentence);
}

/** Words of every domain, which tell no property. */
const kinds = new Set(
  lemmas(
    'job table run query warehouse cluster user pipeline task data day workspace cost column change',
  ),
);

/** A sentence without its names, and without a "right" that is no permission. */
const withoutNames = (sentence: string): string =>
  namesGiven(sentence).reduce(
    (rest, name) => rest.replaceAll(name, ' '),
    sentence.replace(/\bright now\b/i, ' '),
  );

/** Whether a sentence is about the property that the rows of a certified question have. */
function isAbout(sentence: string, { asks, opposite }: AnswerWords): boolean {
  // "Running" is a property, and "run" a word of every domain.
  const isOfRunning = /\brunning\b/i;
  if (isOfRunning.test(sentence) && asks.some((ask) => isOfRunning.test(ask))) return true;
  const own = new Set(asks.flatMap((ask) => lemmas(ask)).filter((word) => !kinds.has(word)));
  return (
    lemmas(withoutNames(sentence)).some((word) => own.has(word)) ||
    opposite.some((word) => new RegExp(`\\b${word}\\b`, 'i').test(sentence))
  );
}

/** `isAmong` tells whether the things that the question names are in the rows; null when it names none. */
export type Verdict = { readonly say: 'Yes' | 'No'; readonly isAmong: boolean | null };

/**
 * Yes or no to a question that a table with a property for its rows can decide; null for others. Rows mean
 * yes, where they are about what the question names; "are all", "is it monitored" turn that around.
 */
export function verdictOf(
  { table }: Source,
  words: AnswerWords | null,
  question: string,
): Verdict | null {
  const sentence = yesOrNoIn(question);
  if (words === null || !words.exists || sentence === null || / or /i.test(sentence)) return null;
  const isOpposite = asksOpposite(sentence, words);
  const holding = holds(table, words, sentence, isOpposite);
  if (holding === null) return null;
  return { say: holding.holds === isOpposite ? 'No' : 'Yes', isAmong: holding.isAmong };
}

type Holding = { readonly holds: boolean; readonly isAmong: boolean | null };

/** Whether what a sentence asks about has the property of the rows; null when they do not tell. */
function holds(
  table: Evidence,
  words: AnswerWords,
  sentence: string,
  isOpposite: boolean,
): Holding | null {
  const rows = { holds: table.rows.length > 0, isAmong: null };
  if (asksWhether(sentence)) return isOpposite ? null : rows;
  if (!isAbout(sentence, words)) return null;
  const names = namesGiven(sentence);
  if (names.length > 0) return holdsFor(names, table, words);
  if (!universal.test(sentence)) return plural.test(sentence) ? rows : null;
  // Rows of some tell nothing about all.
  return isOpposite || !rows.holds ? rows : null;
}

function holdsFor(names: readonly string[], table: Evidence, words: AnswerWords): Holding | null {
  const isAsked = table.parameters.some(({ value }) => names.includes(value));
  if (isAsked) return { holds: table.rows.length > 0, isAmong: null };
  const isAmong = hasCells(table, names);
  return isAmong || !isCut(table, words) ? { holds: isAmong, isAmong } : null;
}

function hasCells({ rows }: Evidence, names: readonly string[]): boolean {
  const cells = new Set(rows.flat().map((cell) => String(cell).toLowerCase()));
  return names.every((name) => cells.has(name.toLowerCase()));
}

/** "No: no job failed": the sentence goes on behind the verdict. */
export const withVerdict = (verdict: string | undefined, said: string): string =>
  verdict === undefined
    ? said
    : `${verdict}: ${said.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`;
