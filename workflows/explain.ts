import { explainUntilMs } from '../domain/budget.ts';
import type { ExplanationIntent } from '../domain/explanation.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { Effects, ExplainEnd } from '../domain/steps.ts';
import { isCancelled } from './inbox.ts';
import type { Inbox } from './inbox.ts';
import type { Limits } from './limits.ts';
import { unlessStopped } from './unless-stopped.ts';

const noTime = 'the time left was too short.';
const notInTime = 'the search did not end in its share of the time.';
const notWanted = 'the answer was wanted at once.';

/** What explanation is wanted; `round` is that of a deep investigation which searches again. */
type ExplainWanted = {
  readonly intent: ExplanationIntent;
  readonly hasAnswer: boolean;
  readonly round?: number;
};

/**
 * Searches for a cause, also when the answer is wanted at once and no domain has one, within a share of the time that is left; without enough time, or when it fails, why
 * nothing was searched is stored, so that the answer says it.
 *
 * @returns The verdict, and whether something unusual was found; null when it could not be stored, or the user cancelled.
 */
export async function explain(
  ref: InvestigationRef,
  { intent, hasAnswer, round }: ExplainWanted,
  limits: Limits,
  inbox: Inbox,
  effects: Effects,
): Promise<ExplainEnd | null> {
  effects.describe('Looking for the cause');
  const untilMs = explainUntilMs(effects.now(), limits.answerByMs());
  const args = { ref, intent, untilMs: untilMs ?? 0, ...(round === undefined ? {} : { round }) };
  const search = async (): Promise<ExplainEnd | { skip: string }> => {
    // Without an answer of a domain there is nothing to give at once.
    const isHurried = (): boolean => inbox.answerNow && hasAnswer;
    if (isHurried()) return { skip: notWanted };
    if (untilMs === null) return { skip: noTime };
    const running = effects.start('explain', { ...args, skip: null });
    const isStopped = () => inbox.cancelRequested || isHurried();
    const end = await unlessStopped(running, isStopped, effects, () => untilMs);
    if (end?.ok) return end.value;
    if (end !== null) return { skip: `it failed: ${end.failure.message}` };
    return { skip: isHurried() ? notWanted : notInTime };
  };
  const found = await search();
  if (inbox.cancelRequested) return null;
  if ('verdict' in found) return found;
  const skipping = effects.start('explain', { ...args, skip: found.skip });
  const stored = await unlessStopped(
    skipping,
    isCancelled(inbox),
    effects,
    limits.composeByRuleAtMs,
  );
  return stored?.ok ? stored.value : null;
}
