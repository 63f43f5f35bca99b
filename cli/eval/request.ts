import { routeByQuestions } from '../../adapters/model/route-by-questions.ts';
import { sureShare } from '../../activities/explain/explain.ts';
import { agentCards } from '../../agents/index.ts';
import { forEachDomain } from '../../domain/domains.ts';
import type { SearchRequest } from '../../domain/explanation.ts';
import type { CauseQuestion } from '../../eval/causes/dataset.ts';
import { ranker } from '../../wordings/rank.ts';

const cards = agentCards(forEachDomain(() => 'space'));

/**
 * What the service would ask the search, as far as it can be known without asking Genie.
 * Pure.
 *
 * @param atMs Now, epoch milliseconds.
 */
export function requestOf({ question, kind }: CauseQuestion, atMs: number): SearchRequest {
  const history = { messages: [] };
  const domains = routeByQuestions({ question, cards, history }, ranker).domains.map(
    ({ domain }) => domain,
  );
  const near = ranker.rank(ranker.correct(question)).filter(({ header }) => header !== null);
  const nearest = domains.flatMap((domain) =>
    near.filter(({ header }) => header?.domain === domain).slice(0, 3),
  );
  return {
    question,
    intent: kind === 'whatChanged' ? 'whatChanged' : 'why',
    domains,
    nearest: nearest
      .filter(({ share }) => share >= sureShare)
      .toSorted((left, right) => right.share - left.share)
      .flatMap(({ header }) => header?.id ?? []),
    evidence: [],
    nowMs: atMs,
    timeZone: 'UTC',
  };
}
