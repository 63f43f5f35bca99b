import { jobs, known } from '../estate.ts';
import { bookRun, newRunId } from '../runs.ts';
import { dayMs, floorDay, hourMs, iso, minuteMs, usd, type World } from '../world.ts';
import type { Incident } from './incident.ts';

const attemptMs = 11 * minuteMs;
const everyMs = 12 * minuteMs;

function spent(world: World): number {
  const job = known(jobs, 'payments_ledger_sync');
  const key = JSON.stringify([
    iso(floorDay(world.nowMs) - dayMs).slice(0, 10),
    job.workspace.id,
    job.id,
  ]);
  return world.jobMicros.get(key) ?? 0;
}

function plant(world: World): ReturnType<Incident['plant']> {
  const job = known(jobs, 'payments_ledger_sync');
  const yesterday = floorDay(world.nowMs) - dayMs;
  const fromMs = yesterday + 2 * hourMs + 24 * minuteMs;
  const untilMs = yesterday + 21 * hourMs;
  const before = spent(world);
  let attempts = 0;
  for (let startMs = fromMs; startMs + attemptMs <= untilMs; startMs += everyMs) {
    attempts += 1;
    const stretch = {
      startMs,
      endMs: startMs + attemptMs,
      result: 'FAILED',
      terminationCode: 'RUN_EXECUTION_ERROR',
    } as const;
    bookRun(world, { job, runId: newRunId(job, startMs), trigger: 'RETRY', stretches: [stretch] });
  }
  return {
    id: 'retry-loop',
    title: 'payments_ledger_sync retried without end yesterday',
    domains: ['cost', 'reliability'],
    from: iso(fromMs),
    to: iso(untilMs),
    objects: [{ kind: 'job', id: job.id, name: job.name, workspaceId: job.workspace.id }],
    sizes: [
      { name: 'failed runs', value: String(attempts), unit: 'runs' },
      { name: 'extra list cost', value: usd(spent(world) - before), unit: 'USD' },
      { name: 'failed hours', value: ((attempts * attemptMs) / hourMs).toFixed(6), unit: 'h' },
    ],
    cause:
      'The job failed after its nightly run and its retry policy started it again every 12 minutes.',
    effects: ['Serverless job spend of prod-us rose', 'Every retry of the job failed'],
    questions: [
      'Why did our spend jump yesterday?',
      'Which jobs failed yesterday?',
      'Are the expensive jobs failing too?',
    ],
  };
}

/** A runaway retry loop on the day before the clock: spend jumps because one job fails again and again. */
export const retryLoop: Incident = { id: 'retry-loop', plant };
