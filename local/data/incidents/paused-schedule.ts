import { jobs, findByName } from '../estate.ts';
import { addJobVersion, keyOf } from '../job-versions.ts';
import { recordJobUpdate } from '../settings.ts';
import { hourMs, iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, namedObject, objectOf, staleFor } from './objects.ts';

const tableName = 'eu.sales.umsätze';
const by = 'dina@example.com';
const missed = 3;
const pausedMs = (world: World): number => daysBefore(world, missed) - 8 * hourMs;

function setOverrides(world: World): void {
  const job = findByName(jobs, 'Kundenumsätze täglich');
  world.overrides.pausedJobs.set(keyOf(job), { fromMs: pausedMs(world) });
  world.overrides.staleTables.set(tableName, { sinceMs: daysBefore(world, missed + 1, 2.8) });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'Kundenumsätze täglich');
  const change = { atMs: pausedMs(world), by };
  addJobVersion(world, job, change.atMs);
  recordJobUpdate(world, change, job, { schedule: { pause_status: 'PAUSED' } });
  return {
    id: 'paused-schedule',
    title: `The schedule of ${job.name} was paused and ${tableName} is stale`,
    domains: ['reliability', 'quality'],
    from: iso(pausedMs(world)),
    to: iso(world.nowMs),
    objects: [objectOf('job', job), namedObject('table', tableName)],
    sizes: [{ name: 'nights without a run', value: String(missed), unit: 'runs' }],
    cause: `${by} paused the schedule and did not resume it.`,
    visible: {
      is: 'cause',
      words: ['paus'],
      objects: [objectOf('job', job)],
      who: by,
      at: iso(pausedMs(world)),
      howMuch: [figure('nights without a run', missed, 'runs', 0), ...staleFor(world, tableName)],
    },
    unseen: null,
    effects: ['The job fails nothing: it does not run', `${tableName} has had no commit since`],
    questions: ['Which jobs did not run at all?', 'Which tables are stale?'],
  };
}

/** A job that has no failed runs because its schedule is paused. */
export const pausedSchedule: Incident = { id: 'paused-schedule', setOverrides, inject };
