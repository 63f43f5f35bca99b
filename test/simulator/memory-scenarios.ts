import type { Scenario } from './script.ts';
import { answered, cost } from './scripted-legs.ts';

const base = {
  budgetSeconds: 15,
  lanes: [cost],
  legs: { cost: [answered(200)] },
  isMemoryApart: true,
  ends: 'completed',
} as const;
const before = ['routed', 'ask cost 1', 'cost answered', 'answer 1'];

/** Memory on another service: saving is a step of its own, after the answer. */
export const memoryScenarios: readonly Scenario[] = [
  {
    ...base,
    name: 'memory that lies apart is saved after the answer and before the end',
    savingMs: 300,
    tookMs: 500,
    log: [...before, 'remembered', 'finished completed'],
  },
  {
    ...base,
    name: 'memory that does not answer ends nothing but itself',
    savingMs: 60_000,
    tookMs: 15_000,
    log: [...before, 'finished completed'],
  },
  {
    ...base,
    name: 'a session is summed up after the end',
    savingMs: 0,
    summingUpMs: 100,
    tookMs: 300,
    log: [...before, 'remembered', 'finished completed', 'summed up'],
  },
  {
    ...base,
    isMemoryApart: false,
    name: 'a session that cannot be summed up ends all the same',
    summingUpMs: null,
    tookMs: 200,
    log: [...before, 'remembered', 'finished completed'],
  },
];
