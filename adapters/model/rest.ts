import type { Called } from './call-model.ts';
import { ModelFailure } from './model-failure.ts';

/** After so many steps in a row without any reply a model is not called for a while. */
const stepsUntilRest = 3;
const restMs = 60_000;

/**
 * Keeps steps from waiting, one after another, for a model that is not there: after three in a row
 * that got no reply it is not called for a minute; then one step tries again.
 *
 * Effect: the result holds state.
 */
export function createRest() {
  let unanswered = 0;
  let untilMs = 0;
  return async <Result>(step: () => Promise<Called<Result>>): Promise<Called<Result>> => {
    const leftMs = untilMs - Date.now();
    if (leftMs > 0) {
      const when = `is asked again in ${Math.ceil(leftMs / 1000)} s`;
      const why = `it could not be reached in the last ${unanswered} steps, and ${when}`;
      const usage = { modelCalls: 0, inputTokens: 0, outputTokens: 0 };
      return { ok: false, usage, error: new ModelFailure(why, 'permanent') };
    }
    const called = await step();
    if (called.usage.modelCalls === 0) return called;
    unanswered = !called.ok && called.error.isUnanswered ? unanswered + 1 : 0;
    if (unanswered >= stepsUntilRest) untilMs = Date.now() + restMs;
    return called;
  };
}
