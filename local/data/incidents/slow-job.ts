import { jobs, known } from '../estate.ts';
import { keyOf } from '../runs.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, objectOf } from './objects.ts';

const factor = 3;
const days = 6;

function bend(world: World): void {
  const job = known(jobs, 'churn_model_training');
  world.bends.slowJobs.set(keyOf(job), { fromMs: daysBefore(world, days), factor });
}

function plant(world: World): ReturnType<Incident['plant']> {
  const job = known(jobs, 'churn_model_training');
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

/** A job that became slow and therefore dear. */
export const slowJob: Incident = { id: 'slow-job', bend, plant };
