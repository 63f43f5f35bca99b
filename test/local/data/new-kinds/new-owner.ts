import { recordAudit } from '../../../../local/data/audit.ts';
import { type JobRow, prodEu } from '../../../../local/data/estate.ts';
import type { Incident } from '../../../../local/data/incidents/incident.ts';
import {
  daysBefore,
  figure,
  namedObject,
  objectOf,
} from '../../../../local/data/incidents/objects.ts';
import { addJobVersion } from '../../../../local/data/job-versions.ts';
import { recordRun } from '../../../../local/data/runs.ts';
import { hourMs, iso, minuteMs, type World } from '../../../../local/data/world.ts';

const by = 'hiro@example.com';
const days = 5;
const job: JobRow = {
  workspace: prodEu,
  id: '88120377',
  name: 'hiro_simulation',
  formerName: null,
  team: null,
  runAs: by,
  hours: [],
  minutes: 80,
  dbuPerHour: 300,
  failRate: 0,
  listed: true,
};

function inject(world: World): ReturnType<Incident['inject']> {
  const atMs = daysBefore(world, days + 1, 16.8);
  addJobVersion(world, job, atMs);
  recordAudit(world, {
    workspace: prodEu,
    atMs,
    email: by,
    service: 'jobs',
    action: 'create',
    params: {
      job_id: job.id,
      name: job.name,
      schedule: '{"quartz_cron_expression":"0 0 */2 ? * * *"}',
    },
    ip: '10.20.0.44',
    refusal: null,
  });
  let runs = 0;
  for (let startMs = daysBefore(world, days); startMs < world.nowMs; startMs += 2 * hourMs) {
    runs += 1;
    recordRun(world, {
      job,
      runId: `77${startMs / minuteMs}`,
      trigger: 'CRON',
      attempts: [
        {
          startMs,
          endMs: startMs + job.minutes * minuteMs,
          result: 'SUCCEEDED',
          terminationCode: 'SUCCESS',
        },
      ],
    });
  }
  const micros = [...world.jobMicros]
    .filter(([key]) => (JSON.parse(key) as string[])[2] === job.id)
    .reduce((sum, [, cost]) => sum + cost, 0);
  return {
    id: 'new-owner',
    title: `${by} created ${job.name}, which costs more than any other job`,
    domains: ['cost'],
    from: iso(daysBefore(world, days)),
    to: iso(world.nowMs),
    objects: [objectOf('job', job), namedObject('user', by)],
    sizes: [{ name: 'runs', value: String(runs), unit: 'runs' }],
    cause: `${by} created the job ${job.name}.`,
    visible: {
      is: 'cause',
      words: ['new', 'creat'],
      objects: [objectOf('job', job)],
      who: by,
      at: iso(atMs),
      howMuch: [
        figure('list cost', micros / 1e6, 'USD', 0.15),
        figure('list cost of a day', micros / 1e6 / days, 'USD', 0.2),
        figure('runs', runs, 'runs', 0.1),
      ],
    },
    unseen: null,
    effects: ['Spend of prod-eu rises from one day to the next'],
    questions: [
      'Why did prod-eu spend rise since Friday?',
      'What is behind the jump in serverless job spend this week?',
    ],
  };
}

/** A new workload of somebody new. */
export const newOwner: Incident = { id: 'new-owner', inject };
