import type { Scenario } from './script.ts';
import { another, answered, cost, leg, never, rephrasedWithAnother } from './scripted-legs.ts';

const end = ['answer 1', 'remembered', 'finished completed'];
const base = { budgetSeconds: 15, lanes: [cost], ends: 'completed' } as const;

/** A lane that compares two times asks two questions. The rule on deadlines of `scenarios.ts` holds here too. */
export const twoTimesScenarios: readonly Scenario[] = [
  {
    ...base,
    name: 'a lane asks about the time before, too',
    legs: { cost: [another(200), answered(200)] },
    tookMs: 400,
    log: ['routed', 'ask cost 1', 'ask cost 2 “Last week?”', 'cost answered', ...end],
  },
  {
    ...base,
    name: 'the question of the time before outlives other words for the first',
    legs: { cost: [rephrasedWithAnother(200), another(200), answered(200)] },
    tookMs: 600,
    log: [
      'routed',
      'ask cost 1',
      'ask cost 2 “Simply.” then “Last week?”',
      'ask cost 3 “Last week?”',
      'cost answered',
      ...end,
    ],
  },
  {
    ...base,
    name: 'a step that fails for the time before leaves the lane what it has',
    legs: { cost: [another(200), { ms: 200, end: { fails: 'no network' } }] },
    tookMs: 400,
    log: ['routed', 'ask cost 1', 'ask cost 2 “Last week?”', 'cost answered', ...end],
  },
  {
    ...base,
    name: 'a lane whose time is over before the time before has what it has',
    legs: { cost: [another(200), never] },
    tookMs: 11_250,
    log: ['routed', 'ask cost 1', 'ask cost 2 “Last week?”', 'cost answered', ...end],
  },
  {
    ...base,
    name: 'no time before is asked for shortly before the deadline',
    legs: { cost: [another(8_000), answered(200)] },
    tookMs: 8_000,
    log: ['routed', 'ask cost 1', 'cost answered', ...end],
  },
  {
    ...base,
    name: 'the user wants the answer before the time before has come',
    legs: { cost: [another(200), never] },
    wishes: [{ after: 'ask cost 2 “Last week?”', ms: 300, wish: { action: 'answerNow' } }],
    tookMs: 500,
    log: [
      'routed',
      'ask cost 1',
      'ask cost 2 “Last week?”',
      'steered answerNow',
      'cost answered',
      ...end,
    ],
  },
  {
    ...base,
    name: 'a second leg that ends the lane decides its outcome',
    legs: { cost: [another(200), leg(200, 'no_data')] },
    tookMs: 400,
    log: ['routed', 'ask cost 1', 'ask cost 2 “Last week?”', 'cost no_data', ...end],
  },
];
