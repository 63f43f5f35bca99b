import type { WatchedQuestion, WatchSpec } from '../../domain/watch.ts';

/** A question about failing jobs as a watch reads it. */
export const aWatchedQuestion = (over: Partial<WatchedQuestion> = {}): WatchedQuestion => ({
  id: 'reliability/failing_jobs',
  domain: 'reliability',
  question: 'Which jobs failed?',
  sql: 'select 1',
  parameters: [],
  columns: [],
  keys: ['workspace_id', 'job_id'],
  mostRows: 1_000,
  periods: null,
  ...over,
});

/** A watch on jobs with more than 20 failed runs. */
export const aWatchSpec = (over: Partial<WatchSpec> = {}): WatchSpec => ({
  name: 'failing jobs',
  question: 'reliability/failing_jobs',
  parameters: {},
  condition: {
    column: 'failed_runs',
    operator: 'GREATER_THAN',
    threshold: 20,
    recoversAt: 20,
    times: 2,
  },
  // Once a day: a check of its schedule's own, at a full hour, would be one too many.
  schedule: { cron: null, everyMinutes: 1_440, timeZone: 'UTC' },
  quietHours: null,
  statementsPerDay: 100,
  investigate: true,
  ...over,
});
