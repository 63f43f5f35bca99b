import type { Scenario } from './script.ts';
import { answered, cost } from './scripted-legs.ts';

const base = {
  budgetSeconds: 15,
  lanes: [cost],
  legs: { cost: [answered(200)] },
  ends: 'completed',
  tookMs: 200,
} as const;
const before = ['routed', 'ask cost 1', 'cost answered'];
const after = ['remembered', 'finished completed'];

/** The rules write: within the task in which the last lane ended, unless names have to be looked up. */
export const atOnceScenarios: readonly Scenario[] = [
  {
    ...base,
    name: 'what the rules write takes no step of its own',
    byRules: 'atOnce',
    log: [...before, 'answer at once', ...after],
  },
  {
    ...base,
    name: 'what the rules write after names were looked up is a step of its own',
    byRules: 'afterNames',
    writingMs: [100],
    tookMs: 300,
    log: [...before, 'answer 1', ...after],
  },
];
