import type { Reasoner } from '../../domain/reasoner-port.ts';
import type { Degradation } from '../../domain/answer.ts';
import { composeByRule } from '../../answers/compose.ts';
import { needsOf } from '../../wordings/needs-of.ts';
import { ranker } from '../../wordings/rank.ts';
import { routeByQuestions } from './route-by-questions.ts';

const noModel: Degradation = {
  part: 'model',
  reason: 'No model is set: LLM_ENDPOINT is empty.',
};

/**
 * The reasoner that needs no model: routes by how people ask certified questions, composes by rule, and says so in
 * `degraded`.
 *
 * Effect: hands the text on.
 */
export function createOfflineReasoner(): Reasoner {
  return {
    kind: 'offline',
    needsOf,
    route: (request) => {
      const routing = routeByQuestions(request, ranker);
      return Promise.resolve({ routing, degraded: [noModel], usage: {}, prompt: null });
    },
    compose: async (request, text, signal) => {
      const composed = { ...composeByRule(request), degraded: [noModel] };
      for (const paragraph of composed.markdown.split(/(?<=\n\n)/)) {
        signal.throwIfAborted();
        await text.write(paragraph);
      }
      return composed;
    },
  };
}
