import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  patched,
  setCurrentDetails,
  sleep,
  TimeoutFailure,
} from '@temporalio/workflow';
import { failures } from '../domain/errors.ts';
import type { FailureCode } from '../domain/errors.ts';
import type { Failure } from '../domain/investigation.ts';
import type { Effects, StepArgs, StepEnd, StepName, StepResult } from '../domain/steps.ts';
import { shortSteps, steps } from './proxies.ts';

/** Names the change in the history of runs that have it. */
const shortStepsPatch = 'short-steps';

/**
 * Implements the effects of `investigate` with Temporal: every `start` runs one activity in its own
 * cancellation scope.
 *
 * Effect: the first command of a run, which says that it has short steps.
 */
export function createEffects(): Effects {
  const hasShortSteps = patched(shortStepsPatch);
  const deadlines = createDeadlines();
  return {
    start: (step, args) => {
      const scope = new CancellationScope({ cancellable: true });
      return {
        result: scope.run(() => call(step, args, hasShortSteps)).then(success, failure),
        cancel: () => {
          scope.cancel();
        },
      };
    },
    until: async (predicate, deadlineMs) => {
      const hasPassed = deadlineMs === null ? () => false : deadlines(deadlineMs);
      await condition(() => predicate() || hasPassed());
      return predicate();
    },
    now: () => Date.now(),
    hasShortSteps,
    describe: (line) => {
      setCurrentDetails(line);
    },
  };
}

/**
 * One timer per deadline, even when it is awaited often: each timer adds two events to the history.
 */
function createDeadlines(): (atMs: number) => () => boolean {
  const passed = new Map<number, boolean>();
  return (atMs) => {
    if (!passed.has(atMs)) {
      const ms = atMs - Date.now();
      passed.set(atMs, ms <= 0);
      if (ms > 0) void sleep(ms).then(() => passed.set(atMs, true));
    }
    return () => passed.get(atMs) ?? false;
  };
}

/**
 * Runs a step. A short one that fails for a reason that may pass is run again as any other.
 *
 * The casts are safe: `Steps` types each step by its name, but TypeScript cannot infer it in an
 * indexed call.
 */
async function call<Name extends StepName>(
  step: Name,
  args: StepArgs<Name>,
  hasShortSteps: boolean,
): Promise<StepResult<Name>> {
  type Run = (args: StepArgs<Name>) => Promise<StepResult<Name>>;
  const run = steps[step] as Run;
  const short = hasShortSteps ? (shortSteps[step] as Run | undefined) : undefined;
  if (short === undefined) return run(args);
  try {
    return await short(args);
  } catch (error) {
    if (isCancellation(error) || isFinal(error)) throw error;
    return run(args);
  }
}

const isFinal = (error: unknown): boolean => findApplicationFailure(error)?.nonRetryable ?? false;

function success<Value>(value: Value): StepEnd<Value> {
  return { ok: true, value };
}

function failure(error: unknown): StepEnd<never> {
  return { ok: false, cancelled: isCancellation(error), failure: failureOf(error) };
}

/**
 * Prefers the application's failure: Temporal wraps it in a timeout when no time is left for a
 * retry.
 */
function failureOf(error: unknown): Failure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const application = findApplicationFailure(cause);
  if (application) {
    const code = application.type;
    const known = code !== null && code !== undefined && code in failures;
    return { code: known ? (code as FailureCode) : 'bug', message: application.message };
  }
  if (cause instanceof TimeoutFailure) {
    return { code: 'upstream.down', message: 'The step exceeded its time limit.' };
  }
  return { code: 'bug', message: cause instanceof Error ? cause.message : 'Unknown failure' };
}

function findApplicationFailure(error: unknown): ApplicationFailure | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof ApplicationFailure) return at;
  }
  return null;
}
