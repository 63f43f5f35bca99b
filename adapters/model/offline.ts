import type { Reasoner } from '../../domain/reasoner-port.ts';
import type { Degradation } from '../../domain/answer.ts';
import { composeByRule } from '../../answers/compose.ts';
import { routeByExamples } from './offline-route.ts';

const noModel: Degradation = {
  part: 'model',
  reason: 'No model is set: LLM_ENDPOINT is empty.',
};

/**
 * The reasoner that needs no model: routes by examples and composes by rule, and says so in
 * `degraded`.
 *
 * Effect: hands the text on.
 */
export function createOfflineReasoner(): Reasoner {
  return {
    kind: 'offline',
    route: (request) =>
      Promise.resolve({ routing: routeByExamples(request), degraded: [noModel], usage: {} }),
    compose: async (request, onText, signal) => {
      const composed = { ...composeByRule(request), degraded: [noModel] };
      for (const paragraph of composed.markdown.split(/(?<=\n\n)/)) {
        signal.throwIfAborted();
        await onText(paragraph);
      }
      return composed;
    },
  };
}
