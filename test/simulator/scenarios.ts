import type { Outcome } from '../../domain/outcome.ts';
import type { Scenario, ScriptedLeg } from './script.ts';

const answered = (ms: number): ScriptedLeg => leg(ms, 'answered');
const never: ScriptedLeg = leg(60_000, 'answered');

function leg(ms: number, outcome: Outcome): ScriptedLeg {
  return { ms, end: { kind: 'finished', outcome, detail: null } };
}

const cost = { domain: 'cost', refused: null } as const;
const security = { domain: 'security', refused: null } as const;
const reliability = { domain: 'reliability', refused: null } as const;

/** Moments that must not be confused lie at least 400 ms apart: one clock of the two is real. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'three domains answer one after another',
    budgetSeconds: 15,
    lanes: [cost, security, reliability],
    legs: {
      cost: [answered(400)],
      security: [answered(1_200)],
      reliability: [leg(800, 'no_data')],
    },
    ends: 'completed',
    outcomes: { cost: 'answered', security: 'answered', reliability: 'no_data' },
  },
  {
    name: 'one lane is over time, the answer comes with what there is',
    budgetSeconds: 15,
    lanes: [cost, security],
    legs: { cost: [answered(400)], security: [never] },
    ends: 'partial',
    outcomes: { cost: 'answered', security: 'timed_out' },
  },
  {
    name: 'every lane fails and nothing is written',
    budgetSeconds: 15,
    lanes: [cost, security],
    legs: { cost: [leg(400, 'denied')], security: [{ ms: 800, end: { fails: 'broken' } }] },
    ends: 'failed',
    outcomes: { cost: 'denied', security: 'failed' },
  },
  {
    name: 'a domain without a space is settled and the others go on',
    budgetSeconds: 15,
    lanes: [cost, { domain: 'quality', refused: { outcome: 'failed', detail: 'No space.' } }],
    legs: { cost: [answered(400)] },
    ends: 'partial',
    outcomes: { cost: 'answered', quality: 'failed' },
  },
  {
    name: 'a skipped lane is not waited for',
    budgetSeconds: 15,
    lanes: [cost, security],
    legs: { cost: [answered(1_600)], security: [never] },
    wishes: [{ atMs: 800, wish: { action: 'skip', domain: 'security' } }],
    ends: 'completed',
    outcomes: { cost: 'answered', security: 'skipped' },
  },
  {
    name: 'the answer is wanted now',
    budgetSeconds: 15,
    lanes: [cost, security],
    legs: { cost: [answered(400)], security: [never] },
    wishes: [{ atMs: 1_000, wish: { action: 'answerNow' } }],
    ends: 'partial',
    outcomes: { cost: 'answered', security: 'timed_out' },
  },
  {
    name: 'a cancel ends the lanes',
    budgetSeconds: 15,
    lanes: [cost, security],
    legs: { cost: [answered(400)], security: [never] },
    wishes: [{ atMs: 1_000, wish: 'cancel' }],
    ends: 'cancelled',
    outcomes: { cost: 'answered', security: 'cancelled' },
  },
  {
    name: 'a cancel ends the writing',
    budgetSeconds: 15,
    lanes: [cost],
    legs: { cost: [answered(200)] },
    writingMs: [30_000],
    wishes: [{ atMs: 1_000, wish: 'cancel' }],
    ends: 'cancelled',
    outcomes: { cost: 'answered' },
  },
  {
    name: 'Genie asks back, is answered, and answers',
    budgetSeconds: 15,
    lanes: [cost],
    legs: {
      cost: [{ ms: 200, end: { kind: 'clarification', question: 'Which one?' } }, answered(200)],
    },
    wishes: [{ atMs: 1_000, wish: { action: 'answer', domain: 'cost', text: 'The first.' } }],
    ends: 'completed',
    outcomes: { cost: 'answered' },
  },
  {
    name: 'Genie asks back and nobody answers',
    budgetSeconds: 15,
    lanes: [cost, security],
    legs: {
      cost: [{ ms: 200, end: { kind: 'clarification', question: 'Which one?' } }],
      security: [answered(800)],
    },
    ends: 'partial',
    outcomes: { cost: 'clarification', security: 'answered' },
  },
  {
    name: 'Genie needs other words once',
    budgetSeconds: 15,
    lanes: [cost],
    legs: { cost: [{ ms: 200, end: { kind: 'rephrase', question: 'Simply.' } }, answered(200)] },
    ends: 'completed',
    outcomes: { cost: 'answered' },
  },
  {
    name: 'a model that is too slow is replaced by rules',
    budgetSeconds: 15,
    lanes: [cost],
    legs: { cost: [answered(200)] },
    writingMs: [60_000, 100],
    ends: 'completed',
    outcomes: { cost: 'answered' },
  },
  {
    name: 'a question about nothing we know is replied to at once',
    budgetSeconds: 15,
    lanes: [],
    legs: {},
    ends: 'completed',
    outcomes: {},
  },
];
