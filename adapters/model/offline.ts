import type { Reasoner } from '../../domain/reasoner-port.ts';
import { composeByRule } from './offline-compose.ts';
import { routeByExamples } from './offline-route.ts';

/**
 * The reasoner that needs no model: routes by examples and composes by rule. It says that it did.
 *
 * Effect: none but handing on the text.
 */
export function createOfflineReasoner(): Reasoner {
  return {
    kind: 'offline',
    route: (request) =>
      Promise.resolve({ routing: routeByExamples(request), degraded: ['model'], usage: {} }),
    compose: async (request, onText, signal) => {
      const composed = composeByRule(request);
      for (const paragraph of composed.markdown.split(/(?<=\n\n)/)) {
        signal.throwIfAborted();
        await onText(paragraph);
      }
      return composed;
    },
  };
}
