import type { InvestigationInput } from '../domain/investigation.ts';
import type { Effects, RouteEnd, Running, StepEnd, SynthesiseArgs } from '../domain/steps.ts';
import { isCancelled } from './inbox.ts';
import type { Inbox } from './inbox.ts';
import { limitsOf } from './limits.ts';
import { unlessStopped } from './unless-stopped.ts';

const notWrittenInTime = 'The model did not finish the answer in time.';
const nothing: StepEnd<void> = { ok: true, value: undefined };

/** Writes the answer: where no model is waited for, at once; else by a model, and by rule where it cannot. */
export async function writeAnswer(
  input: InvestigationInput,
  {
    hasTools,
    writesAtOnce,
  }: Required<Pick<SynthesiseArgs, 'hasTools'> & Pick<RouteEnd, 'writesAtOnce'>>,
  inbox: Inbox,
  effects: Effects,
): Promise<StepEnd<void>> {
  effects.describe('Writing the answer');
  const { composeByRuleAtMs } = limitsOf(input, inbox);
  const { id, owner, deep } = input;
  const first: SynthesiseArgs = {
    ref: { id, owner },
    modelByMs: composeByRuleAtMs(),
    pass: 1,
    byRule: null,
    ...(hasTools ? { hasTools } : {}),
    ...(deep ? { deep } : {}),
  };
  const inTime = <Value>(running: Running<Value>) =>
    unlessStopped(running, isCancelled(inbox), effects, composeByRuleAtMs);
  if (writesAtOnce) {
    const atOnce = await inTime(effects.start('synthesiseAtOnce', first));
    if (inbox.cancelRequested || (atOnce?.ok && atOnce.value)) return nothing;
  }
  const byModel = await inTime(effects.start('synthesise', first));
  if (inbox.cancelRequested || byModel?.ok) return nothing;
  const byRule = byModel === null ? notWrittenInTime : byModel.failure.message;
  return writeByRule({ ...first, pass: 2, byRule }, inbox, effects);
}

async function writeByRule(
  args: SynthesiseArgs,
  inbox: Inbox,
  effects: Effects,
): Promise<StepEnd<void>> {
  effects.describe('Writing the answer by rule');
  const running = effects.start('synthesise', args);
  return (await unlessStopped(running, isCancelled(inbox), effects, null)) ?? nothing;
}
