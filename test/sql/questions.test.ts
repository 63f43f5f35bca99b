import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ledger } from '../../local/data/truth.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { type Asker, createAsker, month, week } from './asker.ts';
import {
  type Answer,
  byColumns,
  costs,
  counts,
  failedRuns,
  finishedRuns,
  from,
  type Given,
  inWindow,
  micros,
  numbersBy,
  previousFrom,
  rightsActions,
  sums,
  usd,
} from './ledger.ts';

const { questions } = loadCatalogue();
const second = (at: string) => Math.floor(Date.parse(at) / 1000);
const workedSeconds = (run: Ledger['runs'][number]) =>
  run.results.reduce((sum, one) => sum + second(one.endedAt) - second(one.startedAt), 0);
const inOrder = (left: string, right: string) => (left < right ? -1 : Number(left > right));

describe.each([1, 7])('certified questions on the data of seed %i', (seed) => {
  let asker: Asker;
  let ledger: Ledger;

  beforeAll(async () => {
    asker = await createAsker(seed);
    ({ ledger } = asker);
  }, 60_000);

  afterAll(() => asker.close());

  const ask = (id: string, given: Given) => asker.ask(id, given);
  const rowsOf = async (id: string, given: Given = {}): Promise<Answer> =>
    (await ask(id, { ...week, ...given })).rows;

  test.each(questions.map((question) => question.id))(
    '%s gives rows in the columns, keys and bound of its header',
    async (id) => {
      const question = questions.find((candidate) => candidate.id === id);
      let { columns, rows } = await ask(id, week);
      for (const wider of [month, {}])
        if (rows.length === 0) ({ columns, rows } = await ask(id, wider));
      expect(columns).toEqual(
        Object.entries(question?.columns ?? {}).map(([name, column]) => `${name} ${column.type}`),
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(question?.rows.max ?? 0);
      const keys = rows.map((row) => JSON.stringify(question?.rows.key.map((key) => row[key])));
      expect(new Set(keys).size).toBe(keys.length);
      const nulls = Object.entries(question?.columns ?? {}).filter(
        ([name, column]) => column.nullable !== true && rows.some((row) => row[name] === null),
      );
      expect(nulls.map(([name]) => name)).toEqual([]);
    },
  );

  test('spend by day, SKU and job is the ledger to the last digit', async () => {
    expect(byColumns(await rowsOf('cost/spend_by_day'), ['usage_date'], 'list_cost_usd')).toEqual(
      sums(
        costs(ledger),
        (row) => row.usageDate,
        (row) => micros(row.costUsd),
      ),
    );
    const bySku = (row: Ledger['listCostByDay'][number]) => `${row.workspaceId}/${row.skuName}`;
    const skus = await rowsOf('cost/spend_by_sku');
    expect(byColumns(skus, ['workspace_id', 'sku_name'], 'list_cost_usd')).toEqual(
      sums(costs(ledger), bySku, (row) => micros(row.costUsd)),
    );
    expect(byColumns(skus, ['workspace_id', 'sku_name'], 'previous_cost_usd')).toEqual(
      sums(costs(ledger, previousFrom, from), bySku, (row) => micros(row.costUsd)),
    );
    const jobCosts = ledger.jobCostByDay.filter((row) => inWindow(row.usageDate));
    expect(
      byColumns(
        await rowsOf('cost/most_expensive_jobs'),
        ['workspace_id', 'job_id'],
        'list_cost_usd',
      ),
    ).toEqual(
      sums(
        jobCosts,
        (row) => `${row.workspaceId}/${row.jobId}`,
        (row) => micros(row.costUsd),
      ),
    );
  });

  test('spend by team and by driver add up to the whole', async () => {
    const [whole] = Object.values(
      sums(
        costs(ledger),
        () => 'all',
        (row) => micros(row.costUsd),
      ),
    );
    const total = (rows: Answer) =>
      usd(rows.reduce((sum, row) => sum + micros(row['list_cost_usd'] ?? ''), 0n));
    expect(total(await rowsOf('cost/spend_by_team'))).toBe(whole);
    expect(total(await rowsOf('cost/spend_drivers'))).toBe(whole);
    expect(total(await rowsOf('cost/spend_by_product'))).toBe(whole);
  });

  test('yesterday the runaway job drove the spend, by as much as the ledger says', async () => {
    const [first] = await rowsOf('cost/spend_drivers', {
      from_date: '2026-11-17',
      to_date: '2026-11-18',
    });
    const jobCost = (date: string) =>
      micros(
        ledger.jobCostByDay.find(
          (row) =>
            row.usageDate === date &&
            row.workspaceId === '4010000000000001' &&
            row.jobId === '88120045',
        )?.costUsd ?? '0.000000',
      );
    expect(first).toMatchObject({
      object_kind: 'job',
      object_name: 'payments_ledger_sync',
      change_usd: usd(jobCost('2026-11-17') - jobCost('2026-11-16')),
    });
  });

  test('a workspace is chosen by name or by id', async () => {
    const byName = await rowsOf('cost/spend_by_day', { workspace: 'prod-eu' });
    expect(byName).toEqual(await rowsOf('cost/spend_by_day', { workspace: '4010000000000003' }));
    expect(byColumns(byName, ['usage_date'], 'list_cost_usd')).toEqual(
      sums(
        costs(ledger).filter((row) => row.workspaceId === '4010000000000003'),
        (row) => row.usageDate,
        (row) => micros(row.costUsd),
      ),
    );
  });

  test('failed jobs and runs are judged by the final result, whole runs, within their workspace', async () => {
    const key = (run: Ledger['runs'][number]) => `${run.workspaceId}/${run.jobId}`;
    const jobs = await rowsOf('reliability/failing_jobs');
    expect(numbersBy(jobs, ['workspace_id', 'job_id'], 'failed_runs')).toEqual(
      counts(failedRuns(ledger), key),
    );
    const hours = counts(failedRuns(ledger), key, workedSeconds);
    const measured = numbersBy(jobs, ['workspace_id', 'job_id'], 'failed_hours');
    for (const [job, seconds] of Object.entries(hours))
      expect(measured[job]).toBeCloseTo(seconds / 3600, 9);
    expect(
      (await rowsOf('reliability/failed_runs')).map((row) => row['run_id'] ?? '').toSorted(inOrder),
    ).toEqual(
      failedRuns(ledger)
        .map((run) => run.runId)
        .toSorted(inOrder),
    );
  });

  test('a job takes as long as its runs work, slices and repairs together', async () => {
    const succeeded = finishedRuns(ledger).filter((run) => run.finalState === 'SUCCEEDED');
    const longest = new Map<string, number>();
    for (const run of succeeded) {
      const minutes = workedSeconds(run);
      const key = `${run.workspaceId}/${run.jobId}`;
      longest.set(key, Math.max(longest.get(key) ?? 0, minutes / 60));
    }
    const measured = await rowsOf('reliability/job_durations');
    expect(numbersBy(measured, ['workspace_id', 'job_id'], 'longest_minutes')).toEqual(
      Object.fromEntries(longest),
    );
  });

  test('the success rate leaves out what never ran', async () => {
    const rates = await rowsOf('reliability/job_success_rate');
    expect(numbersBy(rates, ['workspace_id'], 'finished_runs')).toEqual(
      counts(finishedRuns(ledger), (run) => run.workspaceId),
    );
    expect(numbersBy(rates, ['workspace_id'], 'succeeded_runs')).toEqual(
      counts(
        finishedRuns(ledger).filter((run) => run.finalState === 'SUCCEEDED'),
        (run) => run.workspaceId,
      ),
    );
  });

  test('slow, failed and waiting queries are as many as were made', async () => {
    const days = ledger.queriesByDay.filter((row) => inWindow(row.startDate));
    const load = await rowsOf('performance/warehouse_load');
    const key = (row: (typeof days)[number]) => row.warehouseId;
    expect(numbersBy(load, ['warehouse_id'], 'queries')).toEqual(
      counts(days, key, (row) => row.queries),
    );
    expect(numbersBy(load, ['warehouse_id'], 'failed_queries')).toEqual(
      counts(days, key, (row) => row.failed),
    );
    const waited = counts(days, key, (row) => row.waitingMs);
    const measured = numbersBy(load, ['warehouse_id'], 'waiting_hours');
    for (const [warehouse, ms] of Object.entries(waited))
      expect(measured[warehouse]).toBeCloseTo(ms / 3_600_000, 9);
    expect(await rowsOf('performance/slow_queries')).toHaveLength(
      days.reduce((sum, row) => sum + row.slow, 0),
    );
    const failed = (await rowsOf('performance/failed_queries')).reduce(
      (sum, row) => sum + Number(row['failed_queries']),
      0,
    );
    expect(failed).toBe(days.reduce((sum, row) => sum + row.failed, 0));
  });

  test('audit questions count what was booked', async () => {
    const events = ledger.auditByDay.filter((row) => inWindow(row.eventDate));
    const total = (rows: typeof events) => rows.reduce((sum, row) => sum + row.events, 0);
    expect(await rowsOf('security/permission_changes')).toHaveLength(
      total(events.filter((row) => rightsActions.includes(row.actionName))),
    );
    const refused = await rowsOf('security/failed_actions');
    expect(refused.reduce((sum, row) => sum + Number(row['failed_actions']), 0)).toBe(
      total(events.filter((row) => row.refused)),
    );
    expect(refused[0]).toMatchObject({ action_name: 'login', source_ip_address: '203.0.113.77' });
  });

  test('stale and unhealthy tables are those of the newest scan', async () => {
    const names = (rows: Answer) => rows.map((row) => row['table_name'] ?? '').toSorted(inOrder);
    expect(names(await rowsOf('quality/stale_tables'))).toEqual(
      ledger.tables
        .filter((table) => table.stale)
        .map((table) => table.fullName)
        .toSorted(inOrder),
    );
    expect(names(await rowsOf('quality/unhealthy_tables'))).toEqual(
      ledger.tables
        .filter((table) => table.status === 'Unhealthy')
        .map((table) => table.fullName)
        .toSorted(inOrder),
    );
  });

  test('the days of all domains agree with the domains', async () => {
    const days = await rowsOf('unified/daily_signals');
    expect(byColumns(days, ['day'], 'list_cost_usd')).toEqual(
      sums(
        costs(ledger),
        (row) => row.usageDate,
        (row) => micros(row.costUsd),
      ),
    );
    const failed = counts(failedRuns(ledger), (run) => run.endedAt?.slice(0, 10) ?? '');
    expect(
      Object.fromEntries(
        Object.entries(numbersBy(days, ['day'], 'failed_runs')).filter(([, count]) => count > 0),
      ),
    ).toEqual(failed);
    const overview = await rowsOf('unified/platform_overview');
    expect(numbersBy(overview, ['workspace_id'], 'failed_runs')).toMatchObject(
      counts(failedRuns(ledger), (run) => run.workspaceId),
    );
  });
});
