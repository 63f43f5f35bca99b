import { jobs } from '../jobs.ts';
import { type Run, runs, taskRuns } from '../runs.ts';
import {
  answersBy,
  count,
  dayMs,
  distinct,
  groupsOf,
  largest,
  mean,
  nowMs,
  percent,
  quantile,
  sum,
  within,
} from '../tell.ts';
import { prod, workspaceName } from '../workspaces.ts';
import { ask, before, type Expectations, lately, times, type Window } from './ask.ts';
import { dollars, usageIn } from './money.ts';
import * as work from './work.ts';
import {
  ended,
  finished,
  tellRun,
  where,
  endOf,
  failed,
  finishedIn,
  firstOf,
  inPlace,
  ofJob,
  ran,
  resultOf,
  runsThat,
  spanOf,
  succeeded,
  workOf,
} from './work.ts';

const window = times(lately);

/** Usage names the run; a run on shared compute has none. */
const costOfRun = (run: Run): number | null => {
  const found = usageIn(
    [0, nowMs],
    (one) => one.workspace === run.workspace && one.about['job_run_id'] === run.run,
  );
  return found.length === 0 ? null : dollars(found);
};

const meansOf = (part: Window) =>
  new Map(
    groupsOf(finishedIn(part).filter(succeeded), work.jobKey).map(([key, group]) => [
      key,
      mean(group.map(workOf)),
    ]),
  );
const [meansNow, meansThen] = [meansOf(lately), meansOf(before(lately))];

const medianOf = (run: Run): number =>
  quantile(
    finishedIn([lately[0] - 30 * dayMs, lately[1]])
      .filter((other) => succeeded(other) && work.jobKey(other) === work.jobKey(run))
      .map(workOf),
    0.5,
  );

const isJob101 = (run: Run): boolean => run.workspace === prod && run.job === '101';

const limit = 60;
const late = (run: Run): boolean => succeeded(run) && spanOf(run) > limit;

const changes = jobs.flatMap(({ workspace, id, versions }) =>
  versions.slice(1).map((one, index) => ({
    ...inPlace({ workspace } as Run),
    job_id: id,
    changed_at: one.at,
    old_name: versions[index]?.name ?? null,
    new_name: one.name,
    run_as: one.runAsName,
    deleted: one.deletedAt !== undefined,
  })),
);

const endedTasks = taskRuns.filter(({ attempt }) => within(attempt.to, lately));
const isRetry = (one: (typeof taskRuns)[number]): boolean =>
  taskRuns.some(
    (other) =>
      other.run === one.run &&
      other.task === one.task &&
      other.attempt.result === 'FAILED' &&
      other.attempt.to <= one.attempt.from,
  ) && one.run.attempts.length === 1;

const lastStart = (workspace: string, id: string, part: Window): number | null => {
  const found = runs.filter(
    (run) =>
      run.workspace === workspace && run.job === id && ran(run) && within(firstOf(run), part),
  );
  return found.length === 0 ? null : largest(found.map(firstOf));
};

export const runAnswers: Expectations = {
  'reliability/duration_change': [
    ask(
      groupsOf(
        where(finished, (run) => succeeded(run) && meansThen.has(work.jobKey(run))),
        (run) => ofJob(run),
      ).map(([key]) => {
        const id = `${String(key.workspace_id)} ${key.job_id}`;
        const [now, then] = [meansNow.get(id) ?? 0, meansThen.get(id) ?? 0];
        return { ...key, mean_minutes: now, previous_mean_minutes: then, ratio: now / then };
      }),
      window,
    ),
  ],
  'reliability/duration_outliers': [
    ask(
      where(finished, (run) => succeeded(run) && workOf(run) > 2 * medianOf(run)).map((run) => ({
        ...tellRun(run),
        minutes: workOf(run),
        usual_minutes: medianOf(run),
        ratio: workOf(run) / medianOf(run),
        ended_at: endOf(run),
      })),
      { ...window, factor: 2 },
    ),
  ],
  'reliability/failed_run_costs': [
    ask(
      answersBy(where(finished, failed), ofJob, (group) => {
        const costs = group.map(costOfRun);
        const known = costs.filter((one) => one !== null);
        return {
          failed_runs: group.length,
          failed_cost_usd: known.length === 0 ? null : sum(known, (one) => one),
          runs_without_cost: costs.length - known.length,
        };
      }),
      window,
    ),
  ],
  'reliability/failing_tasks': [
    ask(
      where(
        answersBy(
          endedTasks,
          ({ run, task }) => ({ ...ofJob(run), task_key: task }),
          (group) => ({
            task_runs: group.length,
            failed_task_runs: count(group, ({ attempt }) => attempt.result === 'FAILED'),
          }),
        ),
        (row) => row['failed_task_runs'] !== 0,
      ),
      window,
    ),
  ],
  'reliability/job_changes': [
    ask(
      where(changes, ({ changed_at }) => within(changed_at, lately)),
      window,
    ),
  ],
  'reliability/job_durations': [
    ask(
      answersBy(where(finished, succeeded), ofJob, (group) => ({
        succeeded_runs: group.length,
        p50_minutes: quantile(group.map(workOf), 0.5),
        longest_minutes: largest(group.map(workOf)),
      })),
      window,
    ),
  ],
  'reliability/job_runs': ['Bestellungen laden', '101'].map((job) =>
    ask(
      where(ended, (run) => (job === '101' ? run.job === '101' : isJob101(run))).map((run) => ({
        ...tellRun(run),
        final_state: resultOf(run),
        results: run.attempts.length,
        minutes: workOf(run),
        span_minutes: spanOf(run),
        started_at: firstOf(run),
        ended_at: endOf(run),
      })),
      { ...window, job },
    ),
  ),
  'reliability/job_sla': [
    ask(
      answersBy(finished, ofJob, (group) => ({
        finished_runs: group.length,
        in_time_runs: count(group, (run) => succeeded(run) && !late(run)),
        late_runs: count(group, late),
        late_after_repair_runs: count(group, (run) => late(run) && workOf(run) <= limit),
        not_succeeded_runs: count(group, (run) => !succeeded(run)),
        in_time_percent: percent(
          count(group, (run) => succeeded(run) && !late(run)),
          group.length,
        ),
      })),
      { ...window, max_minutes: limit },
    ),
  ],
  'reliability/retried_jobs': [
    ask(
      answersBy(
        where(endedTasks, isRetry),
        ({ run }) => ofJob(run),
        (group) => ({
          retry_runs: group.length,
          failed_again: count(group, ({ attempt }) => attempt.result === 'FAILED'),
          affected_runs: distinct(group, ({ run }) => run.run),
        }),
      ),
      window,
    ),
  ],
  'reliability/running_now': [
    ask(
      runsThat((run) => resultOf(run) === null).map((run) => ({
        ...tellRun(run),
        started_at: firstOf(run),
        hours_so_far: (nowMs - firstOf(run)) / 3_600_000,
      })),
      window,
    ),
  ],
  'reliability/silent_jobs': [
    ask(
      jobs.flatMap(({ workspace, id, versions }) => {
        const name = versions.at(-1);
        const last = lastStart(workspace, id, [lately[0] - 30 * dayMs, lately[0]]);
        const started = lastStart(workspace, id, lately) !== null;
        if (name?.deletedAt !== undefined || last === null || started) return [];
        return [
          {
            workspace_id: workspace,
            workspace_name: workspaceName(workspace),
            job_id: id,
            job_name: name?.name ?? null,
          },
        ];
      }),
      window,
    ),
  ],
};
