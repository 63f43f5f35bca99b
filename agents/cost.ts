import { defineAgent, inPreferredWorkspace, whenPreferred } from './agent.ts';

const sentenceByRole: Record<string, string> = {
  manager: 'Give totals first.',
  analyst: 'Give a detailed breakdown.',
};

export const agent = defineAgent({
  domain: 'cost',
  asks: 'Where does spend go, what changed, and what will it come to?',
  examples: [
    'Why did our spend jump yesterday?',
    'What did we spend this month?',
    'Which workspaces cost the most?',
    'Top 10 most expensive jobs',
    'Which SKUs cost the most?',
    'Compare the cost of last week with the week before',
    'How much spend is untagged?',
    'Serverless against classic cost',
    'What is our DBU consumption by team?',
    'Forecast next month',
  ],
  keywords: [
    'cost',
    'spend',
    'spending',
    'spent',
    'budget',
    'billing',
    'bill',
    'dbu',
    'expensive',
    'price',
    'money',
    'dollar',
    'charge',
    'chargeback',
    'usd',
    'sku',
    'forecast',
    'untagged',
    'saving',
  ],
  dashboards: [{ title: 'Account usage', topics: ['spend', 'sku', 'tag'] }],
  defaultWindow: 'last 7 days',
  rules: [
    inPreferredWorkspace,
    (question, { costThresholdUsd }) =>
      costThresholdUsd === undefined || /\$|\b(?:usd|dollars?)\b/i.test(question)
        ? null
        : `Flag costs of more than ${costThresholdUsd} USD.`,
    whenPreferred(({ role }) => (role === undefined ? null : (sentenceByRole[role] ?? null))),
  ],
});
