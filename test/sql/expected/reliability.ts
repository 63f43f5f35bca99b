import type { Ledger } from '../../../local/data/truth.ts';
import {
  failedRuns,
  failedStates,
  finishedRuns,
  from,
  inWindow,
  micros,
  previousFrom,
  knownSums,
} from '../ledger.ts';
import { checks, distinct, each, percentile, total, where } from './check.ts';
import { newestBy, successions } from './versions.ts';

type Run = Ledger['runs'][number];
type Update = Ledger['pipelineUpdates'][number];
const job = (run: Run) => `${run.workspaceId}/${run.jobId}`;
const runKey = (run: Run) => `${job(run)}/${run.runId}`;
const count = (items: readonly unknown[]) => items.length;
const day = (at: string | null) => at?.slice(0, 10) ?? null;
const minutes = (run: Run) => total(run.results, (result) => span({ ...result }));
const span = (run: { startedAt: string; endedAt: string | null }) =>
  (Math.floor(Date.parse(run.endedAt ?? '') / 1000) -
    Math.floor(Date.parse(run.startedAt) / 1000)) /
  60;
const isFailed = (run: Run) => failedStates.includes(run.finalState ?? '');
const hasSucceeded = (run: Run) => run.finalState === 'SUCCEEDED';
const failedCount = (runs: readonly Run[]) => runs.filter(isFailed).length;
const endedIn = (ledger: Ledger, start?: string, end?: string) =>
  ledger.runs.filter((run) => inWindow(day(run.endedAt), start, end));
const month = { from_time: '2026-10-19T00:00:00Z' };
const inMonth = (ledger: Ledger) => endedIn(ledger, '2026-10-19');
const share = (part: number, whole: number) => (100 * part) / whole;
const updates = (ledger: Ledger) =>
  ledger.pipelineUpdates.filter((update) => inWindow(day(update.endedAt)));
const pipeline = (update: Update) => `${update.workspaceId}/${update.pipelineId}`;
const tasks = (ledger: Ledger) => ledger.taskRuns.filter((task) => inWindow(day(task.endedAt)));
const isLate = (run: Run) => hasSucceeded(run) && span(run) > 60;
const isInTime = (run: Run) => hasSucceeded(run) && span(run) <= 60;
const hourOf = (run: Run) => String(Number(run.endedAt?.slice(11, 13)));
type Task = Ledger['taskRuns'][number];
const retries = (ledger: Ledger) => tasks(ledger).filter((task) => task.isRetry);
const jobOf = (task: Task) => `${task.workspaceId}/${task.jobId}`;

/** Runs of the window that took more than twice the median of their job so far. */
function outliers(ledger: Ledger): Record<string, number> {
  const usual = each(inMonth(ledger).filter(hasSucceeded), job, (runs) =>
    percentile(runs.map(minutes), 0.5),
  );
  const ratios = endedIn(ledger)
    .filter(hasSucceeded)
    .map((run): [string, number] => [runKey(run), minutes(run) / (usual[job(run)] ?? NaN)]);
  return where(Object.fromEntries(ratios), (ratio) => ratio > 2);
}

function change(ledger: Ledger): Record<string, number> {
  const mean = (runs: readonly Run[]) => total(runs, minutes) / runs.length;
  const now = each(endedIn(ledger).filter(hasSucceeded), job, mean);
  const then = each(endedIn(ledger, previousFrom, from).filter(hasSucceeded), job, mean);
  const both = Object.entries(now).filter(([key]) => key in then);
  return Object.fromEntries(both.map(([key, value]) => [key, value / (then[key] ?? NaN)]));
}

type JobVersion = Ledger['jobVersions'][number];
const describedJob = (version: JobVersion) => `${version.workspaceId}/${version.jobId}`;
const hourMs = 3_600_000;

/** When the last hour of a run began: long runs are cut at every full hour. */
const lastSlice = (run: Run) =>
  Math.max(
    ...run.results.map(({ startedAt, endedAt }) =>
      Math.max(Date.parse(startedAt), Math.floor((Date.parse(endedAt) - 1) / hourMs) * hourMs),
    ),
  );

