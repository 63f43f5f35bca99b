import { accountId, type JobRow } from './estate.ts';
import { hourSlices, type Run, type RunAttempt } from './timeline.ts';
import { addRow, dayMs, iso, type World } from './world.ts';

/** Every job has two tasks: it reads for a third of the time, then it writes. */
const taskKeys = ['extract', 'load'] as const;

type TaskRun = {
  readonly key: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly result: string;
  readonly isRetry: boolean;
};

function addTaskRun(world: World, run: Run, task: TaskRun, code: string): void {
  const { job, runId } = run;
  for (const [fromMs, toMs] of hourSlices(task.startMs, Math.min(task.endMs, world.nowMs))) {
    const isLast = toMs === task.endMs;
    addRow(world, 'lakeflow.job_task_run_timeline', {
      account_id: accountId,
      workspace_id: job.workspace.id,
      job_id: job.id,
      run_id: `${runId}${task.key === 'load' ? 2 : 1}${task.startMs % 1_000_000}`,
      job_run_id: runId,
      parent_run_id: runId,
      period_start_time: iso(fromMs),
      period_end_time: iso(toMs),
      task_key: task.key,
      compute_ids: ['serverless'],
      result_state: isLast ? task.result : null,
      termination_code: isLast ? code : null,
    });
  }
  if (task.endMs > world.nowMs) return;
  world.facts.taskRuns.push({
    workspaceId: job.workspace.id,
    jobId: run.submitted === true ? job.name : job.id,
    runId,
    task: task.key,
    endedAt: iso(task.endMs),
    result: task.result,
    isRetry: task.isRetry,
  });
}

/**
 * Records the task runs of one attempt: the first task succeeds, the second has the result of the attempt.
 * A retry by policy is another run of the second task in the same attempt; the ones before it failed.
 *
 * Effect: adds rows and ledger entries.
 */
export function recordTaskRuns(world: World, run: Run, attempt: RunAttempt): void {
  if (attempt.result === 'SKIPPED') return;
  const { startMs, endMs, result, terminationCode, retries = 0 } = attempt;
  const middleMs = startMs + Math.floor((endMs - startMs) / 3000) * 1000;
  const [extract, load] = taskKeys;
  const first = { key: extract, startMs, endMs: middleMs, result: 'SUCCEEDED', isRetry: false };
  addTaskRun(world, run, first, 'SUCCESS');
  const partMs = Math.floor((endMs - middleMs) / (retries + 1) / 1000) * 1000;
  for (let index = 0; index <= retries; index += 1) {
    const fromMs = middleMs + index * partMs;
    if (fromMs >= world.nowMs) return;
    const isLast = index === retries;
    const task = { key: load, startMs: fromMs, isRetry: index > 0 };
    if (isLast) addTaskRun(world, run, { ...task, endMs, result }, terminationCode);
    else
      addTaskRun(
        world,
        run,
        { ...task, endMs: fromMs + partMs, result: 'FAILED' },
        'RUN_EXECUTION_ERROR',
      );
  }
}

/** Effect: adds the descriptions of a job's tasks. */
export function describeTasks(world: World, job: JobRow): void {
  taskKeys.forEach((key, index) => {
    addRow(world, 'lakeflow.job_tasks', {
      account_id: accountId,
      workspace_id: job.workspace.id,
      job_id: job.id,
      task_key: key,
      depends_on_keys: taskKeys.slice(0, index),
      change_time: iso(world.startMs - 40 * dayMs),
      delete_time: null,
    });
  });
}
