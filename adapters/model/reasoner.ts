import { AppError } from '../../domain/errors.ts';
import type { Reasoner } from '../../domain/reasoner-port.ts';
import { createModelReasoner } from './langchain.ts';
import type { ModelSettings } from './langchain.ts';
import { createOfflineReasoner } from './offline.ts';

/** How often a model is asked before the rules take over. */
const tries = 2;

/**
 * The reasoner of an installation: its model, and the rules when there is none or it is away. Either
 * way the result says which it was.
 *
 * Effect: as the reasoner that is used.
 */
export function createReasoner(settings: ModelSettings | null): Reasoner {
  const offline = createOfflineReasoner();
  if (settings === null) return offline;
  const model = createModelReasoner(settings);
  return {
    kind: 'model',
    route: (request, signal) =>
      firstThatWorks(
        [() => model.route(request, signal), () => offline.route(request, signal)],
        signal,
      ),
    compose: async (request, onText, signal) => {
      let begun = false;
      const write = (text: string): Promise<void> => {
        begun = true;
        return onText(text);
      };
      return firstThatWorks(
        [
          async () => {
            // Text that has been shown is taken back only by a new attempt of the step.
            if (begun) throw new AppError('upstream.down', 'The model broke off in its answer.');
            return model.compose(request, write, signal);
          },
          async () => {
            if (begun) throw new AppError('upstream.down', 'The model broke off in its answer.');
            return offline.compose(request, onText, signal);
          },
        ],
        signal,
      );
    },
  };
}

async function firstThatWorks<Result>(
  [model, rules]: readonly [() => Promise<Result>, () => Promise<Result>],
  signal: AbortSignal,
): Promise<Result> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      return await model();
    } catch (error) {
      signal.throwIfAborted();
      // A store that did not take the text is no fault of the model.
      if (error instanceof AppError) throw error;
    }
  }
  return rules();
}
