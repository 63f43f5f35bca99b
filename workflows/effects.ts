import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  setCurrentDetails,
  sleep,
  TimeoutFailure,
} from '@temporalio/workflow';
import { failures } from '../domain/errors.ts';
import type { FailureCode } from '../domain/errors.ts';
import type { Failure } from '../domain/investigation.ts';
import type { Effects, StepArgs, StepEnd, StepName, StepResult } from '../domain/steps.ts';
import { steps } from './proxies.ts';

/**
 * Implements the effects of an investigation's body with Temporal.
 *
 * Effect: every `start` runs one activity in its own cancellation scope.
 */
export function createEffects(): Effects {
  const deadlines = createDeadlines();
  return {
    start: (step, args) => {
      const scope = new CancellationScope({ cancellable: true });
      return {
        result: scope.run(() => call(step, args)).then(success, failure),
        cancel: () => {
          scope.cancel();
        },
      };
    },
    until: async (predicate, deadlineMs) => {
      const isOver = deadlineMs === null ? () => false : deadlines(deadlineMs);
      await condition(() => predicate() || isOver());
      return predicate();
    },
    now: () => Date.now(),
    describe: (line) => {
      setCurrentDetails(line);
    },
  };
}

/** One timer per deadline, however often it is awaited: each timer adds two events to the history. */
function createDeadlines(): (atMs: number) => () => boolean {
  const over = new Map<number, boolean>();
  return (atMs) => {
    if (!over.has(atMs)) {
      const ms = atMs - Date.now();
      over.set(atMs, ms <= 0);
      if (ms > 0) void sleep(ms).then(() => over.set(atMs, true));
    }
    return () => over.get(atMs) ?? false;
  };
}

/** The table of steps ties each name to its arguments; TypeScript loses that tie in an indexed call. */
function call<Name extends StepName>(step: Name, args: StepArgs<Name>): Promise<StepResult<Name>> {
  const run = steps[step] as (args: StepArgs<Name>) => Promise<StepResult<Name>>;
  return run(args);
}

function success<Value>(value: Value): StepEnd<Value> {
  return { ok: true, value };
}

function failure(error: unknown): StepEnd<never> {
  return { ok: false, cancelled: isCancellation(error), failure: failureOf(error) };
}

/** The application's own failure wins: Temporal wraps it in a timeout when a retry would come too late. */
function failureOf(error: unknown): Failure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const application = findApplicationFailure(cause);
  if (application) {
    const code = application.type;
    const known = code !== null && code !== undefined && code in failures;
    return { code: known ? (code as FailureCode) : 'bug', message: application.message };
  }
  if (cause instanceof TimeoutFailure) {
    return { code: 'upstream.down', message: 'The step did not end in its time.' };
  }
  return { code: 'bug', message: cause instanceof Error ? cause.message : 'Unknown failure' };
}

function findApplicationFailure(error: unknown): ApplicationFailure | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof ApplicationFailure) return at;
  }
  return null;
}
