import { accountId, type JobRow, jobs, prodEu, prodUs, type WorkspaceRow } from './estate.ts';
import { recordRun } from './runs.ts';
import { hourSlices, type RunResult } from './timeline.ts';
import { addRow, daysOf, hourMs, iso, minuteMs, randomFor, type World } from './world.ts';

/** Runs that a program outside submits every day without a job: workspace, run name, UTC hour. */
const submissions: readonly (readonly [WorkspaceRow, string, number])[] = [
  [prodUs, 'nightly dbt build', 1],
  [prodEu, 'Abgleich "Kasse"', 23],
];

function submit(world: World, template: JobRow, name: string, startMs: number): void {
  const random = randomFor(world, 'submitted', name, startMs);
  const own = `${9900 + submissions.findIndex(([, other]) => other === name)}${startMs / minuteMs}`;
  const draw = random.next();
  const result: RunResult = draw < 0.1 ? 'FAILED' : draw < 0.12 ? 'CANCELLED' : 'SUCCEEDED';
  const endMs = startMs + random.between(10, 90) * minuteMs;
  const terminationCode = result === 'SUCCEEDED' ? 'SUCCESS' : 'RUN_EXECUTION_ERROR';
  recordRun(world, {
    job: { ...template, id: own, name },
    runId: own,
    trigger: 'ONETIME',
    submitted: true,
    attempts: [{ startMs, endMs, result, terminationCode }],
  });
}

/** A notebook that another notebook of a job calls: a run of its own inside of the run of the job. */
function callNotebook(world: World, job: JobRow, startMs: number): void {
  const endMs = startMs + randomFor(world, 'called', startMs).between(2, 70) * minuteMs;
  for (const [fromMs, toMs] of hourSlices(startMs, Math.min(endMs, world.nowMs)))
    addRow(world, 'lakeflow.job_run_timeline', {
      account_id: accountId,
      workspace_id: job.workspace.id,
      job_id: `97${startMs / minuteMs}`,
      run_id: `97${startMs / minuteMs}`,
      period_start_time: iso(fromMs),
      period_end_time: iso(toMs),
      trigger_type: 'ONETIME',
      run_type: 'WORKFLOW_RUN',
      run_name: 'clean up',
      compute_ids: ['serverless'],
      result_state: toMs === endMs ? 'FAILED' : null,
      termination_code: toMs === endMs ? 'RUN_EXECUTION_ERROR' : null,
      job_parameters: {},
    });
}

/**
 * Generates runs that belong to no job: submitted ones, each with a job id of its own, and notebooks
 * called by notebooks, which no question counts.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateSubmittedRuns(world: World): void {
  for (const dayStart of daysOf(world))
    for (const [workspace, name, hour] of submissions)
      for (const job of jobs.filter((one) => one.workspace === workspace).slice(0, 1)) {
        const startMs = dayStart + hour * hourMs;
        if (startMs >= world.nowMs) continue;
        submit(world, job, name, startMs);
        callNotebook(world, job, startMs + 5 * minuteMs);
      }
}
