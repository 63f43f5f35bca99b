import { jobs, findByName } from '../estate.ts';
import { keyOf } from '../job-versions.ts';
import { centsAt } from '../prices.ts';
import { iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, objectOf } from './objects.ts';

const factor = 3;
const days = 6;

function setOverrides(world: World): void {
  const job = findByName(jobs, 'churn_model_training');
  world.overrides.slowJobs.set(keyOf(job), { fromMs: daysBefore(world, days), factor });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'churn_model_training');
  const cents = centsAt(world, 'JOBS', daysBefore(world, days), 'list');
  const costOfHours = (hours: number) => (hours * job.dbuPerHour * cents) / 100;
  return {
    id: 'slow-job',
    title: 'churn_model_training takes three times as long',
    domains: ['reliability', 'cost'],
    from: iso(daysBefore(world, days)),
    to: iso(world.nowMs),
    objects: [objectOf('job', job)],
    sizes: [{ name: 'duration', value: String(factor), unit: 'times' }],
    cause: 'The training set tripled.',
    visible: {
      is: 'driver',
      words: ['long', 'slow', 'durat', 'minutes', 'hours'],
      objects: [objectOf('job', job)],
      who: null,
      at: iso(daysBefore(world, days)),
      howMuch: [
        figure('duration', factor, 'times', 0.2),
        figure('longer', (factor - 1) * 100, 'percent', 0.3),
        figure('duration', job.minutes * factor, 'min', 0.2),
        figure('duration', (job.minutes * factor) / 60, 'h', 0.2),
        figure('list cost of a day', costOfHours((job.minutes * factor) / 60), 'USD', 0.25),
        figure(
          'extra list cost of a day',
          costOfHours((job.minutes * (factor - 1)) / 60),
          'USD',
          0.3,
        ),
      ],
    },
    unseen: 'The training set tripled.',
    effects: ['Runs miss their time limit', 'The job costs three times as much'],
    questions: ['Which jobs take longer than in the period before?', 'Did we meet our SLA?'],
  };
}

/** A job that became slow and therefore expensive. */
export const slowJob: Incident = { id: 'slow-job', setOverrides, inject };
