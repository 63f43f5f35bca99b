import { accountId, type JobRow, jobs } from './estate.ts';
import { tables } from './estate-tables.ts';
import { addJobVersions, keyOf } from './job-versions.ts';
import type { Random } from './random.ts';
import { recordLineage } from './lineage.ts';
import { recordTaskRuns, describeTasks } from './tasks.ts';
import { hourSlices, type Run, type RunAttempt } from './timeline.ts';
import { recordUsage, listedJobs } from './usage.ts';
import {
  addRow,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  minuteMs,
  overrideAt,
  randomFor,
  type World,
} from './world.ts';

function addAttempt(world: World, run: Run, attempt: RunAttempt): void {
  const { job, runId } = run;
  const visibleEnd = Math.min(attempt.endMs, world.nowMs);
  const cuts = hourSlices(attempt.startMs, visibleEnd);
  for (const [fromMs, toMs] of cuts) {
    const last = toMs === attempt.endMs;
    addRow(world, 'lakeflow.job_run_timeline', {
      account_id: accountId,
      workspace_id: job.workspace.id,
      job_id: job.id,
      run_id: runId,
      period_start_time: iso(fromMs),
      period_end_time: iso(toMs),
      trigger_type: run.trigger,
      run_type: run.submitted === true ? 'SUBMIT_RUN' : 'JOB_RUN',
      run_name: run.submitted === true ? job.name : null,
      compute_ids: ['serverless'],
      result_state: last ? attempt.result : null,
      termination_code: last ? attempt.terminationCode : null,
      job_parameters: {},
    });
    if (attempt.result === 'SKIPPED' || run.submitted === true) continue;
    recordUsage(world, {
      workspace: job.workspace,
      product: 'JOBS',
      startMs: fromMs,
      endMs: toMs,
      team: overrideAt(world.overrides.untaggedJobs, keyOf(job), fromMs) === null ? job.team : null,
      runAs: job.runAs,
      quantity: Math.round((job.dbuPerHour * 10_000 * (toMs - fromMs)) / hourMs),
      metadata: { job_id: job.id, job_run_id: runId, job_name: job.name },
    });
  }
}

/** Lineage of a successful run: the tables that it read and wrote. */
function addLineage(world: World, run: Run, endMs: number): void {
  for (const table of tables.filter((candidate) => candidate.job === run.job))
    for (const source of table.sources.length === 0 ? [null] : table.sources)
      recordLineage(world, {
        workspace: run.job.workspace,
        kind: 'JOB',
        entityId: run.job.id,
        source,
        target: table.fullName,
        by: run.job.runAs,
        atMs: endMs - 1000,
      });
}

/**
 * Records a run with all its attempts. A repaired run has several attempts under one run id; a run
 * that has not ended at the clock has no result yet.
 *
 * Effect: adds timeline, task, lineage and usage rows and one ledger entry.
 */
export function recordRun(world: World, run: Run): void {
  const begun = run.attempts.filter((attempt) => attempt.startMs < world.nowMs);
  const first = begun[0];
  if (first === undefined) return;
  for (const attempt of begun) {
    addAttempt(world, run, attempt);
    recordTaskRuns(world, run, attempt);
  }
  const ended = begun.filter((attempt) => attempt.endMs <= world.nowMs);
  const final = ended.at(-1);
  if (final?.result === 'SUCCEEDED') addLineage(world, run, final.endMs);
  world.runs.push({
    workspaceId: run.job.workspace.id,
    jobId: run.submitted === true ? run.job.name : run.job.id,
    runId: run.runId,
    startedAt: iso(first.startMs),
    endedAt: final === undefined ? null : iso(final.endMs),
    finalState: final?.result ?? null,
    trigger: run.trigger,
    results: ended.map((attempt) => ({
      startedAt: iso(attempt.startMs),
      endedAt: iso(attempt.endMs),
      result: attempt.result,
      code: attempt.terminationCode,
    })),
  });
}

