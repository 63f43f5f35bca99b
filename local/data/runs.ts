import { accountId, type JobRow, jobs } from './estate.ts';
import { bookUsage, listedJobs } from './usage.ts';
import {
  addRow,
  dayMs,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  minuteMs,
  nextNumber,
  randomFor,
  type World,
} from './world.ts';

export type RunResult = 'SUCCEEDED' | 'FAILED' | 'ERROR' | 'TIMED_OUT' | 'CANCELLED' | 'SKIPPED';
export type Stretch = {
  readonly startMs: number;
  readonly endMs: number;
  readonly result: RunResult;
  readonly terminationCode: string;
};
export type Run = {
  readonly job: JobRow;
  readonly runId: string;
  readonly trigger: string;
  readonly stretches: readonly Stretch[];
};

/** Cuts a stretch at every full hour, as the timeline does with long runs. */
function hours(startMs: number, endMs: number): [number, number][] {
  const cuts: [number, number][] = [];
  for (let from = startMs; from < endMs;) {
    const to = Math.min(endMs, (Math.floor(from / hourMs) + 1) * hourMs);
    cuts.push([from, to]);
    from = to;
  }
  return cuts;
}

function addStretch(world: World, run: Run, stretch: Stretch): void {
  const { job, runId } = run;
  const visibleEnd = Math.min(stretch.endMs, world.nowMs);
  const cuts = hours(stretch.startMs, visibleEnd);
  for (const [fromMs, toMs] of cuts) {
    const last = toMs === stretch.endMs;
    addRow(world, 'lakeflow.job_run_timeline', {
      account_id: accountId,
      workspace_id: job.workspace.id,
      job_id: job.id,
      run_id: runId,
      period_start_time: iso(fromMs),
      period_end_time: iso(toMs),
      trigger_type: run.trigger,
      run_type: 'JOB_RUN',
      run_name: null,
      compute_ids: ['serverless'],
      result_state: last ? stretch.result : null,
      termination_code: last ? stretch.terminationCode : null,
      job_parameters: {},
    });
    if (stretch.result === 'SKIPPED') continue;
    bookUsage(world, {
      workspace: job.workspace,
      product: 'JOBS',
      startMs: fromMs,
      endMs: toMs,
      team: job.team,
      runAs: job.runAs,
      quantity: Math.round((job.dbuPerHour * 10_000 * (toMs - fromMs)) / hourMs),
      metadata: { job_id: job.id, job_run_id: runId, job_name: job.name },
    });
  }
}

/**
 * Books a run with all its stretches: a repaired run has several under one run id, and a run that
 * goes past the clock has no result yet.
 *
 * Effect: adds timeline and usage rows and the ledger's entry.
 */
export function bookRun(world: World, run: Run): void {
  const begun = run.stretches.filter((stretch) => stretch.startMs < world.nowMs);
  const first = begun[0];
  if (first === undefined) return;
  for (const stretch of begun) addStretch(world, run, stretch);
  const final = begun.findLast((stretch) => stretch.endMs <= world.nowMs);
  world.runs.push({
    workspaceId: run.job.workspace.id,
    jobId: run.job.id,
    runId: run.runId,
    startedAt: iso(first.startMs),
    endedAt: final === undefined ? null : iso(final.endMs),
    finalState: final?.result ?? null,
  });
}

/** A run id is a number that no other run of the platform has. Effect: counts up. */
export const newRunId = (world: World): string => String(910_000_000_000 + nextNumber(world));

function scheduledRun(world: World, job: JobRow, startMs: number): void {
  const random = randomFor(world, 'run', job.workspace.id, job.id, startMs);
  const endMs =
    startMs +
    Math.round(random.lognormal(job.minutes, 0.15)) * minuteMs +
    random.between(0, 59) * 1000;
  const failedByChance = random.chance(job.failRate);
  const repaired = random.chance(0.4);
  const odd = random.next();
  const bend = world.bends.failingJobs.get(`${job.workspace.id}/${job.id}`);
  const runId = newRunId(world);
  const run = (stretches: readonly Stretch[]) =>
    bookRun(world, { job, runId, trigger: 'CRON', stretches });
  if (bend !== undefined && startMs >= bend.fromMs) {
    return run([
      {
        startMs,
        endMs: startMs + 4 * minuteMs,
        result: 'FAILED',
        terminationCode: bend.terminationCode,
      },
    ]);
  }
  if (failedByChance) {
    const result = odd < 0.6 ? 'FAILED' : odd < 0.8 ? 'ERROR' : 'TIMED_OUT';
    const failed = { startMs, endMs, result, terminationCode: 'RUN_EXECUTION_ERROR' } as const;
    const repairMs = endMs + 20 * minuteMs;
    const repair = {
      startMs: repairMs,
      endMs: repairMs + (endMs - startMs),
      result: 'SUCCEEDED',
      terminationCode: 'SUCCESS',
    } as const;
    return run(repaired ? [failed, repair] : [failed]);
  }
  if (odd > 0.99)
    return run([
      {
        startMs,
        endMs: startMs + 5000,
        result: 'SKIPPED',
        terminationCode: 'MAX_CONCURRENT_RUNS_EXCEEDED',
      },
    ]);
  if (odd > 0.98)
    return run([{ startMs, endMs, result: 'CANCELLED', terminationCode: 'USER_CANCELED' }]);
  return run([{ startMs, endMs, result: 'SUCCEEDED', terminationCode: 'SUCCESS' }]);
}

function describe(world: World, job: JobRow, name: string, changeMs: number): void {
  addRow(world, 'lakeflow.jobs', {
    account_id: accountId,
    workspace_id: job.workspace.id,
    job_id: job.id,
    name,
    description: null,
    creator_id: '5550001',
    tags: job.team === null ? null : { team: job.team },
    change_time: iso(changeMs),
    delete_time: null,
    run_as: job.runAs,
  });
}

/**
 * Job descriptions, older versions among them, and their scheduled runs.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateRuns(world: World): void {
  for (const job of listedJobs) {
    describe(world, job, job.formerName ?? job.name, world.startMs - 40 * dayMs);
    if (job.formerName !== null) describe(world, job, job.name, world.startMs + 3 * dayMs);
  }
  for (const job of jobs) {
    for (const dayStart of daysOf(world)) {
      if (isWeekend(dayStart) && job.team === 'finance') continue;
      for (const hour of job.hours) scheduledRun(world, job, dayStart + hour * hourMs);
    }
  }
}
