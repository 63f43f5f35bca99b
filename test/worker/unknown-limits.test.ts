import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createUnknownLimits } from '../../worker/unknown-limits.ts';

const limits = createUnknownLimits(loadCatalogue());

describe('what a question limits itself to, and its certified question does not know', () => {
  test.each([
    ['cost/spend_by_workspace', 'What do workspaces in the region ap-south-2 cost?', 'region'],
    ['security/failed_actions', 'refused actions today, severity critical', 'severity critical'],
    ['performance/heavy_users', 'heaviest users of the actuary department', 'department'],
    ['security/token_creations', 'Who made tokens that never expire?', 'that never expire'],
    ['reliability/failing_jobs', 'failing jobs without the canary ones', 'without the canary'],
    ['security/failed_actions', 'which users have not logged in for 30 days', 'not logged'],
    ['security/read_volume', 'how much data did each warehouse read?', 'each warehouse'],
    ['performance/underused_clusters', 'idle clusters with GPU nodes', 'GPU'],
  ])('%s: %s', (id, question, words) => {
    expect(limits(question, [id]).join('; ')).toContain(words);
  });

  test.each([
    ['cost/spend_by_workspace', 'Which workspaces cost the most this month?'],
    ['reliability/failing_jobs', 'How many runs of each job failed in the last week?'],
    ['security/table_access', 'Who read from prod.hr.salaries on Monday?'],
    ['performance/slow_queries', 'slow queries of ana@example.com, in detail'],
    ['security/failed_actions', "hasn't anybody failed to log in?"],
    ['reliability/silent_jobs', 'which jobs did not run yesterday'],
    ['security/permission_changes', 'what changed in permissions on table prod.sales.orders'],
    ['cost/most_expensive_jobs', 'which jobs cost most, by workspace?'],
    ['quality/stale_tables', 'which of our tables are stale, in general'],
  ])('%s: nothing in “%s”', (id, question) => {
    expect(limits(question, [id])).toEqual([]);
  });
});
