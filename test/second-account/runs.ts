import { daysOf, hourMs, isWeekend, type Row, stamp, t } from './tell.ts';
import { gone, lab, prod } from './workspaces.ts';

export type Result =
  | 'SUCCEEDED'
  | 'FAILED'
  | 'ERROR'
  | 'TIMED_OUT'
  | 'CANCELLED'
  | 'SKIPPED'
  | 'BLOCKED';
/** A stretch of work that ends in a result; null while it still goes on. */
export type Attempt = {
  readonly from: number;
  readonly to: number;
  readonly result: Result | null;
  readonly code?: string;
};
/** A repair runs the run again under the same id, so that it has one more attempt. */
export type Run = {
  readonly workspace: string;
  readonly job: string;
  readonly run: string;
  readonly type: 'JOB_RUN' | 'SUBMIT_RUN' | 'WORKFLOW_RUN';
  readonly name?: string;
  readonly attempts: readonly Attempt[];
  /** What it is billed as; a run on shared compute names no usage. */
  readonly billed?: 'classic' | 'serverless';
};
/** A retry policy runs a task again as a task run of its own within the same job run. */
export type TaskRun = {
  readonly run: Run;
  readonly task: string;
  readonly taskRun: string;
  readonly attempt: Attempt;
};

const codes: Readonly<Record<Result, string>> = {
  SUCCEEDED: 'SUCCESS',
  FAILED: 'RUN_EXECUTION_ERROR',
  ERROR: 'CLUSTER_ERROR',
  TIMED_OUT: 'RUN_EXECUTION_ERROR',
  CANCELLED: 'USER_CANCELED',
  SKIPPED: 'MAX_CONCURRENT_RUNS_EXCEEDED',
  BLOCKED: 'MAX_JOB_QUEUE_SIZE_EXCEEDED',
};

const minutes = (from: number, length: number, result: Result | null): Attempt => ({
  from,
  to: from + length * 60_000,
  result,
  ...(result === null ? {} : { code: codes[result] }),
});
const job = (
  workspace: string,
  id: string,
  run: string,
  attempts: readonly Attempt[],
  billed?: Run['billed'],
): Run => ({ workspace, job: id, run, type: 'JOB_RUN', attempts, ...(billed && { billed }) });

const clock = (day: number, time: string): number => day + (t(`11-01 ${time}`) - t('11-01'));
const dayName = (day: number): string => stamp(day).slice(5, 10);

/** Days on which the orders did not just succeed. */
const orderDays: Readonly<Record<string, (day: number) => Attempt[]>> = {
  '11-06': (day) => [
    minutes(clock(day, '02:30'), 40, 'FAILED'),
    minutes(clock(day, '06:00'), 20, 'SUCCEEDED'),
  ],
  '11-09': (day) => [
    minutes(clock(day, '02:30'), 20, 'FAILED'),
    minutes(clock(day, '08:00'), 10, 'FAILED'),
  ],
  '11-12': (day) => [minutes(clock(day, '02:30'), 220, 'SUCCEEDED')],
  '11-13': (day) => [minutes(clock(day, '02:30'), 90, 'CANCELLED')],
  '11-14': (day) => [minutes(clock(day, '02:30'), 180, 'TIMED_OUT')],
};

const orders = daysOf([t('10-21'), t('11-18')]).map((day, index) => {
  const usual = [
    minutes(clock(day, '02:30'), day < t('11-04') ? 30 : 40 + (index % 3), 'SUCCEEDED'),
  ];
  return job(prod, '101', `${5000 + index}`, orderDays[dayName(day)]?.(day) ?? usual, 'classic');
});
const exportsUntilDeleted = daysOf([t('11-04'), t('11-09')]).map((day, index) => {
  const result = dayName(day) === '11-07' ? 'ERROR' : 'SUCCEEDED';
  return job(prod, '102', `61${index}`, [minutes(clock(day, '12:00'), 20, result)], 'classic');
});
/** Longer than an hour; its ids of runs are also those of runs of another workspace. */
const margins = daysOf([t('11-02'), t('11-18')])
  .filter((day) => !isWeekend(day))
  .map((day, index) => {
    const result = dayName(day) === '11-17' ? 'FAILED' : 'SUCCEEDED';
    return job(
      lab,
      '101',
      `${5000 + index}`,
      [minutes(clock(day, '07:50'), 100, result)],
      'serverless',
    );
  });
const afterglow = daysOf([t('11-04'), t('11-10')]).map((day, index) => {
  const result = dayName(day) === '11-09' ? 'FAILED' : 'SUCCEEDED';
  return job(gone, '201', `81${index}`, [minutes(clock(day, '23:30'), 60, result)], 'classic');
});

/** A submitted run has an id of a job that no other run has, and no description. */
const submitted = (run: string, from: number, result: Result): Run => ({
  ...job(lab, `88${run}`, run, [minutes(from, 25, result)], 'serverless'),
  type: 'SUBMIT_RUN',
  name: 'nightly dbt',
});

