import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const queries = (row: (daysAgo: number) => Record<string, number>) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    warehouse_id: 'h1',
    warehouse_name: 'bi-wide',
    query_date: dateAgo(ago),
    queries: 400,
    p95_seconds: 8,
    waiting_hours: 0,
    spilled_gb: 0,
    ...row(ago),
  }));

const resized = (old_size: string, new_size: string, changed_at: string, warehouse_id = 'h1') => ({
  'performance/warehouse_changes': [
    {
      workspace_id: 'w1',
      warehouse_id,
      warehouse_name: 'bi-wide',
      changed_at,
      old_size,
      new_size,
      old_max_clusters: 1,
      new_max_clusters: 1,
    },
  ],
});

describe('why queries are slow', () => {
  const slow: World = {
    'performance/warehouse_by_day': queries((ago) =>
      ago <= 2 ? { p95_seconds: 40, waiting_hours: 3 } : {},
    ),
  };
  const question = 'why is bi-wide so slow since monday?';

  it('is a smaller size, with who set it', async () => {
    const found = await searchIn(
      {
        ...slow,
        ...resized('LARGE', 'SMALL', at(2, 9)),
        'unified/setting_changes': [
          {
            changed_at: at(2, 9),
            kind: 'warehouse',
            workspace_id: 'w1',
            object_id: 'h1',
            action_name: 'editWarehouse',
            changed_by: 'ops@x.org',
          },
        ],
      },
      question,
    );
    expect(found.verdict).toBe('cause_found');
    expect(found.text[0]).toMatch(/bi-wide.*LARGE.*SMALL.*Mon 16 Nov 09:00 by `ops@x.org`/);
    expect(found.text.join(' ')).toContain('no more than as a rule');
  });

  it.each([
    ['a larger size', resized('SMALL', 'LARGE', at(2, 9)), 1],
    ['a size that was set after it began', resized('LARGE', 'SMALL', at(1, 9)), 1],
    ['the size of another warehouse', resized('LARGE', 'SMALL', at(2, 9), 'h2'), 0],
  ])('is not %s', async (_, change, ruledOut) => {
    const found = await searchIn({ ...slow, ...change }, question);
    expect(found.causes).toEqual([]);
    expect(found.ruledOut).toHaveLength(ruledOut);
  });

  it('is the load of one user, who sends it more than ever', async () => {
    const user = (name: string, row: (ago: number) => Record<string, number | string>) =>
      daily(70, (ago) => ({
        workspace_id: 'w1',
        warehouse_id: 'h1',
        warehouse_name: 'bi-wide',
        executed_by: name,
        query_date: dateAgo(ago),
        queries: 50,
        execution_hours: 1,
        first_at: at(ago, 8),
        last_at: at(ago, 18),
        ...row(ago),
      }));
    const found = await searchIn(
      {
        ...slow,
        'performance/user_queries_by_day': [
          ...user('ann@x.org', () => ({})),
          ...user('ben@x.org', (ago) => (ago <= 2 ? { queries: 900, execution_hours: 30 } : {})),
        ],
      },
      question,
    );
    expect(found.causes.map(({ kind }) => kind)).toEqual(['load-grown']);
    expect(found.text[0]).toContain('`ben@x.org` sent 900 queries');
  });
});

describe('why a table is stale', () => {
  const stale: World = {
    'quality/table_state_by_day': daily(70, (ago) => ({
      table_name: 'a.b.sums',
      scan_date: dateAgo(ago),
      scanned_at: at(ago, 22),
      last_commit_at: at(Math.max(ago, 4), 4),
      expected_commit_at: at(Math.max(ago, 4) - 1, 5),
    })),
    'unified/stale_with_writer': [
      { table_name: 'a.b.sums', entity_type: 'JOB', entity_id: '7', workspace_id: 'w1' },
    ],
  };
  const runs = (row: (daysAgo: number) => Record<string, string | number | null> | null) => ({
    'reliability/job_runs_by_day': daily(70, (ago) => {
      const own = row(ago);
      return own === null
        ? null
        : {
            workspace_id: 'w1',
            workspace_name: 'main',
            job_id: '7',
            job_name: 'sum_up',
            run_date: dateAgo(ago),
            runs: 1,
            failed_runs: 0,
            ...own,
          };
    }),
  });
  const question = 'why is a.b.sums stale?';

  it('is the job that writes it, which fails', async () => {
    const found = await searchIn(
      {
        ...stale,
        ...runs((ago) => (ago <= 3 ? { failed_runs: 1, first_failed_at: at(ago, 4) } : {})),
      },
      question,
    );
    expect(found.verdict).toBe('cause_found');
    expect(found.text[0]).toMatch(/sum_up.*writes.*a\.b\.sums.*has failed since Sun 15 Nov 04:00/);
    expect(found.text.join(' ')).toContain('`a.b.sums`: 90 h on Tue 17 Nov');
  });

  it('is a job that was paused, and by whom', async () => {
    const found = await searchIn(
      {
        ...stale,
        ...runs((ago) => (ago <= 3 ? null : {})),
        'unified/setting_changes': [
          {
            changed_at: at(4, 16),
            kind: 'job',
            workspace_id: 'w1',
            object_id: '7',
            object_name: 'sum_up',
            action_name: 'update',
            detail: '{"schedule":{"pause_status":"PAUSED"}}',
            changed_by: 'eve@x.org',
          },
        ],
      },
      question,
    );
    expect(found.causes.map(({ kind }) => kind)).toEqual(['schedule-paused', 'upstream']);
    expect(found.text[0]).toMatch(/^`eve@x\.org` paused the schedule of `sum_up`/);
  });

  it('is not a job that writes something else', async () => {
    const found = await searchIn(
      {
        ...stale,
        ...runs((ago) => (ago <= 3 ? { failed_runs: 1, first_failed_at: at(ago, 4) } : {})),
        'unified/stale_with_writer': [
          { table_name: 'a.b.others', entity_type: 'JOB', entity_id: '7', workspace_id: 'w1' },
        ],
      },
      question,
    );
    expect(found.verdict).toBe('inconclusive');
    expect(found.text[0]).toContain('`a.b.sums` is stale: its last commit was on Sat 14 Nov 04:00');
  });

  it('is told apart from a second symptom in the same question', async () => {
    const found = await searchIn(
      {
        ...stale,
        ...runs((ago) => (ago <= 3 ? { failed_runs: 1, first_failed_at: at(ago, 4) } : {})),
        'performance/warehouse_by_day': queries((ago) => (ago <= 2 ? { spilled_gb: 90 } : {})),
      },
      'why is a.b.sums stale, and why does bi-wide spill?',
    );
    expect(found.verdict).toBe('inconclusive');
    expect(found.text[0]).toContain('sum_up');
    expect(found.text[1]).toContain('bi-wide');
  });
});

