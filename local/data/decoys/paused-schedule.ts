import { jobs, prodUs } from '../estate.ts';
import { daysBefore, objectOf } from '../incidents/objects.ts';
import { addJobVersion } from '../job-versions.ts';
import { recordJobUpdate } from '../settings.ts';
import { iso, minuteMs, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'bo@example.com';
/** The job in another workspace that has the id of the paused one. */
const sameId = '88120045';

function inject(world: World): ReturnType<Decoy['inject']> {
  const atMs = daysBefore(world, 4, 15.9);
  const namesakes = jobs.filter(({ workspace, id }) => workspace === prodUs && id === sameId);
  for (const job of namesakes)
    for (const [laterMs, pause_status] of [
      [0, 'PAUSED'],
      [9 * minuteMs, 'UNPAUSED'],
    ] as const) {
      addJobVersion(world, job, atMs + laterMs);
      recordJobUpdate(world, { atMs: atMs + laterMs, by }, job, { schedule: { pause_status } });
    }
  return {
    id: 'paused-schedule',
    confusion: 'a change on a namesake in another workspace',
    at: iso(atMs),
    never: { who: by, objects: namesakes.map((job) => objectOf('job', job)), words: ['paus'] },
    why: 'The job of the same id in prod-us was resumed after nine minutes and missed no run.',
  };
}

/** A job of the same id in another workspace, paused and resumed minutes before. */
export const pausedScheduleDecoy: Decoy = { id: 'paused-schedule', inject };