export const runs: readonly Run[] = [
  ...orders,
  ...exportsUntilDeleted,
  ...margins,
  ...afterglow,
  job(prod, '103', '700', [minutes(t('11-15 05:00'), 90, 'SUCCEEDED')]),
  job(prod, '103', '701', [minutes(t('11-16 05:00'), 52 * 60, null)]),
  ...['10-20', '10-27'].map((day, index) =>
    job(prod, '104', `71${index}`, [minutes(t(`${day} 08:00`), 60, 'SUCCEEDED')]),
  ),
  job(prod, '104', '719', [minutes(t('11-10 08:00'), 0, 'SKIPPED')]),
  job(prod, '105', '721', [minutes(t('11-05 08:00'), 0, 'SKIPPED')]),
  job(prod, '105', '722', [minutes(t('11-06 08:00'), 0, 'SKIPPED')]),
  job(prod, '105', '723', [minutes(t('11-07 08:00'), 0, 'BLOCKED')]),
  // Its description is of another region or older than what is kept.
  job(prod, '999', '731', [minutes(t('11-15 10:00'), 30, 'FAILED')]),
  // Ended at the first instant of the window, and at its end.
  job(prod, '999', '730', [minutes(t('11-03 23:30'), 30, 'ERROR')]),
  job(prod, '999', '732', [minutes(t('11-18 08:30'), 30, 'FAILED')]),
  job(lab, '106', '741', [minutes(t('11-10 10:00'), 15, 'SUCCEEDED')]),
  job(lab, '106', '742', [minutes(t('11-12 10:00'), 15, 'SUCCEEDED')]),
  submitted('901', t('11-05 22:00'), 'FAILED'),
  submitted('902', t('11-06 22:00'), 'SUCCEEDED'),
  submitted('903', t('11-07 22:00'), 'SUCCEEDED'),
  // A notebook that a notebook calls: only in the timeline of runs, a part of the run that calls it.
  ...(['FAILED', 'SUCCEEDED', 'CANCELLED', 'SKIPPED', null] as const).flatMap((result, index) =>
    ['10-28', '11-12'].map((day) => ({
      ...job(prod, '770001', `95${day}${index}`, [minutes(t(`${day} 02:40`), 5 + index, result)]),
      type: 'WORKFLOW_RUN' as const,
      name: 'child',
    })),
  ),
];

const runAt = (workspace: string, id: string, from: number): Run | undefined =>
  runs.find(
    (run) => run.workspace === workspace && run.job === id && run.attempts[0]?.from === from,
  );

function tasksOf(run: Run | undefined, task: string, attempts: readonly Attempt[]): TaskRun[] {
  if (run === undefined) throw new Error(`no run for the task ${task}`);
  return attempts.map((attempt, index) => ({
    run,
    task,
    taskRun: `${run.run}${task}${index}`,
    attempt,
  }));
}

const retried = runAt(lab, '101', t('11-11 07:50'));
const lost = runAt(lab, '101', t('11-17 07:50'));
export const taskRuns: readonly TaskRun[] = [
  ...tasksOf(retried, 'extract', [minutes(t('11-11 07:50'), 8, 'SUCCEEDED')]),
  ...tasksOf(retried, 'load', [
    minutes(t('11-11 08:00'), 10, 'FAILED'),
    minutes(t('11-11 08:12'), 8, 'FAILED'),
    minutes(t('11-11 08:22'), 68, 'SUCCEEDED'),
  ]),
  ...tasksOf(lost, 'load', [
    minutes(t('11-17 07:50'), 20, 'FAILED'),
    minutes(t('11-17 08:15'), 75, 'FAILED'),
  ]),
  // A repair is no retry.
  ...tasksOf(runAt(prod, '101', t('11-06 02:30')), 'load', [
    minutes(t('11-06 02:30'), 40, 'FAILED'),
    minutes(t('11-06 06:00'), 20, 'SUCCEEDED'),
  ]),
  ...tasksOf(runAt(lab, '88901', t('11-05 22:00')), 'dbt', [
    minutes(t('11-05 22:00'), 25, 'FAILED'),
  ]),
];

/** Rows end at each full hour of the clock; the result stands in the last one of an attempt. */
export function slicesOf({ from, to, result, code }: Attempt): Row[] {
  const ends = [...Array(Math.ceil((to - from) / hourMs) + 1).keys()]
    .map((index) => (Math.floor(from / hourMs) + index + 1) * hourMs)
    .filter((end) => end < to);
  return [...ends, to].map((end, index) => ({
    period_start_time: stamp(index === 0 ? from : (ends[index - 1] ?? from)),
    period_end_time: stamp(end),
    result_state: end === to ? result : null,
    termination_code: end === to ? (code ?? null) : null,
  }));
}

/** https://docs.databricks.com/aws/en/admin/system-tables/jobs */
export const runRows: readonly Row[] = runs.flatMap((run) =>
  run.attempts.flatMap((attempt) =>
    slicesOf(attempt).map((slice) => ({
      account_id: 'account',
      workspace_id: run.workspace,
      job_id: run.job,
      run_id: run.run,
      ...slice,
      trigger_type: run.type === 'JOB_RUN' ? 'CRON' : 'ONETIME',
      run_type: run.type,
      run_name: run.name ?? null,
      compute_ids: [],
    })),
  ),
);
export const taskRunRows: readonly Row[] = taskRuns.flatMap(({ run, task, taskRun, attempt }) =>
  slicesOf(attempt).map((slice) => ({
    account_id: 'account',
    workspace_id: run.workspace,
    job_id: run.job,
    run_id: taskRun,
    job_run_id: run.run,
    parent_run_id: run.run,
    ...slice,
    task_key: task,
    compute_ids: [],
  })),
);
