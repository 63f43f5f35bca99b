import type { Ledger } from '../../../local/data/truth.ts';
import { failedRuns, failedStates, finishedRuns, inWindow, micros, sums } from '../ledger.ts';
import { checks, each, total } from './check.ts';

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

function shares(ledger: Ledger): number[] {
  const runs = finishedRuns(ledger);
  const newest = new Map(
    ledger.scans.filter((scan) => inWindow(day(scan.at))).map((scan) => [scan.table, scan]),
  );
  const healthy = [...newest.values()].filter((scan) => !scan.stale && !scan.incomplete);
  return [
    percent(runs.filter((run) => run.finalState === 'SUCCEEDED').length, runs.length),
    percent(
      queries(ledger).filter((query) => query.status !== 'FAILED').length,
      queries(ledger).length,
    ),
    percent(healthy.length, newest.size),
    percent(audits(ledger).filter((event) => event.status < 400).length, audits(ledger).length),
  ];
}

export const unifiedChecks = [
  ...checks('unified/expensive_and_failing', 'workspace_id job_id', {
    failed_runs: (ledger) => each(failedRuns(ledger), job, count),
    list_cost_usd: (ledger) => {
      const failing = each(failedRuns(ledger), job, count);
      const costs = sums(uses(ledger, 'job'), object, (use) => micros(use.costUsd));
      return Object.fromEntries(Object.keys(failing).map((key) => [key, costs[key] ?? '0.000000']));
    },
  }),
  ...checks('unified/stale_with_writer', 'table_name entity_type', {
    failures: (ledger) => {
      const failed = ledger.pipelineUpdates.filter(
        (update) =>
          update.result === 'FAILED' &&
          update.pipelineId.startsWith('5b0c7a10-0001') &&
          inWindow(day(update.endedAt ?? '')),
      );
      const rollups = failedRuns(ledger).filter((run) => run.jobId === '88120046');
      const sales = failedRuns(ledger).filter(
        (run) => run.jobId === '88120045' && run.workspaceId.endsWith('3'),
      );
      return {
        'prod.payments.transactions/PIPELINE': failed.length,
        'prod.sales.daily_rollup/JOB': rollups.length,
        'eu.sales.umsätze/JOB': sales.length,
      };
    },
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
    failed_runs: (ledger) => {
      const team = (run: Ledger['runs'][number]) =>
        teams[`${run.workspaceId.slice(-1)}/${run.jobId}`] ?? '';
      return each(
        finishedRuns(ledger),
        team,
        (runs) => runs.filter((run) => failedStates.includes(run.finalState ?? '')).length,
      );
    },
  }),
  ...checks('unified/change_log', 'changed_at kind', {
    changed_by: (ledger) => {
      const changes = audits(ledger).filter(
        (event) =>
          ['updatePermissions', 'addPrincipalToGroup'].includes(event.action) && event.status < 400,
      );
      // Planted: the warehouse bi-main became smaller; the one renamed job was renamed before.
      const shrunk = { '2026-11-16T09:00:00.000Z/warehouse': null };
      return {
        ...Object.fromEntries(changes.map((event) => [`${event.at}/permission`, event.user])),
        ...shrunk,
      };
    },
  }),
  ...checks('unified/health_score', '', {
    score_percent: (ledger) => ({ '': total(shares(ledger), (share) => share) / 4 }),
    run_success_percent: (ledger) => ({ '': shares(ledger)[0] ?? null }),
    query_success_percent: (ledger) => ({ '': shares(ledger)[1] ?? null }),
    healthy_tables_percent: (ledger) => ({ '': shares(ledger)[2] ?? null }),
    accepted_actions_percent: (ledger) => ({ '': shares(ledger)[3] ?? null }),
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

/** Last digit of the workspace and id of the job → team that the estate gives it. */
const teams: Readonly<Record<string, string>> = {
  '1/88120045': 'payments',
  '1/88120046': 'sales',
  '1/88120047': 'web',
  '2/88120101': 'finance',
  '2/88120102': 'marketing',
  '2/88120103': 'marketing',
  '3/88120045': 'sales',
  '3/88120201': 'sales',
  '3/88120202': 'iot',
};
