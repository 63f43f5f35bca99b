import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';
import { acceptedBy, column as col, week as P } from './by-hand.ts';

const users = anEvidence({
  title: 'Actions by user',
  parameters: P,
  columns: [
    col('user_name', 'label', null, 'STRING'),
    col('events', 'measure', 'events'),
    col('refused_events', 'measure', 'events'),
    col('active_days', 'measure', 'days'),
    col('last_at', 'time', null, 'TIMESTAMP'),
  ],
  rows: [
    ['fay@example.com', 5210, 12, 7, '2026-11-15T14:02:00Z'],
    ['svc-etl', 2400, 0, 7, '2026-11-15T23:59:00Z'],
    ['bo@example.com', 310, 155, 2, '2026-11-12T09:30:00Z'],
    ['gil@example.com', 80, 3, 1, '2026-11-10T08:00:00Z'],
  ],
  rowCount: 4,
});
const stale = anEvidence({
  title: 'Stale tables',
  parameters: P,
  columns: [
    col('table_name', 'label', null, 'STRING'),
    col('table_owner', 'label', null, 'STRING'),
    col('freshness_status', 'label', null, 'STRING'),
    col('hours_since_commit', 'measure', 'h'),
    col('downstream_tables', 'measure', 'tables'),
    col('last_commit_at', 'time', null, 'TIMESTAMP'),
  ],
  rows: [
    ['sales.orders_daily', 'finance', 'STALE', 41, 12, '2026-11-14T06:00:00Z'],
    ['web.sessions', 'web', 'STALE', 30.5, 3, '2026-11-14T16:30:00Z'],
    ['hr.payroll', 'people', 'FRESH', 2, 0, '2026-11-15T21:00:00Z'],
  ],
  rowCount: 3,
});
const teams = anEvidence({
  title: 'Team growth',
  parameters: P,
  columns: [
    col('team', 'label', null, 'STRING'),
    col('list_cost_usd', 'measure', 'USD'),
    col('previous_cost_usd', 'measure', 'USD'),
    col('change_usd', 'measure', 'USD'),
    col('cost_percent', 'measure', 'percent'),
  ],
  rows: [
    ['platform', '8412.50', '8950.00', '-537.50', 56.1],
    ['growth', '4200.00', '2100.00', '2100.00', 28.0],
    ['ml', '2387.50', '2400.25', '-12.75', 15.9],
  ],
  rowCount: 3,
});
const ep = anEvidence({
  title: 'Endpoint errors',
  parameters: P,
  columns: [
    col('endpoint_name', 'label', null, 'STRING'),
    col('requests', 'measure', 'requests'),
    col('throttled', 'measure', 'requests'),
    col('failed', 'measure', 'requests'),
    col('failed_percent', 'measure', 'percent'),
    col('output_tokens', 'measure', 'tokens'),
  ],
  rows: [
    ['assistant', 12000, 300, 240, 2.0, 2_500_000],
    ['doc-search', 4000, 10, 100, 2.5, 800_000],
  ],
  rowCount: 2,
});
const cases: readonly (readonly [Evidence, boolean, string])[] = [
  [users, true, 'fay@example.com is the most active: 5,210 events on 7 days, 12 refused.'],
  [users, false, 'fay@example.com is the most active: 5,210 events on 7 days, 155 refused.'],
  [users, true, 'Half of the events of bo@example.com were refused (155 of 310).'],
  [users, true, 'Half of what bo@example.com did was refused.'],
  [users, false, 'A third of the events of bo@example.com were refused.'],
  [users, true, 'svc-etl was never refused.'],
  [users, true, 'Three of the four users were refused at least once.'],
  [users, true, 'Two users did more than 1,000 events.'],
  [users, false, 'Three users did more than 1,000 events.'],
  [users, true, 'bo@example.com was last active on Thu 12 Nov at 09:30.'],
  [users, false, 'bo@example.com was last active on Sun 15 Nov at 14:02.'],
  [users, true, '8,000 events in all, 170 of them refused (2.1 %).'],
  [users, false, '8,000 events in all, 190 of them refused (2.4 %).'],
  [users, true, 'gil@example.com was active on one day only.'],
  [users, true, 'fay@example.com did 17 times as many events as bo@example.com.'],
  [users, false, 'fay@example.com did 7 times as many events as bo@example.com.'],
  [users, true, 'The service principal `svc-etl` caused 30 % of the events.'],
  [users, true, 'Roughly 5.2K events came from fay@example.com.'],
  [users, true, 'A dozen events of fay@example.com were refused.'],
  [users, false, 'Two dozen events of fay@example.com were refused.'],
  [stale, true, '2 of 3 tables are stale, the oldest `sales.orders_daily` (41 h).'],
  [stale, false, '3 of 3 tables are stale, the oldest `sales.orders_daily` (41 h).'],
  [stale, true, '`web.sessions` has not been written for 30.5 hours; 3 tables depend on it.'],
  [stale, false, '`web.sessions` has not been written for 30.5 hours; 12 tables depend on it.'],
  [stale, true, 'hr.payroll is fresh.'],
  [stale, false, 'hr.payroll is stale.'],
  [stale, true, 'sales.orders_daily (finance) was last written on Saturday 14 November at 06:00.'],
  [stale, false, 'sales.orders_daily (web) was last written on Saturday 14 November at 06:00.'],
  [stale, true, 'Both stale tables were last written on 14 November.'],
  [stale, true, 'The stale tables belong to finance and web.'],
  [stale, true, '## 2 stale tables'],
  [stale, false, '## 4 stale tables'],
  [stale, true, 'web.sessions is 1.3 days old.'],
  [
    teams,
    true,
    'You spent **15,000 USD** from Mon 9 to Sun 15 Nov, 11.5 % more than the week before (13,450.25).',
  ],
  [
    teams,
    false,
    'You spent **15,000 USD** from Mon 9 to Sun 15 Nov, 11.5 % less than the week before (13,450.25).',
  ],
  [teams, true, '`growth` doubled (+2,100 USD); `platform` fell by 6 % to 8,412.50 USD.'],
  [teams, false, '`growth` doubled (+2,100 USD); `platform` rose by 6 % to 8,412.50 USD.'],
  [teams, true, 'platform accounts for 56 % of spend, growth for 28 %, ml for 16 %.'],
  [teams, false, 'platform accounts for 56 % of spend, growth for 16 %, ml for 28 %.'],
  [teams, true, 'Spend of ml was almost unchanged: 2,388 USD against 2,400 USD the week before.'],
  [teams, true, 'Only growth spent more than in the week before.'],
  [teams, false, 'Only ml spent more than in the week before.'],
  [teams, true, 'Two teams spent less than the week before.'],
  [teams, false, 'All three teams spent less than the week before.'],
  [teams, true, 'growth: 4.2k USD (2.1k before).'],
  [teams, false, 'growth: 2.1k USD (4.2k before).'],
  [teams, true, 'platform and growth together make up 84 % of the spend.'],
  [teams, true, 'The three teams spent 5,000 USD each on average.'],
  [teams, false, 'growth cost 4,200 EUR.'],
  [teams, true, 'More than half of all spend (8,412.50 of 15,000 USD) is platform.'],
  [teams, true, 'growth grew the most, by 2,100 USD.'],
  [teams, false, 'platform grew the most, by 2,100 USD.'],
  [teams, false, 'growth grew by 2,100 USD, the least of all teams.'],
  [ep, true, 'doc-search fails the most: 2.5 % of 4,000 requests, 100 failed and 10 throttled.'],
  [ep, false, 'doc-search fails the most: 2.5 % of 4,000 requests, 10 failed and 100 throttled.'],
  [ep, true, 'assistant wrote 2.5 million tokens in 12K requests.'],
  [ep, true, 'In total 340 of 16,000 requests failed, about 2.1 %.'],
  [ep, true, 'assistant had 240 failures, doc-search 100.'],
  [ep, false, 'assistant had 100 failures, doc-search 240.'],
  [ep, true, 'Three quarters of the requests went to assistant.'],
  [ep, false, 'Two thirds of the requests went to assistant.'],
  [ep, true, 'assistant handles three times as many requests as doc-search.'],
  [ep, true, 'The failure rate of assistant (2.0 %) is lower than that of doc-search (2.5 %).'],
  [ep, false, 'The failure rate of assistant (2.0 %) is higher than that of doc-search (2.5 %).'],
  [ep, true, 'Neither endpoint failed in more than 3 % of its requests.'],
  [ep, false, 'Neither endpoint failed in more than 2 % of its requests.'],
];

describe.each(['cells', 'columns'] as const)('a sentence that cites %s', (cites) => {
  it.each(cases.map(([table, isTrue, text]) => [isTrue ? 'true' : 'false', text, table] as const))(
    'is held to be %s: %s',
    (is, text, table) => {
      expect(acceptedBy(table, text, cites)).toBe(is === 'true');
    },
  );
});
