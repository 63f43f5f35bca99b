import { placeOf, readTimes } from './time/read-times.ts';
import { lemmas } from './text.ts';

/** What decides which clauses of a question belong to a domain. */
export type ClauseTopic = {
  readonly domain: string;
  readonly keywords: readonly string[];
  readonly examples: readonly string[];
};

const boundary =
  /\s*[;?!]\s*|\s*,\s*(?:and\s+|but\s+)?|\s+and\s+(?=(?:which|what|who|why|how|when|where|are|is|do|does|did|show|list)\b)/i;

/** The words of a question that name a time, whatever now is; null when none do. Pure. */
export function timeIn(text: string): string | null {
  const { periods, unread } = readTimes(text, 0, 'UTC');
  const [first] = [...periods, ...unread];
  const place = first === undefined ? null : placeOf(first.label, text);
  return place === null ? null : text.slice(place.from, place.to);
}

/** The clauses of a question; none when it has only one. */
export function clausesOf(question: string): string[] {
  const clauses = question.split(boundary).filter((clause) => clause.trim() !== '');
  return clauses.length < 2 ? [] : clauses;
}

/**
 * The part of a question to ask one of several domains: the clauses that concern it more than any
 * other domain, with the question's time when they name none. A question of one clause, or without
 * a clause for the domain, is asked whole.
 */
export function questionFor(
  question: string,
  domain: string,
  topics: readonly ClauseTopic[],
): string {
  const clauses = clausesOf(question);
  // One domain answers all of it: a clause without its words may still limit the answer.
  if (clauses.length === 0 || topics.length < 2) return question;
  const isOwn = clauses.map((clause) => {
    const scores = topics.map((topic) => ({
      domain: topic.domain,
      score: relevanceOf(clause, topic),
    }));
    const mine = scores.find((one) => one.domain === domain)?.score ?? 0;
    return mine > 0 && scores.every(({ score }) => score <= mine);
  });
  // A clause with "they" cannot be understood without the clause before it.
  const kept = clauses.filter(
    (_, index) =>
      isOwn[index] === true || (isOwn[index + 1] === true && refersBack(clauses[index + 1])),
  );
  if (!isOwn.includes(true) || kept.length === clauses.length) return question;
  return asQuestion(kept, question);
}

/** Parts of a question as one of its own, with the question's time when they name none. Pure. */
export function asQuestion(parts: readonly string[], question: string): string {
  const part = parts.join(', ');
  const when = timeIn(question);
  const timed = when === null || timeIn(part) !== null ? part : `${part} ${when}`;
  return `${timed[0]?.toUpperCase()}${timed.slice(1)}?`;
}

const refersBack = (clause: string | undefined): boolean =>
  /\b(?:they|them|their|theirs|those|these|it|its|he|him|his|she|her|each of)\b/i.test(
    clause ?? '',
  );

/** The words of each topic's texts: the same for every question. */
const known = new WeakMap<readonly string[], ReadonlySet<string>>();

function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  const words = known.get(texts) ?? new Set(texts.flatMap(lemmas));
  known.set(texts, words);
  return words;
}

/** How many words of the clause belong to the topic; examples count less and break ties. */
function relevanceOf(clause: string, { keywords, examples }: ClauseTopic): number {
  const words = new Set(lemmas(clause));
  const share = (texts: readonly string[]): number => {
    const own = wordsOf(texts);
    return [...words].filter((word) => own.has(word)).length;
  };
  return share(keywords) + 0.3 * share(examples);
}
