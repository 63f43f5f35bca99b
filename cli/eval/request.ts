import { routeByQuestions } from '../../adapters/model/route-by-questions.ts';
import { surelyMeant } from '../../activities/explain/explain.ts';
import { agentCards } from '../../agents/index.ts';
import { forEachDomain } from '../../domain/domains.ts';
import type { SearchRequest } from '../../domain/explanation.ts';
import type { CauseQuestion } from '../../eval/causes/dataset.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { ranker } from '../../wordings/rank.ts';
import { createNearest } from '../../worker/nearest.ts';

const nearest = createNearest(loadCatalogue());
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
  return {
    question,
    intent: kind === 'whatChanged' ? 'whatChanged' : 'why',
    domains,
    nearest: surelyMeant(nearest, domains, question),
    evidence: [],
    nowMs: atMs,
    timeZone: 'UTC',
  };
}
