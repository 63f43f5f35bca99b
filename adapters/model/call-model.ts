import { setTimeout as delay } from 'node:timers/promises';
import type { Usage } from '../../domain/investigation.ts';
import { ModelFailure } from './model-failure.ts';

/** What the calls of one step used, as far as the service told. */
type ModelUsage = Pick<Usage, 'modelCalls' | 'inputTokens' | 'outputTokens'>;

export type Called<Result> = { readonly usage: ModelUsage } & (
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly error: ModelFailure }
);

/** What a call is made with. */
type CallState = {
  readonly leftMs: number;
  /** How much of its material the prompt shows, up to 1. */
  readonly share: number;
  /** Why the call before this one failed. */
  readonly last: ModelFailure;
  readonly onUsage: (usage: Partial<Usage>) => void;
};

/** A model that asks to wait longer is not called again, milliseconds. */
const longestPauseMs = 30_000;
/** How often a prompt that was too long is made shorter, and to which part of what it was. */
const mostCuts = 2;
const cutTo = 1 / 8;

/**
 * Calls the model until a call succeeds, fails for good, or its calls or its time are used up. A pause
 * takes at most half of the time left, so that the call after it has some. A prompt that was refused as
 * too long is made shorter, which is not counted among the calls.
 *
 * Effect: as `call`.
 */
export async function callModel<Result>(
  { calls, deadlineAtMs }: { calls: number; deadlineAtMs: number },
  signal: AbortSignal,
  call: (state: CallState) => Promise<Result>,
): Promise<Called<Result>> {
  let usage: ModelUsage = { modelCalls: 0, inputTokens: 0, outputTokens: 0 };
  let last = new ModelFailure('there was no time left for it', 'permanent');
  const onUsage = ({ inputTokens = 0, outputTokens = 0 }: Partial<Usage>): void => {
    usage = {
      ...usage,
      inputTokens: usage.inputTokens + inputTokens,
      outputTokens: usage.outputTokens + outputTokens,
    };
  };
  let cuts = 0;
  while (usage.modelCalls < calls + cuts) {
    const pauseLimitMs = Math.min(longestPauseMs, (deadlineAtMs - Date.now()) / 2);
    if (last.pauseMs > pauseLimitMs) break;
    if (last.pauseMs > 0) await delay(last.pauseMs, undefined, { signal });
    const leftMs = deadlineAtMs - Date.now();
    if (leftMs <= 0) break;
    usage = { ...usage, modelCalls: usage.modelCalls + 1 };
    try {
      const value = await call({ leftMs, share: cutTo ** cuts, last, onUsage });
      return { ok: true, value, usage };
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof ModelFailure)) throw thrown;
      last = thrown;
      if (last.outlook === 'permanent') break;
      if (last.outlook === 'tooLong' && cuts === mostCuts) break;
      if (last.outlook === 'tooLong') cuts += 1;
    }
  }
  return { ok: false, usage, error: last };
}
