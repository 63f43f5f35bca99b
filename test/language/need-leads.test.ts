import { expect, test } from 'vitest';
import { asksForNotice, withoutNeed } from '../../language/need-leads.ts';

test.each([
  ['alert me when more than 20 job runs fail in a day', 'more than 20 job runs fail in a day'],
  ['please let us know if spend goes over 3,000 USD', 'spend goes over 3,000 USD'],
  ['What should I do about etl_daily failing?', 'etl_daily failing?'],
  ['What should I do about etl_daily?', 'How did the runs of etl_daily go?'],
  ['What should I do about prod.sales.orders?', 'How did the scans of prod.sales.orders turn out?'],
  ['is there a dashboard for failed jobs', 'failed jobs'],
  ['which dashboards are slow', 'which dashboards are slow'],
  ['tell me which jobs failed', 'tell me which jobs failed'],
  ['show me the dashboard', 'show me the dashboard'],
])('%j looks at %j', (question, rest) => {
  expect(withoutNeed(question)).toBe(rest);
});

test('only a wish to be told later asks for a notice', () => {
  expect(asksForNotice('notify the team whenever a table is stale')).toBe(true);
  expect(asksForNotice('tell me when etl_daily failed')).toBe(false);
  expect(asksForNotice('which alerts fired?')).toBe(false);
});
