import { investigationId } from '../../domain/ids.ts';
import type { EndStatus, InvestigationInput } from '../../domain/investigation.ts';
import type { Effects, Steps } from '../../domain/steps.ts';
import { firstRound } from '../../domain/deep.ts';
import { carried, investigateRound } from '../../workflows/deep.ts';
import type { Inbox } from '../../workflows/inbox.ts';
import { emptyInbox, receive, refusalOf, reserve } from '../../workflows/inbox.ts';
import { investigate } from '../../workflows/investigate.ts';
import { createScript } from './script.ts';
import type { Scenario } from './script.ts';
import { VirtualClock } from './virtual-clock.ts';
import { createVirtualEffects } from './virtual-effects.ts';

/**
 * The input of a scenario's run that begins at a moment; the id is free to choose.
 */
export function inputOf(scenario: Scenario, id: string, nowMs: number): InvestigationInput {
  return {
    id: investigationId(id),
    owner: 'tester',
    deadlineAtMs: nowMs + scenario.budgetSeconds * 1000,
    budgetSeconds: scenario.budgetSeconds,
    laneLimitMs: 100_000,
    ...(scenario.nobodyAnswers === undefined ? {} : { nobodyAnswers: scenario.nobodyAnswers }),
    ...(scenario.plans === undefined ? {} : { deep: firstRound }),
  };
}

/** Goes on in new runs as the workflow does: nothing but the input is carried, as JSON. */
async function rounds(
  first: InvestigationInput,
  inbox: Inbox,
  effects: Effects,
): Promise<{ status: EndStatus; runs: number }> {
  let input = first;
  for (let runs = 1; ; runs += 1) {
    const end = await (input.deep === undefined
      ? investigate(input, inbox, effects)
      : investigateRound(input, input.deep, inbox, effects));
    if (typeof end === 'string') return { status: end, runs };
    input = JSON.parse(JSON.stringify(carried(end, input, inbox))) as InvestigationInput;
    Object.assign(inbox, emptyInbox(), { cancelRequested: inbox.cancelRequested });
  }
}

/** What of a scenario's world is another one. */
export type Changed = {
  readonly steps?: (steps: Steps) => Partial<Steps>;
  readonly effects?: (effects: Effects) => Effects;
};

/**
 * Runs the body of a scenario under a virtual clock.
 *
 * @returns What happened, how it ended, and how long it took by that clock, milliseconds.
 */
export async function simulate(
  scenario: Scenario,
  changed: Changed = {},
): Promise<{ log: readonly string[]; status: EndStatus; runs: number; tookMs: number }> {
  const clock = new VirtualClock();
  const startedMs = clock.now();
  const inbox = emptyInbox();
  const script = createScript(scenario, clock.sleep, clock.now);
  const steps = { ...script.steps, ...changed.steps?.(script.steps) };
  const virtual = createVirtualEffects(clock, steps);
  const effects = changed.effects?.(virtual) ?? virtual;
  const input = inputOf(scenario, '0'.repeat(32), startedMs);
  for (const { after, ms, wish } of scenario.wishes ?? []) {
    void script.seen(after).then(async () => {
      await clock.sleep(ms);
      if (wish === 'cancel') {
        inbox.cancelRequested = true;
        return;
      }
      if (refusalOf(inbox, wish) !== null) return;
      reserve(inbox, wish);
      await script.steps.steer({ ref: input, updateId: 'u', action: wish });
      receive(inbox, wish);
    });
  }
  const { status, runs } = await clock.run(rounds(input, inbox, effects));
  return { log: script.log(), status, runs, tookMs: clock.now() - startedMs };
}
