import { describe, expect, it } from 'vitest';
import type { RouteArgs, SynthesiseArgs } from '../../domain/steps.ts';
import { emptyInbox } from '../../workflows/inbox.ts';
import { investigate } from '../../workflows/investigate.ts';
import { createScript } from './script.ts';
import type { Scenario } from './script.ts';
import { inputOf } from './simulate.ts';
import { VirtualClock } from './virtual-clock.ts';
import { createVirtualEffects } from './virtual-effects.ts';

/** Runs a scenario and keeps what the steps that may ask a model were given. */
async function deadlinesOf(over: Partial<Scenario>) {
  const scenario: Scenario = {
    name: 'one lane',
    budgetSeconds: 120,
    lanes: [{ domain: 'cost', refused: null }],
    legs: {
      cost: [{ ms: 400, end: { kind: 'finished', outcome: 'answered', detail: null } }],
    },
    ends: 'completed',
    log: [],
    tookMs: 0,
    ...over,
  };
  const clock = new VirtualClock();
  const startedMs = clock.now();
  const { steps } = createScript(scenario, clock.sleep);
  const routing: RouteArgs[] = [];
  const writing: SynthesiseArgs[] = [];
  const effects = createVirtualEffects(clock, {
    ...steps,
    routeAtOnce: () => Promise.resolve(null),
    route: (args) => {
      routing.push(args);
      return steps.route(args);
    },
    synthesise: (args) => {
      writing.push(args);
      return steps.synthesise(args);
    },
  });
  const input = inputOf(scenario, '0'.repeat(32), startedMs);
  const status = await clock.run(investigate(input, emptyInbox(), effects));
  return { status, startedMs, deadlineAtMs: input.deadlineAtMs, routing, writing };
}

describe('the time that a model gets', () => {
  it.each([
    [15, 2_500],
    [60, 10_000],
    [120, 10_000],
    [1800, 10_000],
  ])('to choose the domains of a budget of %i s is %i ms', async (budgetSeconds, ms) => {
    const { routing, startedMs } = await deadlinesOf({ budgetSeconds });
    expect(routing[0]?.modelByMs).toBe(startedMs + ms);
  });

  it('to write the answer ends 3 s before the deadline', async () => {
    const { writing, deadlineAtMs } = await deadlinesOf({});
    expect(writing).toMatchObject([{ pass: 1, modelByMs: deadlineAtMs - 3_000, byRule: null }]);
  });

  it('ends with the deadline: the rules get the reason', async () => {
    const { writing, status } = await deadlinesOf({
      budgetSeconds: 15,
      writingMs: [60_000, 100],
    });
    expect(writing.map(({ pass, byRule }) => [pass, byRule])).toEqual([
      [1, null],
      [2, 'The model did not finish the answer in time.'],
    ]);
    expect(status).toBe('completed');
  });
});
