import type { Ledger } from '../../../local/data/truth.ts';
import {
  costs,
  failedRuns,
  failedStates,
  finishedRuns,
  inWindow,
  micros,
  rightsActions,
  sums,
} from '../ledger.ts';
import { checks, each, total } from './check.ts';
import { openProblemChecks } from './open-problems.ts';
import { newestBy, successions } from './versions.ts';

const day = (at: string) => at.slice(0, 10);
const count = (items: readonly unknown[]) => items.length;
const job = (run: { workspaceId: string; jobId: string }) => `${run.workspaceId}/${run.jobId}`;
const audits = (ledger: Ledger) => ledger.audits.filter((event) => inWindow(day(event.at)));
const queries = (ledger: Ledger) => ledger.queries.filter((query) => inWindow(day(query.at)));
const percent = (part: number, whole: number) => (100 * part) / whole;
const uses = (ledger: Ledger, kind: string) =>
  ledger.usageByDay.filter((use) => inWindow(use.usageDate) && use.kind === kind);
const object = (use: { workspaceId: string; objectId: string }) =>
  `${use.workspaceId}/${use.objectId}`;

const newestScans = (ledger: Ledger) =>
  newestBy(
    ledger.scans.filter((scan) => inWindow(day(scan.at))),
    (scan) => scan.table,
  );

function shares(ledger: Ledger): number[] {
  const runs = finishedRuns(ledger);
  const newest = newestScans(ledger);
  const judged = [...newest.values()].filter((scan) => !scan.unknown);
  const healthy = judged.filter((scan) => !scan.stale && !scan.incomplete);
  return [
    percent(runs.filter((run) => run.finalState === 'SUCCEEDED').length, runs.length),
    percent(
      queries(ledger).filter((query) => query.status !== 'FAILED').length,
      queries(ledger).length,
    ),
    percent(healthy.length, judged.length),
    percent(audits(ledger).filter((event) => event.status < 400).length, audits(ledger).length),
  ];
}

/** How many there are on each day of the week. */
function byDay<T>(ledger: Ledger, items: readonly T[], dayOf: (item: T) => string) {
  const found = each(items, dayOf, count);
  const days = [...new Set(costs(ledger).map((row) => row.usageDate))];
  return Object.fromEntries(days.map((date) => [date, found[date] ?? 0]));
}

/** How many there are in each workspace. */
function byWorkspace(ledger: Ledger, items: readonly { readonly workspaceId: string }[]) {
  const found = each(items, (item) => item.workspaceId, count);
  const ids = [...new Set(ledger.usageByDay.map((use) => use.workspaceId))];
  return Object.fromEntries(ids.map((id) => [id, found[id] ?? 0]));
}

const failedQueries = (ledger: Ledger) =>
  queries(ledger).filter((query) => query.status === 'FAILED');

/** What the newest description of a job says of its team. */
function teamOf(ledger: Ledger): (run: { workspaceId: string; jobId: string }) => string {
  const newest = newestBy(ledger.jobVersions, job);
  return (run) => newest.get(job(run))?.team ?? '';
}

/** Stale tables with each job and pipeline that wrote them, and how often those failed. */
function staleWriters(ledger: Ledger): Record<string, number> {
  const failed = [
    ...failedRuns(ledger).map((run) => `JOB/${run.jobId}/${run.workspaceId}`),
    ...ledger.pipelineUpdates
      .filter((update) => update.result === 'FAILED' && inWindow(day(update.endedAt ?? '')))
      .map((update) => `PIPELINE/${update.pipelineId}/${update.workspaceId}`),
  ];
  const failures = each(failed, (name) => name, count);
  const stale = [...newestScans(ledger).values()].filter((scan) => scan.stale);
  return Object.fromEntries(
    stale.flatMap(({ table }) => {
      const writers = ledger.lineage
        .filter((row) => row.target === table && ['JOB', 'PIPELINE'].includes(row.kind))
        .map((row) => `${row.kind}/${row.entityId}/${row.workspaceId}`);
      return (writers.length === 0 ? ['//'] : writers).map((writer) => [
        `${table}/${writer}`,
        failures[writer] ?? 0,
      ]);
    }),
  );
}

