import { jobs, findByName } from '../estate.ts';
import { keyOf } from '../runs.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, objectOf } from './objects.ts';

const factor = 3;
const days = 6;

function setOverrides(world: World): void {
  const job = findByName(jobs, 'churn_model_training');
  world.overrides.slowJobs.set(keyOf(job), { fromMs: daysBefore(world, days), factor });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'churn_model_training');
  return {
    id: 'slow-job',
    title: 'churn_model_training takes three times as long',
    domains: ['reliability', 'cost'],
    from: iso(daysBefore(world, days)),
    to: iso(world.nowMs),
    objects: [objectOf('job', job)],
    sizes: [{ name: 'duration', value: String(factor), unit: 'times' }],
    cause: 'The training set tripled.',
    effects: ['Runs miss their time limit', 'The job costs three times as much'],
    questions: ['Which jobs take longer than in the period before?', 'Did we meet our SLA?'],
  };
}

/** A job that became slow and therefore expensive. */
export const slowJob: Incident = { id: 'slow-job', setOverrides, inject };
