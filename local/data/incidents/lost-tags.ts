import { jobs, findByName } from '../estate.ts';
import { addJobVersion, keyOf } from '../job-versions.ts';
import { recordJobUpdate } from '../settings.ts';
import { dateOf, iso, usd, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, namedObject, objectOf } from './objects.ts';

const by = 'emeka@example.com';

const days = 6;

/** After the last run of the day, so that whole days lack the tag. */
const deployedMs = (world: World): number => daysBefore(world, days + 1, 17.3);

function setOverrides(world: World): void {
  const job = findByName(jobs, 'customer_360_build');
  world.overrides.untaggedJobs.set(keyOf(job), { fromMs: deployedMs(world) });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'customer_360_build');
  const deploy = { atMs: deployedMs(world), by };
  addJobVersion(world, job, deploy.atMs);
  recordJobUpdate(world, deploy, job, { name: job.name, tags: {} });
  const micros = [...world.jobMicros]
    .filter(([key]) => {
      const [date = '', workspaceId, jobId] = JSON.parse(key) as string[];
      const isOfJob = workspaceId === job.workspace.id && jobId === job.id;
      return isOfJob && date >= dateOf(daysBefore(world, days));
    })
    .reduce((sum, [, cost]) => sum + cost, 0);
  return {
    id: 'lost-tags',
    title: 'customer_360_build lost its team tag',
    domains: ['cost'],
    from: iso(daysBefore(world, days)),
    to: iso(world.nowMs),
    objects: [objectOf('job', job)],
    sizes: [{ name: 'days without the tag', value: String(days), unit: 'days' }],
    cause: `${by} deployed the job again without its tags.`,
    visible: {
      is: 'cause',
      words: ['tag'],
      objects: [objectOf('job', job), namedObject('team', job.team ?? '')],
      who: by,
      at: iso(deployedMs(world)),
      howMuch: [
        figure('list cost without the tag', usd(micros), 'USD', 0.15),
        figure('list cost of a day without it', usd(Math.round(micros / days)), 'USD', 0.15),
      ],
    },
    unseen: null,
    effects: ['Spend of the team marketing falls', 'Untagged spend rises by as much'],
    questions: ['How much spend is untagged?', 'What share of spend carries a tag?'],
  };
}

/** A job whose usage lost its tags. */
export const lostTags: Incident = { id: 'lost-tags', setOverrides, inject };