/** Jobs that exist and whose last run lies before an instant, with when it was last seen. */
function silent(ledger: Ledger, since: string): Record<string, string> {
  const runs = ledger.runs.filter((run) => run.finalState !== 'SKIPPED');
  const isGoing = new Set(runs.filter((run) => run.endedAt === null).map(job));
  const seen = each(
    runs.filter((run) => run.results.length > 0),
    job,
    (all) => new Date(Math.max(...all.map(lastSlice))).toISOString(),
  );
  const jobs = [...newestBy(ledger.jobVersions, describedJob)];
  return Object.fromEntries(
    jobs.flatMap(([key, version]) => {
      const at = seen[key];
      const isSilent = at !== undefined && at < since && !isGoing.has(key) && !version.isDeleted;
      return isSilent ? [[version.name, at]] : [];
    }),
  );
}

export const reliabilityChecks = [
  ...checks(
    'reliability/lowest_success_rates',
    'workspace_id job_id',
    {
      success_percent: (ledger) =>
        each(
          inMonth(ledger).filter((run) => run.finalState !== 'SKIPPED'),
          job,
          (runs) => share(runs.filter(hasSucceeded).length, runs.length),
        ),
    },
    { ...month, min_runs: '1' },
  ),
  ...checks('reliability/failed_pipelines', 'workspace_id pipeline_id', {
    failed_updates: (ledger) =>
      where(
        each(
          updates(ledger),
          pipeline,
          (all) => all.filter((one) => one.result === 'FAILED').length,
        ),
        (failures) => failures > 0,
      ),
  }),
  ...checks('reliability/pipeline_durations', 'workspace_id pipeline_id', {
    longest_minutes: (ledger) =>
      each(
        updates(ledger).filter((update) => update.result === 'COMPLETED'),
        pipeline,
        (all) => Math.max(...all.map(span)),
      ),
    p50_minutes: (ledger) =>
      each(
        updates(ledger).filter((update) => update.result === 'COMPLETED'),
        pipeline,
        (all) => percentile(all.map(span), 0.5),
      ),
  }),
  ...checks('reliability/job_sla', 'workspace_id job_id', {
    finished_runs: (ledger) => each(finishedRuns(ledger), job, count),
    in_time_runs: (ledger) =>
      each(finishedRuns(ledger), job, (runs) => runs.filter(isInTime).length),
    late_runs: (ledger) => each(finishedRuns(ledger), job, (runs) => runs.filter(isLate).length),
    late_after_repair_runs: (ledger) =>
      each(
        finishedRuns(ledger),
        job,
        (runs) => runs.filter((run) => isLate(run) && minutes(run) <= 60).length,
      ),
  }),
  ...checks('reliability/failed_run_costs', 'workspace_id job_id', {
    failed_cost_usd: (ledger) =>
      knownSums(failedRuns(ledger), job, (run) => micros(run.listCostUsd)),
    failed_runs: (ledger) => each(failedRuns(ledger), job, count),
  }),
  ...checks(
    'reliability/repaired_runs',
    'workspace_id job_id',
    {
      repaired_runs: (ledger) =>
        each(
          inMonth(ledger).filter((run) => run.results.length > 1),
          job,
          count,
        ),
      succeeded_after: (ledger) =>
        each(
          inMonth(ledger).filter((run) => run.results.length > 1),
          job,
          (runs) => runs.filter(hasSucceeded).length,
        ),
    },
    month,
  ),
  ...checks('reliability/retried_jobs', 'workspace_id job_id', {
    retry_runs: (ledger) => each(retries(ledger), jobOf, count),
    failed_again: (ledger) =>
      each(
        retries(ledger),
        jobOf,
        (all) => all.filter((task) => failedStates.includes(task.result)).length,
      ),
    affected_runs: (ledger) =>
      each(retries(ledger), jobOf, (all) => distinct(all, (task) => task.runId)),
  }),
  ...checks('reliability/failure_trend', 'day', {
    finished_runs: (ledger) => each(finishedRuns(ledger), (run) => day(run.endedAt) ?? '', count),
    failed_runs: (ledger) =>
      each(finishedRuns(ledger), (run) => day(run.endedAt) ?? '', failedCount),
  }),
  ...checks('reliability/failing_tasks', 'workspace_id job_id task_key', {
    failed_task_runs: (ledger) =>
      where(
        each(
          tasks(ledger),
          (task) => `${task.workspaceId}/${task.jobId}/${task.task}`,
          (all) => all.filter((task) => failedStates.includes(task.result)).length,
        ),
        (failures) => failures > 0,
      ),
  }),
  ...checks('reliability/duration_outliers', 'workspace_id job_id run_id', { ratio: outliers }),
  ...checks('reliability/duration_change', 'workspace_id job_id', { ratio: change }),
  ...checks('reliability/running_now', 'workspace_id job_id run_id', {
    hours_so_far: (ledger) =>
      Object.fromEntries(
        ledger.runs
          .filter((run) => run.endedAt === null)
          .map((run) => [
            runKey(run),
            (Date.parse('2026-11-18') - Date.parse(run.startedAt)) / 3_600_000,
          ]),
      ),
  }),
  ...checks(
    'reliability/silent_jobs',
    'job_name',
    {
      last_run_at: (ledger) => silent(ledger, '2026-11-17'),
    },
    { from_time: '2026-11-17T00:00:00Z' },
  ),
  ...checks('reliability/job_runs', 'workspace_id job_id run_id', {
    minutes: (ledger) =>
      Object.fromEntries(endedIn(ledger).map((run) => [runKey(run), minutes(run)])),
    span_minutes: (ledger) =>
      Object.fromEntries(endedIn(ledger).map((run) => [runKey(run), span(run)])),
    results: (ledger) =>
      Object.fromEntries(endedIn(ledger).map((run) => [runKey(run), run.results.length])),
  }),
  ...checks('reliability/termination_codes', 'final_state termination_code', {
    runs: (ledger) =>
      each(
        endedIn(ledger).filter((run) => !hasSucceeded(run)),
        (run) => `${run.finalState ?? ''}/${run.results.at(-1)?.code ?? ''}`,
        count,
      ),
    jobs: (ledger) =>
      each(
        endedIn(ledger).filter((run) => !hasSucceeded(run)),
        (run) => `${run.finalState ?? ''}/${run.results.at(-1)?.code ?? ''}`,
        (runs) => distinct(runs, job),
      ),
  }),
  ...checks(
    'reliability/runs_not_started',
    'workspace_id job_id final_state',
    {
      runs: (ledger) =>
        each(
          inMonth(ledger).filter((run) => run.finalState === 'SKIPPED'),
          (run) => `${job(run)}/SKIPPED`,
          count,
        ),
    },
    month,
  ),
  ...checks(
    'reliability/cancelled_runs',
    'workspace_id job_id',
    {
      cancelled_runs: (ledger) =>
        each(
          inMonth(ledger).filter((run) => run.finalState === 'CANCELLED'),
          job,
          count,
        ),
      cancelled_hours: (ledger) =>
        each(
          inMonth(ledger).filter((run) => run.finalState === 'CANCELLED'),
          job,
          (runs) => total(runs, minutes) / 60,
        ),
    },
    month,
  ),
  ...checks(
    'reliability/job_changes',
    'old_name new_name changed_at',
    {
      deleted: (ledger) =>
        Object.fromEntries(
          successions(ledger.jobVersions, describedJob)
            .filter(({ after }) => inWindow(day(after.at), '2026-10-19'))
            .map(({ before, after }) => [
              `${before.name}/${after.name}/${after.at}`,
              String(after.isDeleted),
            ]),
        ),
    },
    month,
  ),
  ...checks('reliability/failures_by_hour', 'hour_utc', {
    failed_runs: (ledger) => each(finishedRuns(ledger), hourOf, failedCount),
  }),
  ...checks('reliability/failures_by_owner', 'owner', {
    failed_runs: (ledger) => {
      const newest = newestBy(ledger.jobVersions, describedJob);
      return each(finishedRuns(ledger), (run) => newest.get(job(run))?.runAs ?? '', failedCount);
    },
  }),
];
