import { accountId, type JobRow, jobs } from './estate.ts';
import { tables } from './estate-tables.ts';
import type { Random } from './random.ts';
import { bookLineage } from './lineage.ts';
import { bookTasks, describeTasks } from './tasks.ts';
import { hourSlices, type Run, type Stretch } from './timeline.ts';
import { bookUsage, listedJobs } from './usage.ts';
import {
  addRow,
  dayMs,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  minuteMs,
  bendAt,
  randomFor,
  type World,
} from './world.ts';

/** What bends of a job are keyed by. */
export const keyOf = (job: JobRow): string => `${job.workspace.id}/${job.id}`;

function addStretch(world: World, run: Run, stretch: Stretch): void {
  const { job, runId } = run;
  const visibleEnd = Math.min(stretch.endMs, world.nowMs);
  const cuts = hourSlices(stretch.startMs, visibleEnd);
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
      team: bendAt(world.bends.untaggedJobs, keyOf(job), fromMs) === null ? job.team : null,
      runAs: job.runAs,
      quantity: Math.round((job.dbuPerHour * 10_000 * (toMs - fromMs)) / hourMs),
      metadata: { job_id: job.id, job_run_id: runId, job_name: job.name },
    });
  }
}

/** What a successful run read and wrote. */
function addLineage(world: World, run: Run, endMs: number): void {
  for (const table of tables.filter((candidate) => candidate.job === run.job))
    for (const source of table.sources.length === 0 ? [null] : table.sources)
      bookLineage(world, {
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
 * Books a run with all its stretches: a repaired run has several under one run id, and a run that
 * goes past the clock has no result yet.
 *
 * Effect: adds timeline, task, lineage and usage rows and the ledger's entry.
 */
export function bookRun(world: World, run: Run): void {
  const begun = run.stretches.filter((stretch) => stretch.startMs < world.nowMs);
  const first = begun[0];
  if (first === undefined) return;
  for (const stretch of begun) {
    addStretch(world, run, stretch);
    bookTasks(world, run, stretch);
  }
  const ended = begun.filter((stretch) => stretch.endMs <= world.nowMs);
  const final = ended.at(-1);
  if (final?.result === 'SUCCEEDED') addLineage(world, run, final.endMs);
  world.runs.push({
    workspaceId: run.job.workspace.id,
    jobId: run.job.id,
    runId: run.runId,
    startedAt: iso(first.startMs),
    endedAt: final === undefined ? null : iso(final.endMs),
    finalState: final?.result ?? null,
    trigger: run.trigger,
    results: ended.map((stretch) => ({
      startedAt: iso(stretch.startMs),
      endedAt: iso(stretch.endMs),
      result: stretch.result,
      code: stretch.terminationCode,
    })),
  });
}

/** A run id is a number that no other run of the platform has; a job starts at most once a minute. */
export function newRunId(job: JobRow, startMs: number): string {
  return `${91 + jobs.indexOf(job)}${Math.floor(startMs / minuteMs)}`;
}

const lengthOf = (stretch: Stretch): number => stretch.endMs - stretch.startMs;

/** How an ordinary run ended: chance decides, as often as the job's rate says. */
function ordinary(job: JobRow, startMs: number, endMs: number, random: Random): Stretch[] {
  const failedByChance = random.chance(job.failRate);
  const repaired = random.chance(0.4);
  const odd = random.next();
  if (failedByChance) {
    const result = odd < 0.6 ? 'FAILED' : odd < 0.8 ? 'ERROR' : 'TIMED_OUT';
    const terminationCode =
      result === 'TIMED_OUT' ? 'RUN_EXECUTION_TIMEOUT' : 'RUN_EXECUTION_ERROR';
    const failed: Stretch = { startMs, endMs, result, terminationCode };
    const repairMs = endMs + 20 * minuteMs;
    const repair: Stretch = {
      startMs: repairMs,
      endMs: repairMs + lengthOf(failed),
      result: 'SUCCEEDED',
      terminationCode: 'SUCCESS',
    };
    return repaired ? [failed, repair] : [failed];
  }
  if (odd > 0.99) {
    const terminationCode = 'MAX_CONCURRENT_RUNS_EXCEEDED';
    return [{ startMs, endMs: startMs + 5000, result: 'SKIPPED', terminationCode }];
  }
  if (odd > 0.98)
    return [{ startMs, endMs, result: 'CANCELLED', terminationCode: 'USER_CANCELED' }];
  return [{ startMs, endMs, result: 'SUCCEEDED', terminationCode: 'SUCCESS' }];
}

function scheduledRun(world: World, job: JobRow, startMs: number): void {
  const { bends } = world;
  if (bendAt(bends.pausedJobs, keyOf(job), startMs) !== null) return;
  const random = randomFor(world, 'run', job.workspace.id, job.id, startMs);
  const factor = bendAt(bends.slowJobs, keyOf(job), startMs)?.factor ?? 1;
  const minutes = Math.round(random.lognormal(job.minutes, 0.15)) * factor;
  const endMs = startMs + minutes * minuteMs + random.between(0, 59) * 1000;
  const failing = bendAt(bends.failingJobs, keyOf(job), startMs);
  const stretches: Stretch[] =
    failing === null
      ? ordinary(job, startMs, endMs, random)
      : [
          {
            startMs,
            endMs: startMs + 4 * minuteMs,
            result: 'FAILED',
            terminationCode: failing.terminationCode,
          },
        ];
  bookRun(world, { job, runId: newRunId(job, startMs), trigger: 'CRON', stretches });
}

function describe(world: World, job: JobRow, name: string, changeMs: number): void {
  world.facts.jobVersions.push({
    at: iso(changeMs),
    workspaceId: job.workspace.id,
    jobId: job.id,
    name,
    team: job.team,
    runAs: job.runAs,
    isDeleted: false,
  });
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
    describeTasks(world, job);
    if (job.formerName !== null) describe(world, job, job.name, world.startMs + 3 * dayMs);
  }
  for (const job of jobs) {
    for (const dayStart of daysOf(world)) {
      if (isWeekend(dayStart) && job.team === 'finance') continue;
      for (const hour of job.hours) scheduledRun(world, job, dayStart + hour * hourMs);
    }
  }
}