export const unifiedChecks = [
  ...openProblemChecks,
  ...checks('unified/daily_signals', 'day', {
    list_cost_usd: (ledger) =>
      sums(
        costs(ledger),
        (row) => row.usageDate,
        (row) => micros(row.costUsd),
      ),
    failed_runs: (ledger) => byDay(ledger, failedRuns(ledger), (run) => day(run.endedAt ?? '')),
    failed_queries: (ledger) => byDay(ledger, failedQueries(ledger), (query) => day(query.at)),
    refused_actions: (ledger) =>
      byDay(
        ledger,
        audits(ledger).filter((event) => event.status >= 400),
        (event) => day(event.at),
      ),
    unhealthy_scans: (ledger) =>
      byDay(
        ledger,
        ledger.scans.filter((scan) => scan.stale || scan.incomplete),
        (scan) => day(scan.at),
      ),
  }),
  ...checks('unified/platform_overview', 'workspace_id', {
    list_cost_usd: (ledger) =>
      sums(
        costs(ledger),
        (row) => row.workspaceId,
        (row) => micros(row.costUsd),
      ),
    finished_runs: (ledger) => byWorkspace(ledger, finishedRuns(ledger)),
    failed_runs: (ledger) => byWorkspace(ledger, failedRuns(ledger)),
    queries: (ledger) => byWorkspace(ledger, queries(ledger)),
    failed_queries: (ledger) => byWorkspace(ledger, failedQueries(ledger)),
  }),
  ...checks('unified/expensive_and_failing', 'workspace_id job_id', {
    failed_runs: (ledger) => each(failedRuns(ledger), job, count),
    list_cost_usd: (ledger) => {
      const failing = each(failedRuns(ledger), job, count);
      const costs = sums(uses(ledger, 'job'), object, (use) => micros(use.costUsd));
      return Object.fromEntries(Object.keys(failing).map((key) => [key, costs[key] ?? null]));
    },
  }),
  ...checks('unified/stale_with_writer', 'table_name entity_type entity_id workspace_id', {
    failures: staleWriters,
  }),
  ...checks('unified/user_footprint', 'user_name', {
    queries: (ledger) => {
      const ran = each(queries(ledger), (query) => query.user, count);
      const acted = each(
        audits(ledger).filter((event) => event.user !== null),
        (event) => event.user ?? '',
        count,
      );
      return Object.fromEntries(
        Object.keys({ ...acted, ...ran }).map((name) => [name, ran[name] ?? 0]),
      );
    },
  }),
  ...checks('unified/warehouse_cost_and_wait', 'workspace_id warehouse_id', {
    list_cost_usd: (ledger) =>
      sums(uses(ledger, 'warehouse'), object, (use) => micros(use.costUsd)),
    waiting_hours: (ledger) =>
      each(
        queries(ledger),
        (query) => `${query.workspaceId}/${query.warehouseId}`,
        (group) => total(group, (query) => query.waitMs) / 3_600_000,
      ),
  }),
  ...checks('unified/team_scorecard', 'team', {
    finished_runs: (ledger) => each(finishedRuns(ledger), teamOf(ledger), count),
    failed_runs: (ledger) =>
      each(
        finishedRuns(ledger),
        teamOf(ledger),
        (runs) => runs.filter((run) => failedStates.includes(run.finalState ?? '')).length,
      ),
    list_cost_usd: (ledger) =>
      sums(
        ledger.jobCostByDay.filter((row) => inWindow(row.usageDate)),
        teamOf(ledger),
        (row) => micros(row.costUsd),
      ),
  }),
  ...checks('unified/change_log', 'changed_at kind', {
    changed_by: (ledger) => {
      const changes = audits(ledger).filter(
        (event) => rightsActions.includes(event.action) && event.status < 400,
      );
      const versions = [
        ...successions(ledger.warehouseVersions, (one) => one.warehouseId).map(
          ({ after }) => [after.at, 'warehouse'] as const,
        ),
        ...successions(ledger.jobVersions, job).map(({ after }) => [after.at, 'job'] as const),
      ].filter(([at]) => inWindow(day(at)));
      return {
        ...Object.fromEntries(changes.map((event) => [`${event.at}/permission`, event.user])),
        ...Object.fromEntries(versions.map(([at, kind]) => [`${at}/${kind}`, null])),
      };
    },
  }),
  ...checks('unified/health_score', '', {
    score_percent: (ledger) => ({ '': total(shares(ledger), (share) => share) / 4 }),
    run_success_percent: (ledger) => ({ '': shares(ledger)[0] ?? null }),
    query_success_percent: (ledger) => ({ '': shares(ledger)[1] ?? null }),
    healthy_tables_percent: (ledger) => ({ '': shares(ledger)[2] ?? null }),
    accepted_actions_percent: (ledger) => ({ '': shares(ledger)[3] ?? null }),
    unknown_tables: (ledger) => ({
      '': [...newestScans(ledger).values()].filter((scan) => scan.unknown).length,
    }),
  }),
  ...checks('unified/refused_after_change', 'object_name user_name changed_at', {
    refusals: (ledger) => {
      const found = audits(ledger)
        .filter((event) => event.action === 'updatePermissions' && event.status < 400)
        .flatMap((change) =>
          ledger.audits
            .filter((event) => event.status === 403 && event.object === change.object)
            .filter((event) => {
              const afterMs = Date.parse(event.at) - Date.parse(change.at);
              return afterMs > 0 && afterMs < 72 * 3_600_000;
            })
            .map((event) => `${change.object ?? ''}/${event.user ?? ''}/${change.at}`),
        );
      return each(found, (name) => name, count);
    },
  }),
];
