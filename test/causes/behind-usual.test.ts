import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

/** A table that is written every day at an hour, until so many days ago. */
const table = (name: string, until: number) =>
  daily(70, (ago) => ({
    table_name: name,
    scan_date: dateAgo(ago),
    scanned_at: at(ago, 22),
    last_commit_at: at(Math.max(ago, until), 20),
    expected_commit_at: at(Math.max(ago, until) - 1, 20),
    daily_rows: 5000,
    least_expected_rows: 4000,
  }));
const job = (minutes: (ago: number) => number) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    job_id: '7001',
    job_name: 'sums_load',
    run_as: 'loader',
    run_date: dateAgo(ago),
    runs: 1,
    failed_runs: 0,
    mean_minutes: minutes(ago),
    last_started_at: at(ago, 2),
  }));
const edge = {
  table_name: 'lake.shop.report',
  upstream_table: 'lake.shop.sums',
  entity_type: 'JOB',
  entity_id: '7001',
  writes: 9,
  last_at: at(1, 20),
};
const world = (until: number, minutes: (ago: number) => number): World => ({
  'quality/table_state_by_day': [
    ...table('lake.shop.report', 1),
    ...table('lake.shop.sums', until),
  ],
  'quality/table_upstream': [
    edge,
    { ...edge, table_name: 'lake.shop.report_old', upstream_table: 'x.y.z' },
  ],
  'reliability/job_runs_by_day': job(minutes),
});
const always = () => 30;

describe('a table that is written on time', () => {
  it.each([
    'why does lake.shop.report still show Saturday’s figures?',
    'the numbers in lake.shop.report stop at Saturday, why?',
    'why is lake.shop.report late',
  ])('is told with its source that is late: %s', async (question) => {
    const { verdict, text, causes } = await searchIn(world(4, always), question);
    expect(text[0]).toMatch(/^Hours since the last commit of `lake\.shop\.report` was as usual/);
    expect(text[1]).toMatch(/`lake\.shop\.report` is made from `lake\.shop\.sums`: .*is stale/);
    // Nothing is wrong with the table itself, so nobody is to blame for it.
    expect([verdict, causes]).toEqual(['inconclusive', []]);
  });

  it('is told with the job that writes it and takes longer', async () => {
    const found = await searchIn(
      world(1, (ago) => (ago <= 4 ? 300 : 30)),
      'why does lake.shop.report come in later each day?',
    );
    expect(found.text[1]).toMatch(/^What writes `lake\.shop\.report`: Runs of `sums_load` took/);
  });

  it.each<[why: string, world: World]>([
    ['nothing behind it is late', world(1, always)],
    ['what was slow is over', world(1, (ago) => (ago <= 6 && ago > 3 ? 300 : 30))],
  ])('is as usual where %s', async (_, rows) => {
    const { text } = await searchIn(rows, 'why is lake.shop.report late?');
    expect(text).toHaveLength(1);
  });
});

describe('a question that names nothing', () => {
  const spilling = (name: string, gb: number) =>
    daily(70, (ago) => ({
      workspace_id: 'w1',
      workspace_name: 'main',
      warehouse_id: name,
      warehouse_name: name,
      query_date: dateAgo(ago),
      queries: 400,
      spilled_gb: ago <= 2 ? gb : 0,
    }));
  const all: World = {
    'performance/warehouse_by_day': [...spilling('wide', 3000), ...spilling('slim', 60)],
  };

  it('is told what else it may be about', async () => {
    const { text } = await searchIn(all, 'why do queries spill so much since Monday?');
    expect(text[0]).toContain('`wide`');
    expect(text.at(-1)).toMatch(/all was looked at; also `slim` left the usual range\.$/);
  });

  it('is not where it names something, or nothing else broke', async () => {
    const named = await searchIn(all, 'why does `wide` spill so much since Monday?');
    expect(named.text.join(' ')).not.toContain('slim');
    const one = { 'performance/warehouse_by_day': spilling('wide', 3000) };
    const { text } = await searchIn(one, 'why do queries spill so much since Monday?');
    expect(text.join(' ')).not.toContain('all was looked at');
  });
});
