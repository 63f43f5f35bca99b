import { investigationId } from '../../domain/ids.ts';
import type { EndStatus, InvestigationInput } from '../../domain/investigation.ts';
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
    nobodyAnswers: scenario.nobodyAnswers ?? false,
  };
}

/**
 * Runs the body of a scenario under a virtual clock.
 *
 * @returns What happened, how it ended, and how long it took by that clock, milliseconds.
 */
export async function simulate(
  scenario: Scenario,
): Promise<{ log: readonly string[]; status: EndStatus; tookMs: number }> {
  const clock = new VirtualClock();
  const startedMs = clock.now();
  const inbox = emptyInbox();
  const script = createScript(scenario, clock.sleep);
  const effects = createVirtualEffects(clock, script.steps);
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
  const status = await clock.run(investigate(input, inbox, effects));
  return { log: script.log(), status, tookMs: clock.now() - startedMs };
}
