import { lemmas } from './text.ts';

/** A domain as far as its part of a question is concerned. */
export type ClauseTopic = {
  readonly domain: string;
  readonly keywords: readonly string[];
  readonly examples: readonly string[];
};

const boundary =
  /\s*[;?!]\s*|\s*,\s*(?:and\s+|but\s+)?|\s+and\s+(?=(?:which|what|who|why|how|when|where|are|is|do|does|did|show|list)\b)/i;

const timePhrase =
  /\b(?:(?:in|of|over|during|for|since|within|from)\s+)?(?:the\s+)?(?:(?:last|past|previous|this)\s+(?:\d+\s+)?(?:night|minutes?|hours?|days?|weeks?|months?|quarters?|years?)|yesterday|today|month to date|between\s+\S+\s+and\s+\S+|\d{4}-\d{2}-\d{2})/i;

/**
 * The part of a question that one of several domains should be asked: the clauses that are more about
 * it than about any other, with the question's time when they have none of their own. A question in
 * one piece, or with no clause of the domain's own, is asked whole.
 *
 * Pure.
 */
export function questionFor(
  question: string,
  domain: string,
  topics: readonly ClauseTopic[],
): string {
  const clauses = question.split(boundary).filter((clause) => clause.trim() !== '');
  if (clauses.length < 2) return question;
  const own = clauses.filter((clause) => {
    const scores = topics.map((topic) => ({ domain: topic.domain, score: about(clause, topic) }));
    const mine = scores.find((one) => one.domain === domain)?.score ?? 0;
    return mine > 0 && scores.every(({ score }) => score <= mine);
  });
  if (own.length === 0) return question;
  const part = own.join(', ');
  const when = timePhrase.exec(question)?.[0];
  const timed = when === undefined || timePhrase.test(part) ? part : `${part} ${when}`;
  return own.length === clauses.length ? question : `${timed[0]?.toUpperCase()}${timed.slice(1)}?`;
}

/** Words of the clause that are the topic's own; its examples break ties between topics. */
function about(clause: string, { keywords, examples }: ClauseTopic): number {
  const words = new Set(lemmas(clause));
  const share = (texts: readonly string[]): number => {
    const own = new Set(texts.flatMap((text) => lemmas(text)));
    return [...words].filter((word) => own.has(word)).length;
  };
  return share(keywords) + 0.3 * share(examples);
}
