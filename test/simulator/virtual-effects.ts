import type { Effects, StepEnd, Steps } from '../../domain/steps.ts';
import type { VirtualClock } from './virtual-clock.ts';

/**
 * The effects of a body over a virtual clock. A step that is cancelled ends for the body at once and
 * runs on behind its back, as a server's does.
 */
export function createVirtualEffects(clock: VirtualClock, steps: Steps): Effects {
  return {
    start: (step, args) => {
      const { promise, resolve } = Promise.withResolvers<StepEnd<never>>();
      const run = steps[step] as (given: typeof args) => Promise<never>;
      const result = run(args).then(
        (value): StepEnd<never> => ({ ok: true, value }),
        (error: unknown): StepEnd<never> => ({
          ok: false,
          cancelled: false,
          failure: { code: 'bug', message: error instanceof Error ? error.message : String(error) },
        }),
      );
      return {
        result: Promise.race([result, promise]),
        cancel: () => {
          const failure = { code: 'bug' as const, message: 'cancelled' };
          resolve({ ok: false, cancelled: true, failure });
        },
      };
    },
    until: clock.until,
    now: clock.now,
    hasShortSteps: true,
    describe: () => {},
  };
}
