import { describe, expect, it } from 'vitest';
import { explanationIntent } from '../../language/why.ts';

/** Labelled by hand before the rules were written. */
const why = [
  'Why did spend jump yesterday?',
  'wy is the cost of anlytics-us so hihg',
  'How come our bill doubled this week?',
  'What caused the failures in payments_ledger_sync last night?',
  'What is the root cause of the slow queries on bi-main?',
  "What's the reason for the stale orders table?",
  "What's behind Tuesday's spike?",
  'What is behind the rise in DBUs?',
  'what happened to the nightly load',
  'Explain the spike in cost on Monday.',
  'Can you explain why sales_daily is late?',
  'Explain what happened to the nightly load.',
  'What made the warehouse so slow this morning?',
  'Which job is the culprit behind the extra spend?',
  'Who is to blame for the higher bill?',
  'What is driving our costs up?',
  'What drove the increase in spend last week?',
  'What led to the login failures?',
  'Spend jumped yesterday - why?',
  'Is there an explanation for the drop in rows of orders?',
  'What explains the higher p95?',
  'what went wrong with the sync job last night?',
  'whats responsible for the jump in serverless cost',
  'What triggered the burst of denied actions?',
  'Restart the job and tell me why it failed.',
  'customer_360 fails since Friday, any idea why?',
  "hey, bill looks way up since the weekend, what's going on?",
  "what's wrong with bi-main",
  'whats going on with payments_ledger_sync',
  'what is happening to our costs',
  'costs doubled yesterday, any idea?',
  'dashboards are super slow this morning, what gives',
  'payments_ledger_sync keeps dying, wtf',
  "bi-main is crawling. what's up with that?",
  'spend is through the roof, help me understand',
  'can you figure out the cause of the failures last night',
  'our databricks bill is higher than expected, where does it come from?',
  'where does the increase come from',
  'which job is behind the spike on monday',
  'the pipeline broke last night, help',
  'orders table is late again - what happened there?',
  'reason for cost spike?',
  'spike in dbu yesterday — explain',
  'users complain that power bi is slow since monday',
  'how did spend go up so much',
  'what contributed to the increase in spend',
  'which change caused the failures',
];
const whatChanged = [
  'What changed before the cost spike?',
  'What changed around the time queries got slow?',
  'Show me what changed right before sales_daily started failing.',
  'Did anything change on the warehouse before it slowed down?',
  'What was different yesterday when the jobs failed?',
  'Which changes happened around the onset of the failures?',
  'our bill exploded on Tuesday. what changed?',
];
const neither = [
  'Who changed permissions this week?',
  'What was changed on the platform: permissions, warehouses, jobs?',
  'What changed in our spend compared with last week?',
  'How to find out why a job fails?',
  'How do I explain costs to my boss?',
  'Explain what a SKU is.',
  'Explain to me how Genie works.',
  'What does DBU mean?',
  'Why not show me the spend by team?',
  "Why don't you show me spend by team instead?",
  'not why, just on which days was the spend weird',
  'Which jobs failed yesterday?',
  'Which termination reasons do failed runs have?',
  'main reasons why our runs end badly, grouped',
  'Which job caused the most failures?',
  'Who caused the most cost?',
  'wasted money caused by failures, top 5 jobs',
  'Which jobs cost the most because of retries?',
  'What are our main cost drivers?',
  'What happened yesterday?',
  'What changes did admins make to grants last week?',
  'Hi there!',
  "what's running right now",
  'anything weird going on right now?',
  "what's up?",
  'where does the data of prod.sales.orders come from?',
  "what's wrong with prod.web.clickstream right now, is it stale or incomplete?",
  'how much did spend increase, and any idea for next month?',
  'Which jobs are slow?',
  'How did spend develop over the week?',
];

describe('the explanation that a question asks for', () => {
  it.each(why)('is a cause: %s', (question) => {
    expect(explanationIntent(question)).toBe('why');
  });

  it.each(whatChanged)('is what changed: %s', (question) => {
    expect(explanationIntent(question)).toBe('whatChanged');
  });

  it.each(neither)('is none: %s', (question) => {
    expect(explanationIntent(question)).toBeNull();
  });
});
