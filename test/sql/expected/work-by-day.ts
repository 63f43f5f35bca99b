import type { UpdateFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { failedStates, inWindow } from '../ledger.ts';
import { checks, each, grouped, total } from './check.ts';
import { newestBy } from './versions.ts';

type Run = Ledger['runs'][number];
const day = (at: string) => at.slice(0, 10);
const second = (at: string) => Math.floor(Date.parse(at) / 1000);
const count = (items: readonly unknown[]) => items.length;
const isFailed = (run: Run) => failedStates.includes(run.finalState ?? '');
const failed = (runs: readonly Run[]) => runs.filter(isFailed);
const ends = (items: readonly { readonly endedAt: string | null }[]) =>
  items.flatMap(({ endedAt }) => endedAt ?? []).toSorted();

/** Runs that began in the week and ran. */
const begun = (ledger: Ledger) =>
  ledger.runs.filter((run) => inWindow(day(run.startedAt)) && run.finalState !== 'SKIPPED');
const job = (run: Run) => `${run.workspaceId}/${run.jobId}/${day(run.startedAt)}`;
const seconds = (run: Run) =>
  total(run.results, (one) => second(one.endedAt) - second(one.startedAt));

/** Without the last day: a run of it may go on, and the ledger has no length of it yet. */
const ended = { to_time: '2026-11-17T00:00:00.000Z' };
const long = (ledger: Ledger) =>
  begun(ledger).filter((run) => inWindow(day(run.startedAt), undefined, '2026-11-17'));

function retried(ledger: Ledger): Record<string, number> {
  const tasks = ledger.taskRuns.filter((task) => task.isRetry);
  const ids = new Set(tasks.map((task) => `${task.workspaceId}/${task.runId}`));
  return each(
    begun(ledger),
    job,
    (runs) =>
      runs.filter(
        (run) => run.trigger === 'ONETIME_RETRY' || ids.has(`${run.workspaceId}/${run.runId}`),
      ).length,
  );
}

/** The code that most of the failed runs ended with, the first in order of the alphabet. */
function code(runs: readonly Run[]): string | null {
  const codes = failed(runs).map((run) => run.results.at(-1)?.code ?? '');
  const most = [...grouped(codes.toSorted(), (one) => one)].toSorted(
    ([, left], [, right]) => right.length - left.length,
  );
  return most[0]?.[0] ?? null;
}

const updates = (ledger: Ledger) =>
  ledger.pipelineUpdates.filter((update) => inWindow(day(update.startedAt)));
const pipeline = (update: UpdateFact) =>
  `${update.workspaceId}/${update.pipelineId}/${day(update.startedAt)}`;
const result = (wanted: string) => (all: readonly UpdateFact[]) =>
  all.filter((update) => update.result === wanted);

export const workByDayChecks = [
  ...checks('reliability/job_runs_by_day', 'workspace_id job_id run_date', {
    runs: (ledger) => each(begun(ledger), job, count),
    failed_runs: (ledger) => each(begun(ledger), job, (runs) => failed(runs).length),
    retry_runs: retried,
    run_as: (ledger) => {
      const newest = newestBy(ledger.jobVersions, (one) => `${one.workspaceId}/${one.jobId}`);
      return each(
        begun(ledger),
        job,
        ([run]) => newest.get(`${run?.workspaceId}/${run?.jobId}`)?.runAs ?? null,
      );
    },
    first_failed_at: (ledger) => each(begun(ledger), job, (runs) => ends(failed(runs))[0] ?? null),
    last_failed_at: (ledger) =>
      each(begun(ledger), job, (runs) => ends(failed(runs)).at(-1) ?? null),
    termination_code: (ledger) => each(begun(ledger), job, code),
  }),
  ...checks(
    'reliability/job_runs_by_day',
    'workspace_id job_id run_date',
    {
      run_hours: (ledger) => each(long(ledger), job, (runs) => total(runs, seconds) / 3600),
      failed_hours: (ledger) =>
        each(long(ledger), job, (runs) => total(failed(runs), seconds) / 3600),
      mean_minutes: (ledger) =>
        each(long(ledger), job, (runs) => total(runs, seconds) / 60 / runs.length),
    },
    ended,
  ),
  ...checks('reliability/pipeline_updates_by_day', 'workspace_id pipeline_id update_date', {
    updates: (ledger) => each(updates(ledger), pipeline, count),
    failed_updates: (ledger) =>
      each(updates(ledger), pipeline, (all) => result('FAILED')(all).length),
    full_refreshes: (ledger) =>
      each(updates(ledger), pipeline, (all) => all.filter((one) => one.fullRefresh).length),
    first_failed_at: (ledger) =>
      each(updates(ledger), pipeline, (all) => ends(result('FAILED')(all))[0] ?? null),
    last_succeeded_at: (ledger) =>
      each(updates(ledger), pipeline, (all) => ends(result('COMPLETED')(all)).at(-1) ?? null),
    update_hours: (ledger) =>
      each(
        updates(ledger),
        pipeline,
        (all) =>
          total(all, (one) => second(one.endedAt ?? '2026-11-18') - second(one.startedAt)) / 3600,
      ),
  }),
];