/** An id that is unique on the platform, because a job starts at most once a minute. */
export function newRunId(job: JobRow, startMs: number): string {
  return `${91 + jobs.indexOf(job)}${Math.floor(startMs / minuteMs)}`;
}

const durationOf = (attempt: RunAttempt): number => attempt.endMs - attempt.startMs;

/** The attempts of a run without an override; its result is random and follows the job's failure rate. */
function ordinaryAttempts(
  job: JobRow,
  startMs: number,
  endMs: number,
  random: Random,
  isLateRepair: boolean,
): RunAttempt[] {
  const failedByChance = random.chance(job.failRate);
  const repaired = random.chance(0.4);
  const draw = random.next();
  if (failedByChance) {
    const result = draw < 0.6 ? 'FAILED' : draw < 0.8 ? 'ERROR' : 'TIMED_OUT';
    const terminationCode =
      result === 'TIMED_OUT' ? 'RUN_EXECUTION_TIMEOUT' : 'RUN_EXECUTION_ERROR';
    const failed: RunAttempt = { startMs, endMs, result, terminationCode };
    const repairMs = endMs + (isLateRepair ? 12 * 60 : 20) * minuteMs;
    const repair: RunAttempt = {
      startMs: repairMs,
      endMs: repairMs + durationOf(failed),
      result: 'SUCCEEDED',
      terminationCode: 'SUCCESS',
    };
    return repaired ? [failed, repair] : [failed];
  }
  if (draw > 0.99) {
    const terminationCode = 'MAX_CONCURRENT_RUNS_EXCEEDED';
    return [{ startMs, endMs: startMs + 5000, result: 'SKIPPED', terminationCode }];
  }
  if (draw > 0.98)
    return [{ startMs, endMs, result: 'CANCELLED', terminationCode: 'USER_CANCELED' }];
  return [{ startMs, endMs, result: 'SUCCEEDED', terminationCode: 'SUCCESS' }];
}

function recordScheduledRun(world: World, job: JobRow, startMs: number): void {
  const { overrides } = world;
  if (overrideAt(overrides.pausedJobs, keyOf(job), startMs) !== null) return;
  const random = randomFor(world, 'run', job.workspace.id, job.id, startMs);
  const factor = overrideAt(overrides.slowJobs, keyOf(job), startMs)?.factor ?? 1;
  const minutes = Math.round(random.lognormal(job.minutes, 0.15)) * factor;
  const endMs = startMs + minutes * minuteMs + random.between(0, 59) * 1000;
  const isLateRepair = randomFor(world, 'repair', job.workspace.id, job.id, startMs).chance(0.3);
  const failing = overrideAt(overrides.failingJobs, keyOf(job), startMs);
  const attempts: RunAttempt[] =
    failing === null
      ? ordinaryAttempts(job, startMs, endMs, random, isLateRepair)
      : [
          {
            startMs,
            endMs: startMs + 4 * minuteMs,
            result: 'FAILED',
            terminationCode: failing.terminationCode,
          },
        ];
  const isRetried = randomFor(world, 'retry', job.workspace.id, job.id, startMs).chance(0.04);
  const tried = attempts.map((attempt, index) =>
    index === 0 && isRetried ? { ...attempt, retries: 1 } : attempt,
  );
  recordRun(world, { job, runId: newRunId(job, startMs), trigger: 'CRON', attempts: tried });
}

/**
 * Generates job descriptions with older versions, and the scheduled runs of the jobs.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateRuns(world: World): void {
  for (const job of listedJobs) {
    addJobVersions(world, job);
    describeTasks(world, job);
  }
  for (const job of jobs) {
    for (const dayStart of daysOf(world)) {
      if (isWeekend(dayStart) && job.team === 'finance') continue;
      for (const hour of job.hours) recordScheduledRun(world, job, dayStart + hour * hourMs);
    }
  }
}
