import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeQuery } from '../../../../../local/workspace/genie/understanding/compose.ts';
import type { Reading } from '../../../../../wordings/metrics/reading.ts';
import { type Asker, createAsker, week } from '../../../../sql/asker.ts';
import { parts, readingOf } from './composed-parts.ts';

let asker: Asker;
beforeAll(async () => {
  asker = await createAsker(1);
}, 120_000);
afterAll(() => asker.close());

const rowsOf = async (reading: Reading, thresholds: readonly string[] = []) =>
  (await asker.run(composeQuery(reading, { thresholds, without: [] }), week)).rows;
const totalOf = async (reading: Reading): Promise<number> => {
  const [row] = await rowsOf(reading);
  return Number(Object.values(row ?? {})[0]);
};
/** The sum of a column of a certified question; without one the number of its rows. */
const sumOf = async (id: string, column: string | null): Promise<number> => {
  const { rows } = await asker.ask(id, week);
  if (column === null) return rows.length;
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
};

describe('a composed query', { timeout: 120_000 }, () => {
  test.each(parts)('of %s with %s runs', async (id, _, over) => {
    const { columns } = await asker.run(
      composeQuery(readingOf(id, over), { thresholds: [], without: [] }),
      week,
    );
    expect(columns.length).toBeGreaterThan(0);
  });

  test.each([
    ['cost/spend', {}, 'cost/spend_by_day', 'list_cost_usd'],
    ['performance/queries', {}, 'performance/query_volume', 'queries'],
    ['performance/queries', { filters: ['failed'] }, 'performance/query_volume', 'failed_queries'],
    ['reliability/job_runs', {}, 'reliability/failure_trend', 'finished_runs'],
    ['reliability/job_runs', { filters: ['failed'] }, 'reliability/failing_jobs', 'failed_runs'],
    ['security/events', {}, 'security/activity_by_day', 'events'],
    ['performance/warehouses', {}, 'performance/warehouse_settings', null],
    ['performance/clusters', {}, 'performance/cluster_settings', null],
    ['reliability/jobs', {}, 'reliability/job_settings', null],
    ['security/events', { filters: ['refused'] }, 'security/failed_actions', 'failed_actions'],
    ['security/table_reads', {}, 'security/table_access', 'reads'],
    ['performance/endpoint_requests', {}, 'performance/endpoint_errors', 'requests'],
  ] as const)('of %s with %j comes to the sum of %s', async (id, over, certified, column) => {
    const total = await totalOf(readingOf(id, over));
    expect(total).toBeCloseTo(await sumOf(certified, column), 4);
    expect(total).toBeGreaterThan(0);
  });

  test('has the rows of a certified ranking', async () => {
    const rows = await rowsOf(readingOf('cost/spend', { groups: ['workspace'], order: 'most' }));
    const { rows: certified } = await asker.ask('cost/spend_by_workspace', week);
    expect(rows.map((row) => [row['workspace_name'], row['list_cost_usd']])).toEqual(
      certified.map((row) => [row['workspace_name'], row['list_cost_usd']]),
    );
  });

  test('counts different things, and those above a threshold', async () => {
    const jobs = readingOf('cost/spend', { measures: [], distinct: ['job'] });
    const all = Number((await rowsOf(jobs))[0]?.['jobs']);
    const { rows: certified } = await asker.ask('cost/most_expensive_jobs', week);
    expect(all).toBe(certified.filter((row) => Number(row['list_cost_usd']) > 0).length);
    const { rows } = await asker.run(composeQuery(jobs, { thresholds: ['min_usd'], without: [] }), {
      ...week,
      min_usd: '100',
    });
    const above = certified.filter((row) => Number(row['list_cost_usd']) > 100).length;
    expect(Number(rows[0]?.['jobs'])).toBe(above);
    expect(above).toBeLessThan(all);
  });

  test('tells the part that a filter has', async () => {
    const failed = { filters: ['failed'] } as const;
    const [row] = await rowsOf(readingOf('reliability/job_runs', { ...failed, isShare: true }));
    const part = await totalOf(readingOf('reliability/job_runs', failed));
    const all = await totalOf(readingOf('reliability/job_runs'));
    expect(Number(row?.['share_of_failed_runs_percent'])).toBeCloseTo((100 * part) / all, 9);
  });

  test('tells what part a name has of all', async () => {
    const names = [{ dimension: 'workspace', name: 'prod-us' }];
    const ofName = { names, isShare: true, isOfNames: true };
    const share = await totalOf(readingOf('cost/spend', ofName));
    const all = await totalOf(readingOf('cost/spend'));
    const own = await totalOf(readingOf('cost/spend', { names }));
    expect(share).toBeCloseTo((100 * own) / all, 6);
    const byWorkspace = await rowsOf(
      readingOf('cost/spend', { groups: ['workspace'], isShare: true }),
    );
    const shares = byWorkspace.map((row) => Number(row['share_of_spend_percent']));
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(100, 6);
    expect(shares).toContainEqual(expect.closeTo(share, 6));
  });

  test('tells what part a name has of what another has', async () => {
    const team = { dimension: 'team', name: 'sales' };
    const names = [team, { dimension: 'warehouse', name: 'prod-eu-serving' }];
    const ofTeam = { names, isShare: true, isOfNames: true, whole: 'team' };
    const share = await totalOf(readingOf('cost/spend', ofTeam));
    const all = await totalOf(readingOf('cost/spend', { names: [team] }));
    const own = await totalOf(readingOf('cost/spend', { names }));
    expect(own).toBeLessThan(all);
    expect(share).toBeCloseTo((100 * own) / all, 6);
  });

  test('tells when something was at last', async () => {
    const [row] = await rowsOf(
      readingOf('reliability/job_runs', { measures: [], filters: ['failed'], when: 'last' }),
    );
    const { rows: failing } = await asker.ask('reliability/failing_jobs', week);
    const last = failing
      .map((one) => one['last_failed_at'] ?? '')
      .toSorted()
      .at(-1);
    expect(row?.['last_failed_at']).toBe(last);
  });

  test('tells since which day it is so', async () => {
    const reading = readingOf('reliability/job_runs', {
      filters: ['failed'],
      names: [{ dimension: 'job', name: 'clickstream_ingest' }],
      measures: [],
      when: 'since',
    });
    const [row] = await rowsOf(reading);
    const failed = await rowsOf({ ...reading, when: null, measures: ['runs'], groups: ['day'] });
    const days = failed.filter(({ failed_runs: runs }) => Number(runs) > 0).map(({ day }) => day);
    expect(row?.['last_failed_day']).toBe(days.at(-1));
    const since = days.indexOf(row?.['failed_since'] ?? '');
    expect(since).toBeGreaterThanOrEqual(0);
    // Each day from it on failed, and the one before did not.
    const from = Date.parse(String(days[since]));
    const inRow = days.slice(since).map((_, n) => new Date(from + n * 86_400_000));
    expect(days.slice(since)).toEqual(inRow.map((day) => day.toISOString().slice(0, 10)));
    expect(days).not.toContain(new Date(from - 86_400_000).toISOString().slice(0, 10));
  });

  test('leaves names out', async () => {
    const spend = readingOf('cost/spend');
    const { rows } = await asker.run(
      composeQuery(spend, {
        thresholds: [],
        without: [{ dimension: 'workspace', name: 'prod-us' }],
      }),
      week,
    );
    const { rows: certified } = await asker.ask('cost/spend_by_workspace', week);
    const others = certified.filter((row) => row['workspace_name'] !== 'prod-us');
    const sum = others.reduce((all, row) => all + Number(row['list_cost_usd']), 0);
    expect(Number(rows[0]?.['list_cost_usd'])).toBeCloseTo(sum, 4);
  });

  test('begins with the least where that is asked', async () => {
    const by = { groups: ['workspace'] } as const;
    const most = await rowsOf(readingOf('cost/spend', { ...by, order: 'most' }));
    expect(await rowsOf(readingOf('cost/spend', { ...by, order: 'least' }))).toEqual(
      most.toReversed(),
    );
  });

  test('counts days without any, too', async () => {
    const rows = await rowsOf(
      readingOf('reliability/job_runs', { groups: ['day'], filters: ['timed_out'] }),
    );
    expect(rows.map((row) => row['day'])).toEqual(
      ['11', '12', '13', '14', '15', '16', '17'].map((day) => `2026-11-${day}`),
    );
    expect(rows.some((row) => row['timed_out_runs'] === '0')).toBe(true);
  });

  test('is limited to a threshold that the question gives', async () => {
    const reading = readingOf('performance/queries');
    const { rows } = await asker.run(
      composeQuery(reading, { thresholds: ['min_seconds'], without: [] }),
      {
        ...week,
        min_seconds: '60',
      },
    );
    const { rows: slow } = await asker.ask('performance/slow_queries', {
      ...week,
      min_seconds: '60',
    });
    expect(Number(rows[0]?.['queries'])).toBe(slow.length);
  });

  test('tells the highest of the sums of days, and which day that was', async () => {
    const by = { groups: ['pipeline'] } as const;
    const [first] = await rowsOf(
      readingOf('cost/spend', { ...by, measures: ['highest_daily_spend_usd'], order: 'most' }),
    );
    const days = await rowsOf(readingOf('cost/spend', { groups: ['pipeline', 'day'] }));
    const costs = days.map((row) => Number(row['list_cost_usd']));
    expect(Number(first?.['highest_daily_spend_usd'])).toBeCloseTo(Math.max(...costs), 4);
    const day = days.find((row) => Number(row['list_cost_usd']) === Math.max(...costs));
    expect(first?.['highest_day']).toBe(day?.['day']);
    expect(first?.['pipeline_name']).toBe(day?.['pipeline_name']);
  });

  test('limits the days and not their sum to a threshold', async () => {
    const reading = readingOf('cost/spend', {
      groups: ['pipeline'],
      measures: ['highest_daily_spend_usd'],
    });
    const limits = { thresholds: ['min_usd'], without: [] };
    const { rows } = await asker.run(composeQuery(reading, limits), { ...week, min_usd: '20' });
    const days = await rowsOf(readingOf('cost/spend', { groups: ['pipeline', 'day'] }));
    const above = new Set(
      days.filter((row) => Number(row['list_cost_usd']) > 20).map((row) => row['pipeline_name']),
    );
    expect(rows.length).toBe(above.size);
    expect(new Set(days.map((row) => row['pipeline_name'])).size).toBeGreaterThan(above.size);
  });

  test('tells events one by one, the latest first', async () => {
    const failed = readingOf('security/events', { filters: ['refused', 'login'], measures: [] });
    const rows = await rowsOf({ ...failed, lists: 'all' });
    const number = await totalOf({ ...failed, measures: ['events'] });
    expect(rows.length).toBe(number);
    const times = rows.map((row) => String(row['event_at']));
    expect(times).toEqual(times.toSorted().toReversed());
    expect(rows.every((row) => /login/i.test(String(row['action'])))).toBe(true);
  });

  test('tells those who did both of two things', async () => {
    const both = readingOf('security/events', {
      filters: ['token_creation', 'notebook_creation'],
      groups: ['user'],
      isJoint: true,
    });
    const rows = await rowsOf(both);
    const own = async (filter: string) => {
      const found = await rowsOf({ ...both, filters: [filter], isJoint: false });
      return found.map((row) => String(row['user_name']));
    };
    const [tokens, notebooks] = [await own('token_creation'), await own('notebook_creation')];
    const expected = tokens.filter((user) => notebooks.includes(user));
    expect(rows.map((row) => String(row['user_name'])).toSorted()).toEqual(expected.toSorted());
    expect(expected.length).toBeLessThan(Math.max(tokens.length, notebooks.length));
  });

  test('tells no cost of usage without a price', async () => {
    const names = [{ dimension: 'app', name: 'shift-planner' }];
    const [row] = await rowsOf(readingOf('cost/spend', { names }));
    expect(row?.['list_cost_usd']).toBeNull();
    const unused = [{ dimension: 'app', name: 'no such app' }];
    const [none] = await rowsOf(readingOf('cost/spend', { names: unused }));
    expect(Number(none?.['list_cost_usd'])).toBe(0);
    expect(none?.['list_cost_usd']).not.toBeNull();
  });
});