describe('why somebody did so much', () => {
  const actions = (row: (daysAgo: number) => Record<string, string | number> | null) => ({
    'security/actions_by_day': daily(70, (ago) => {
      const own = row(ago);
      return own === null
        ? null
        : {
            user_name: 'rob@x.org',
            source_ip_address: '203.0.113.9',
            service_name: 'accounts',
            action_name: 'generateDbToken',
            event_date: dateAgo(ago),
            events: 30,
            refused_events: 0,
            first_at: at(ago, 23),
            last_at: at(ago, 23.5),
            ...own,
          };
    }),
  });
  const question = 'why were so many tokens created?';

  it('names who did it, when and from where', async () => {
    const found = await searchIn(
      actions((ago) => (ago === 5 ? {} : null)),
      question,
    );
    expect(found.text[0]).toBe(
      '`rob@x.org` made 30 access tokens between Fri 13 Nov 23:00 and Fri 13 Nov 23:30.',
    );
    expect(found.text[1]).toBe('It came from `203.0.113.9`.');
  });

  it('accuses nobody who does the same every week', async () => {
    const found = await searchIn(
      actions((ago) => (ago % 7 === 5 ? {} : null)),
      question,
    );
    expect(found.causes).toEqual([]);
    expect(found.text.join(' ')).not.toContain('rob@x.org');
  });

  it('cites the row of the table that the question names, among those of others', async () => {
    const reads = (table: string, spike: number) =>
      daily(70, (ago) => ({
        table_name: table,
        reader: 'rob@x.org',
        read_date: dateAgo(ago),
        reads: ago === 2 ? spike : 10,
        first_at: at(ago, 3),
        last_at: at(ago, 4),
      }));
    const found = await searchIn(
      { 'security/table_reads_by_day': [...reads('a.b.quiet', 10), ...reads('a.b.people', 900)] },
      'why were there so many reads of a.b.people on monday?',
    );
    expect(found.text[0]).toMatch(/`rob@x\.org` read `a\.b\.people` 900 times/);
  });

  it('says that there are no rows of a time that lies before all of them', async () => {
    const found = await searchIn(
      actions((ago) => (ago === 5 ? {} : null)),
      'why were so many tokens created in march 2024?',
    );
    expect(found.text[0]).toMatch(/no rows of the time/);
  });
});

describe('a search', () => {
  it('asks for at most sixteen statements, each once', async () => {
    for (const question of [
      'why did spend jump and why are tables stale?',
      'why is everything so slow and failing?',
    ]) {
      const { asked } = await searchIn({}, question, { domains: ['unified'] });
      const keys = asked.map((check) => JSON.stringify(check));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeLessThanOrEqual(16);
    }
  });

  it('cites a cell for every marker of its sentences', async () => {
    const found = await searchIn(
      { 'performance/warehouse_by_day': queries((ago) => (ago <= 2 ? { spilled_gb: 90 } : {})) },
      'why does bi-wide spill?',
    );
    const markers = found.lines.flatMap((line) => [...line.matchAll(/\[([a-z]+:\d+)\]/g)]);
    expect(markers.length).toBeGreaterThan(3);
    const known = new Set(found.citations.map(({ marker }) => marker));
    expect(markers.filter(([, marker]) => !known.has(marker ?? ''))).toEqual([]);
  });
});
