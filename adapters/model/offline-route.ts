import { questionFor } from '../../language/clauses.ts';
import type { Domain } from '../../domain/domains.ts';
import type { AgentCard, RouteRequest } from '../../domain/reasoner-port.ts';
import type { Routing } from '../../domain/routing.ts';
import { lemmas, rarity, similarity } from '../../language/text.ts';

/**
 * A domain is asked from this score on, and when it has at least this share of the best one's: a
 * question that is an example of one domain word for word asks that domain alone.
 */
const leastScore = 0.18;
const leastShareOfBest = 0.51;

/** Lemmas that say when. When is not what: a bare “and last week?” is about no domain. */
const timeLemmas = new Set(
  lemmas(
    'minute hour day night morning evening week month quarter year today yesterday tonight last past recent next before after ago ' +
      'monday tuesday wednesday thursday friday saturday sunday ' +
      'january february march april june july august september october november december',
  ),
);

type Scored = { readonly domain: Domain; readonly score: number; readonly reason: string };

/**
 * Routes by likeness: to each domain's examples, and by the domain's own words in the question. A
 * question that names nothing goes where the session's last one went.
 *
 * Pure.
 */
export function routeByExamples(request: Omit<RouteRequest, 'modelByMs'>): Routing {
  const { question, cards, history } = request;
  const words = timeless(question);
  const bags = cards.flatMap((card) => card.examples.map(timeless));
  const weight = rarity(bags);
  const scored = cards
    .map((card) => score(card, words, weight))
    .toSorted((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  const chosen = scored.filter(
    (one) => one.score >= leastScore && one.score >= best * leastShareOfBest,
  );
  if (chosen.length > 0) {
    const topics = cards.filter(({ domain }) => chosen.some((one) => one.domain === domain));
    const domains = chosen.map((one) => ({
      ...one,
      question: questionFor(question, one.domain, topics),
    }));
    return { domains, tools: [], source: 'examples' };
  }
  const before = history.messages.findLast(({ domains }) => domains.length > 0)?.domains ?? [];
  return {
    domains: before.map((domain) => ({
      domain,
      question,
      score: 0.5,
      reason: 'Goes on where the session was.',
    })),
    tools: [],
    source: 'thread',
  };
}

function score(
  card: AgentCard,
  words: readonly string[],
  weight: (lemma: string) => number,
): Scored {
  const likeness = card.examples.map((example) => ({
    example,
    score: similarity(words, timeless(example), weight),
  }));
  const nearest = likeness.reduce((a, b) => (b.score > a.score ? b : a), { example: '', score: 0 });
  const own = new Set(card.keywords.flatMap((keyword) => lemmas(keyword)));
  const hits = [...new Set(words)].filter((word) => own.has(word));
  // Each word of the domain's own counts, the second less than the first.
  const byWords = 1 - 0.6 ** hits.length;
  const total = Math.min(1, 0.6 * nearest.score + 0.7 * byWords);
  const reason =
    hits.length > 0
      ? `Its words: ${hits.join(', ')}; most like “${nearest.example}”.`
      : `Most like “${nearest.example}”.`;
  return { domain: card.domain, score: Math.round(total * 100) / 100, reason };
}

function timeless(text: string): string[] {
  return lemmas(text).filter((lemma) => !timeLemmas.has(lemma));
}
