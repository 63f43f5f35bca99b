import type { Scenario } from './script.ts';
import { answered, cost, security } from './scripted-legs.ts';

/** Genie asks back. The rule on deadlines of `scenarios.ts` holds here too. */
export const clarificationScenarios: readonly Scenario[] = [
  {
    name: 'Genie asks back, is answered, and answers',
    budgetSeconds: 15,
    lanes: [cost],
    legs: {
      cost: [
        {
          ms: 200,
          end: { kind: 'clarification', question: 'Which one?', following: null, workedMs: 200 },
        },
        answered(200),
      ],
    },
    wishes: [
      {
        after: 'cost asks back “Which one?”',
        ms: 800,
        wish: { action: 'answer', domain: 'cost', text: 'The first.', questionId: 'cost:1:1' },
      },
    ],
    ends: 'completed',
    tookMs: 1_200,
    log: [
      'routed',
      'ask cost 1',
      'cost asks back “Which one?”',
      'steered answer',
      'ask cost 2 “The first.”',
      'cost answered',
      'answer 1',
      'remembered',
      'finished completed',
    ],
  },
  {
    name: 'Genie asks back where nobody answers, and the lane ends at once',
    budgetSeconds: 15,
    nobodyAnswers: true,
    lanes: [cost, security],
    legs: {
      cost: [
        {
          ms: 200,
          end: { kind: 'clarification', question: 'Which one?', following: null, workedMs: 200 },
        },
      ],
      security: [answered(3000)],
    },
    ends: 'partial',
    tookMs: 3000,
    log: [
      'routed',
      'ask cost 1',
      'ask security 1',
      'cost asks back “Which one?”',
      'cost clarification',
      'security answered',
      'answer 1',
      'remembered',
      'finished partial',
    ],
  },
  {
    name: 'an answer that is sent twice answers one question',
    budgetSeconds: 15,
    lanes: [cost],
    legs: {
      cost: [
        {
          ms: 200,
          end: { kind: 'clarification', question: 'Which one?', following: null, workedMs: 200 },
        },
        {
          ms: 800,
          end: { kind: 'clarification', question: 'Which month?', following: null, workedMs: 800 },
        },
      ],
    },
    wishes: [
      {
        after: 'cost asks back “Which one?”',
        ms: 400,
        wish: { action: 'answer', domain: 'cost', text: 'The first.', questionId: 'cost:1:1' },
      },
      {
        after: 'cost asks back “Which month?”',
        ms: 400,
        wish: { action: 'answer', domain: 'cost', text: 'The first.', questionId: 'cost:1:1' },
      },
    ],
    ends: 'failed',
    tookMs: 11_250,
    log: [
      'routed',
      'ask cost 1',
      'cost asks back “Which one?”',
      'steered answer',
      'ask cost 2 “The first.”',
      'cost asks back “Which month?”',
      'cost clarification',
      'answer 1',
      'finished failed',
    ],
  },
  {
    name: 'Genie asks back and nobody answers',
    budgetSeconds: 20,
    lanes: [cost, security],
    legs: {
      cost: [
        {
          ms: 200,
          end: { kind: 'clarification', question: 'Which one?', following: null, workedMs: 200 },
        },
      ],
      security: [answered(600, 'cost asks back “Which one?”')],
    },
    ends: 'partial',
    tookMs: 15_000,
    log: [
      'routed',
      'ask cost 1',
      'ask security 1',
      'cost asks back “Which one?”',
      'security answered',
      'cost clarification',
      'answer 1',
      'remembered',
      'finished partial',
    ],
  },
];
