import { jobs, findByName } from '../estate.ts';
import { daysBefore, objectOf } from '../incidents/objects.ts';
import { addJobVersion } from '../job-versions.ts';
import { recordJobUpdate } from '../settings.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const by = 'dina@example.com';

function inject(world: World): ReturnType<Decoy['inject']> {
  const job = findByName(jobs, 'customer_360_build');
  const atMs = daysBefore(world, 7, 16.2);
  addJobVersion(world, job, atMs);
  const tags = { team: job.team, cost_center: '1700' };
  recordJobUpdate(world, { atMs, by }, job, { name: job.name, tags });
  return {
    id: 'lost-tags',
    confusion: 'a change on the right object in the wrong direction',
    at: iso(atMs),
    never: { who: by, objects: [objectOf('job', job)], words: ['tag'] },
    why: 'It set tags, the team among them, and took none away.',
  };
}

/** Tags set on the job an hour before they were lost. */
export const lostTagsDecoy: Decoy = { id: 'lost-tags', inject };
