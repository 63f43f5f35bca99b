import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const warehouse = (id: string, name: string, row: (ago: number) => Record<string, number>) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    warehouse_id: id,
    warehouse_name: name,
    query_date: dateAgo(ago),
    queries: 400,
    p95_seconds: 8,
    execution_hours: 0.5,
    waiting_hours: 0,
    spilled_gb: 0,
    ...row(ago),
  }));

const resized = {
  'performance/warehouse_changes': [
    {
      workspace_id: 'w1',
      warehouse_id: 'h1',
      warehouse_name: 'bi-wide',
      changed_at: at(2, 9),
      old_size: 'LARGE',
      new_size: 'SMALL',
      old_max_clusters: 1,
      new_max_clusters: 1,
    },
  ],
};

const spilling = (ago: number): Record<string, number> => (ago <= 2 ? { spilled_gb: 300 } : {});

describe('an object that is described', () => {
  const world: World = {
    'performance/warehouse_by_day': [
      ...warehouse('h1', 'bi-wide', spilling),
      ...warehouse('h2', 'lake-eu-reports', () => ({})),
    ],
    ...resized,
  };

  it.each([
    'how come every query on the EU reports warehouse spills now?',
    'the European reports warehouse runs out of memory since Monday, why?',
    'why does the lake reports warehouse write to disk',
  ])('is as usual whatever happened to others: %s', async (question) => {
    const found = await searchIn(world, question);
    expect(found.causes).toEqual([]);
    expect(found.text[0]).toMatch(/`lake-eu-reports` was as usual/);
  });

  it('has a cause of its own', async () => {
    const found = await searchIn(world, 'why does the wide BI warehouse spill?');
    expect(found.causes.map(({ kind }) => kind)).toEqual(['compute-resized']);
  });
});

describe('the mean time of queries', () => {
  const user = (name: string, row: (ago: number) => Record<string, number>) =>
    daily(70, (ago) => ({
      workspace_id: 'w1',
      warehouse_id: 'h1',
      warehouse_name: 'bi-wide',
      executed_by: name,
      query_date: dateAgo(ago),
      queries: 50,
      execution_hours: 0.5,
      first_at: at(ago, 8),
      last_at: at(ago, 18),
      ...row(ago),
    }));

  it.each([
    'what made average statement time on bi-wide triple on Sunday?',
    'why did the mean query time on bi-wide go up on 15 November',
  ])('rose by the burst of one user: %s', async (question) => {
    const found = await searchIn(
      {
        'performance/warehouse_by_day': warehouse('h1', 'bi-wide', (ago) =>
          ago === 3 ? { execution_hours: 6, p95_seconds: 9 } : {},
        ),
        'performance/user_queries_by_day': [
          ...user('ann@x.org', () => ({})),
          ...user('ben@x.org', (ago) => (ago === 3 ? { queries: 200, execution_hours: 6 } : {})),
        ],
      },
      question,
    );
    expect(found.causes.map(({ kind }) => kind)).toEqual(['load-grown']);
    expect(found.text[0]).toContain('`ben@x.org` sent 200 queries');
  });

  it('is no cause to find where it stayed', async () => {
    const found = await searchIn(
      { 'performance/warehouse_by_day': warehouse('h1', 'bi-wide', () => ({})) },
      'why did the mean query time on bi-wide triple on Sunday?',
    );
    expect(found.text[0]).toMatch(/^Mean query time of `bi-wide` was as usual/);
  });
});

describe('a table that is named', () => {
  const reads = daily(70, (ago) => ({
    workspace_id: 'w1',
    warehouse_id: 'h1',
    warehouse_name: 'bi-wide',
    executed_by: 'ben@x.org',
    query_date: dateAgo(ago),
    queries: 50,
    read_gb: ago === 3 ? 9000 : 1,
    execution_hours: 1,
    first_at: at(ago, 1),
    last_at: at(ago, 2),
  }));
  const states = (rows: (ago: number) => number): World => ({
    'performance/user_queries_by_day': reads,
    'quality/table_state_by_day': daily(70, (ago) => ({
      table_name: 'lake.iot.readings',
      scan_date: dateAgo(ago),
      scanned_at: at(ago, 22),
      last_commit_at: at(ago, 21),
      daily_rows: rows(ago),
      least_expected_rows: 9000,
    })),
  });

  it.each([
    'why was lake.iot.readings flagged unhealthy for five scans in a row?',
    'lake.iot.readings failed four scans, why?',
    'why do the scans of lake.iot.readings look bad although it is loaded on time',
  ])('is no reason to name who read something else: %s', async (question) => {
    for (const rows of [() => 10_000, (ago: number) => (ago <= 4 ? 3000 : 10_000)]) {
      const found = await searchIn(states(rows), question);
      expect(found.text.join(' ')).not.toContain('ben@x.org');
    }
  });

  it('is told with what happened to it', async () => {
    const found = await searchIn(
      states((ago) => (ago <= 4 ? 3000 : 10_000)),
      'why was lake.iot.readings flagged unhealthy for five scans in a row?',
    );
    expect(found.symptom?.object?.name).toBe('lake.iot.readings');
  });
});

describe('an address from which one user worked', () => {
  it('is that user', async () => {
    const found = await searchIn(
      {
        'security/actions_by_day': [
          {
            event_date: dateAgo(3),
            user_name: 'ben@x.org',
            source_ip_address: '203.0.113.9',
            action_name: 'downloadQueryResult',
            events: 12,
            refused_events: 0,
            first_at: at(3, 1),
            last_at: at(3, 2),
          },
        ],
        'performance/user_queries_by_day': daily(70, (ago) => ({
          workspace_id: 'w1',
          warehouse_id: 'h1',
          warehouse_name: 'bi-wide',
          executed_by: 'ben@x.org',
          query_date: dateAgo(ago),
          queries: 50,
          read_gb: ago === 3 ? 9000 : 1,
          execution_hours: 1,
          first_at: at(ago, 1),
          last_at: at(ago, 2),
        })),
      },
      'who read so much from 203.0.113.9 on Sunday?',
    );
    expect(found.text[0]).toContain('`ben@x.org` read 9,000 GB');
  });
});

describe('a time that is said of one of two things', () => {
  it('is not the time of the other where that was as usual then', async () => {
    const found = await searchIn(
      {
        'performance/warehouse_by_day': [
          ...warehouse('h1', 'bi-wide', (ago) => (ago === 5 ? { spilled_gb: 300 } : {})),
          ...warehouse('h2', 'lake-eu-reports', (ago) => (ago <= 2 ? { p95_seconds: 90 } : {})),
        ],
      },
      'why did bi-wide spill on Friday, and why is lake-eu-reports slow?',
    );
    expect(found.text.slice(0, 2).join(' ')).toMatch(/bi-wide.*spilled.*lake-eu-reports.*90 s/);
  });
});

describe('two things of which one is as usual', () => {
  it('have the verdict of the other', async () => {
    const found = await searchIn(
      {
        'performance/warehouse_by_day': [
          ...warehouse('h1', 'bi-wide', spilling),
          ...warehouse('h2', 'lake-eu-reports', () => ({})),
        ],
        ...resized,
      },
      'why does bi-wide spill, and why are queries on lake-eu-reports slow?',
    );
    expect(found.verdict).toBe('cause_found');
    expect(found.text.slice(0, 2).join(' ')).toMatch(/bi-wide.*SMALL.*lake-eu-reports/);
  });
});
