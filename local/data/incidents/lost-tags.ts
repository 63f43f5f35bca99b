import { jobs, findByName } from '../estate.ts';
import { keyOf } from '../runs.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, objectOf } from './objects.ts';

const days = 6;

function setOverrides(world: World): void {
  const job = findByName(jobs, 'customer_360_build');
  world.overrides.untaggedJobs.set(keyOf(job), { fromMs: daysBefore(world, days) });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'customer_360_build');
  return {
    id: 'lost-tags',
    title: 'customer_360_build lost its team tag',
    domains: ['cost'],
    from: iso(daysBefore(world, days)),
    to: iso(world.nowMs),
    objects: [objectOf('job', job)],
    sizes: [{ name: 'days without the tag', value: String(days), unit: 'days' }],
    cause: 'The job was deployed again without its tags.',
    effects: ['Spend of the team marketing falls', 'Untagged spend rises by as much'],
    questions: ['How much spend is untagged?', 'What share of spend carries a tag?'],
  };
}

/** A job whose usage lost its tags. */
export const lostTags: Incident = { id: 'lost-tags', setOverrides, inject };
