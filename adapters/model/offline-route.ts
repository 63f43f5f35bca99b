import { questionFor } from '../../language/clauses.ts';
import type { Domain } from '../../domain/domains.ts';
import type { AgentCard, RouteRequest } from '../../domain/reasoner-port.ts';
import type { Routing } from '../../domain/routing.ts';
import { lemmas, rarity, similarity } from '../../language/text.ts';

/**
 * A domain is asked when its score is at least this, and at least this share of the best score. A
 * question that equals an example of one domain then asks that domain alone.
 */
const leastScore = 0.18;
const leastShareOfBest = 0.51;

/** Lemmas of time. They point to no domain: “and last week?” alone is about none. */
const timeLemmas = new Set(
  lemmas(
    'minute hour day night morning evening week month quarter year today yesterday tonight last past recent next before after ago ' +
      'monday tuesday wednesday thursday friday saturday sunday ' +
      'january february march april june july august september october november december',
  ),
);

type Scored = { readonly domain: Domain; readonly score: number; readonly reason: string };

/**
 * Routes by similarity to each domain's examples, and by the domain's keywords in the question. A
 * question that matches no domain goes where the session's last question went.
 */
export function routeByExamples(request: Omit<RouteRequest, 'modelByMs'>): Routing {
  const { question, cards, history } = request;
  const words = withoutTimeWords(question);
  const bags = cards.flatMap((card) => card.examples.map(withoutTimeWords));
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
      reason: 'Continues the last question of the session.',
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
  const similarities = card.examples.map((example) => ({
    example,
    score: similarity(words, withoutTimeWords(example), weight),
  }));
  const nearest = similarities.reduce((a, b) => (b.score > a.score ? b : a), {
    example: '',
    score: 0,
  });
  const keywords = new Set(card.keywords.flatMap((keyword) => lemmas(keyword)));
  const found = [...new Set(words)].filter((word) => keywords.has(word));
  // Each keyword found counts less than the one before.
  const byWords = 1 - 0.6 ** found.length;
  const total = Math.min(1, 0.6 * nearest.score + 0.7 * byWords);
  const reason =
    found.length > 0
      ? `Keywords: ${found.join(', ')}. Most similar example: “${nearest.example}”.`
      : `Most similar example: “${nearest.example}”.`;
  return { domain: card.domain, score: Math.round(total * 100) / 100, reason };
}

function withoutTimeWords(text: string): string[] {
  return lemmas(text).filter((lemma) => !timeLemmas.has(lemma));
}
