import { jobs, findByName } from '../estate.ts';
import { daysBefore, objectOf } from '../incidents/objects.ts';
import { addJobVersion } from '../job-versions.ts';
import { recordJobUpdate } from '../settings.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'farid@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const job = findByName(jobs, 'churn_model_training');
  const atMs = daysBefore(world, 6, 23.2);
  addJobVersion(world, job, atMs);
  recordJobUpdate(world, { atMs, by }, job, { timeout_seconds: 36_000 });
  return {
    id: 'slow-job',
    confusion: 'a change an hour after the onset',
    at: iso(atMs),
    never: { who: by, objects: [objectOf('job', job)], words: ['updat', 'chang', 'timeout'] },
    why: 'The first slow run was under way: its time limit was raised because of it.',
  };
}

/** A longer time limit for the job, an hour into its first slow run. */
export const slowJobDecoy: Decoy = { id: 'slow-job', inject };
