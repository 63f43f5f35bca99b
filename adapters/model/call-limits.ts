import { ModelFailure } from './model-failure.ts';

/** How long a call may take in all, and how long nothing may arrive from it; milliseconds. */
export type CallLimits = { readonly totalMs: number; readonly silenceMs: number };

export type LimitedCall = {
  /** Aborted when the caller gives up, or a limit is reached. */
  readonly signal: AbortSignal;
  /** Something arrived: the time of silence begins again. */
  readonly arrived: () => void;
};

/**
 * Runs a call that ends at its limits even if it does not listen to its signal.
 *
 * Effect: two timers.
 *
 * @throws {ModelFailure} When a limit is reached.
 */
export async function withinLimits<Result>(
  { totalMs, silenceMs }: CallLimits,
  signal: AbortSignal,
  call: (limited: LimitedCall) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  const both = AbortSignal.any([signal, limit.signal]);
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  const end = (): void => ended.reject(both.reason);
  both.addEventListener('abort', end, { once: true });
  let isUnanswered = true;
  const startTimer = (ms: number, what: string): NodeJS.Timeout => {
    const message = `${what} within ${seconds(ms)}`;
    const end = () => limit.abort(new ModelFailure(message, 'permanent', { isUnanswered }));
    return setTimeout(end, Math.min(ms, longestTimerMs));
  };
  const total = startTimer(totalMs, 'it did not finish');
  const silence = startTimer(silenceMs, 'nothing arrived from it');
  try {
    signal.throwIfAborted();
    const arrived = (): void => {
      isUnanswered = false;
      silence.refresh();
    };
    const work = call({ signal: both, arrived });
    return await Promise.race([work, ended.promise]);
  } catch (error) {
    signal.throwIfAborted();
    // A client that is aborted throws an error of its own; the limit is the reason.
    if (limit.signal.aborted) throw limit.signal.reason;
    throw error;
  } finally {
    both.removeEventListener('abort', end);
    clearTimeout(total);
    clearTimeout(silence);
  }
}

/** Node fires a timer at once that is set for longer. */
const longestTimerMs = 2 ** 31 - 1;

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
