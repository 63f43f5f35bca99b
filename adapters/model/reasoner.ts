import { AppError } from '../../domain/errors.ts';
import type { Reasoner } from '../../domain/reasoner-port.ts';
import { createModelReasoner } from './langchain.ts';
import type { ModelSettings } from './langchain.ts';
import { ModelFailure } from './model-failure.ts';
import { createOfflineReasoner } from './offline.ts';

/** How often a model is asked to choose the domains before the rules do. */
const routingCalls = 2;
/** Nothing may arrive from a model that writes for at most this long, milliseconds. */
const longestSilenceMs = 30_000;

/**
 * The reasoner of an installation: its model, and the rules when there is none or it cannot be used.
 * Either way the result says which it was. Every call ends by the deadline of its request.
 *
 * Effect: as the reasoner that is used.
 */
export function createReasoner(settings: ModelSettings | null): Reasoner {
  const offline = createOfflineReasoner();
  if (settings === null) return offline;
  const model = createModelReasoner(settings);
  return {
    kind: 'model',
    route: async (request, signal) => {
      const calls = { calls: routingCalls, deadlineAtMs: request.modelByMs };
      const byModel = await callModel(calls, signal, (leftMs) =>
        model.route(request, { totalMs: leftMs, silenceMs: leftMs }, signal),
      );
      return byModel ?? offline.route(request, signal);
    },
    compose: async (request, onText, signal) => {
      let begun = false;
      const write = (text: string): Promise<void> => {
        begun = true;
        return onText(text);
      };
      const calls = { calls: request.modelCalls, deadlineAtMs: request.modelByMs };
      const byModel = await callModel(calls, signal, async (leftMs) => {
        const limits = { totalMs: leftMs, silenceMs: Math.min(longestSilenceMs, leftMs / 2) };
        try {
          return await model.compose(request, write, limits, signal);
        } catch (error) {
          // Text that has been shown is taken back only by a new attempt of the step.
          if (!begun || error instanceof AppError) throw error;
          signal.throwIfAborted();
          const message = 'The model broke off in its answer.';
          throw new AppError('upstream.down', message, { cause: error });
        }
      });
      return byModel ?? offline.compose(request, onText, signal);
    },
  };
}

/**
 * Calls the model until a call succeeds, fails for good, or its calls or its time are used up.
 *
 * @returns Null when no call succeeded.
 */
async function callModel<Result>(
  { calls, deadlineAtMs }: { calls: number; deadlineAtMs: number },
  signal: AbortSignal,
  call: (leftMs: number) => Promise<Result>,
): Promise<Result | null> {
  for (let made = 0; made < calls; made += 1) {
    const leftMs = deadlineAtMs - Date.now();
    if (leftMs <= 0) return null;
    try {
      return await call(leftMs);
    } catch (error) {
      signal.throwIfAborted();
      // A store that did not take the text is no fault of the model.
      if (error instanceof AppError) throw error;
      if (error instanceof ModelFailure && error.outlook === 'permanent') return null;
    }
  }
  return null;
}
