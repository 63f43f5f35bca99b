import { defineAgent, inPreferredWorkspace, whenAsked, whenPreferred } from './agent.ts';

export const agent = defineAgent({
  domain: 'reliability',
  asks: 'Which jobs and pipelines fail, how often, and do they keep their promises?',
  examples: [
    'Which jobs failed last night?',
    'Are the expensive jobs failing too?',
    'Job success rate this month',
    'Which jobs have the lowest success rate?',
    'How long do jobs take?',
    'Which pipelines failed?',
    'Which jobs are retried most?',
    'Did we meet our SLA?',
    'What do failed runs cost us?',
  ],
  keywords: [
    'fail',
    'failed',
    'failing',
    'failure',
    'job',
    'error',
    'sla',
    'pipeline',
    'success',
    'retry',
    'crash',
    'timeout',
    'availability',
    'run',
    'broken',
    'reliability',
    'outage',
    'repair',
  ],
  dashboards: [{ title: 'Jobs', topics: ['failed', 'success rate'] }],
  defaultWindow: 'last 7 days',
  rules: [
    inPreferredWorkspace,
    whenAsked(/\bfail/i, 'Include error messages and categories.'),
    (question, { slaThresholdPercent }) =>
      /\bsla\b/i.test(question)
        ? slaThresholdPercent === undefined
          ? 'Compare with the SLA thresholds.'
          : `Compare with an SLA of ${slaThresholdPercent} %.`
        : null,
    whenAsked(/\b(pipelines?|dlt)\b/i, 'Include pipeline update metrics.'),
    whenPreferred(({ criticalJobs }) =>
      criticalJobs === undefined ? null : `Put these jobs first: ${criticalJobs.join(', ')}.`,
    ),
  ],
});
