import { jobs, findByName } from '../estate.ts';
import { recordRun, newRunId } from '../runs.ts';
import { dayMs, floorDay, hourMs, iso, minuteMs, usd, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { figure, objectOf } from './objects.ts';

const attemptMs = 11 * minuteMs;
const everyMs = 12 * minuteMs;

function costOfDay(world: World): number {
  const job = findByName(jobs, 'payments_ledger_sync');
  const key = JSON.stringify([
    iso(floorDay(world.nowMs) - dayMs).slice(0, 10),
    job.workspace.id,
    job.id,
  ]);
  return world.jobMicros.get(key) ?? 0;
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'payments_ledger_sync');
  const yesterday = floorDay(world.nowMs) - dayMs;
  const fromMs = yesterday + 2 * hourMs + 24 * minuteMs;
  const untilMs = yesterday + 21 * hourMs;
  const before = costOfDay(world);
  let attempts = 0;
  for (let startMs = fromMs; startMs + attemptMs <= untilMs; startMs += everyMs) {
    attempts += 1;
    const attempt = {
      startMs,
      endMs: startMs + attemptMs,
      result: 'FAILED',
      terminationCode: 'RUN_EXECUTION_ERROR',
      retries: 1,
    } as const;
    const trigger = 'ONETIME_RETRY';
    recordRun(world, { job, runId: newRunId(job, startMs), trigger, attempts: [attempt] });
  }
  return {
    id: 'retry-loop',
    title: 'payments_ledger_sync retried without end yesterday',
    domains: ['cost', 'reliability'],
    from: iso(fromMs),
    to: iso(untilMs),
    objects: [objectOf('job', job)],
    sizes: [
      { name: 'failed runs', value: String(attempts), unit: 'runs' },
      { name: 'extra list cost', value: usd(costOfDay(world) - before), unit: 'USD' },
      { name: 'failed hours', value: ((attempts * attemptMs) / hourMs).toFixed(6), unit: 'h' },
    ],
    cause:
      'The job failed after its nightly run and was started again every 12 minutes; its retry policy ran the failed task twice each time.',
    visible: {
      is: 'cause',
      words: ['retr', 'again', 'restart'],
      objects: [objectOf('job', job)],
      who: null,
      at: iso(fromMs),
      howMuch: [
        figure('failed runs', attempts, 'runs'),
        figure('extra list cost', usd(costOfDay(world) - before), 'USD', 0.15),
        figure('failed hours', (attempts * attemptMs) / hourMs, 'h', 0.1),
      ],
    },
    unseen: 'Why the run fails: no system table has the error.',
    effects: ['Serverless job spend of prod-us rose', 'Every retry of the job failed'],
    questions: [
      'Why did our spend jump yesterday?',
      'Which jobs failed yesterday?',
      'Are the expensive jobs failing too?',
    ],
  };
}

/** A retry loop on the day before the clock: spend rises because one job fails and is started again and again. */
export const retryLoop: Incident = { id: 'retry-loop', inject };
