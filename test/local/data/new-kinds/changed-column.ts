import { recordAudit } from '../../../../local/data/audit.ts';
import { findByName, jobs, prodUs } from '../../../../local/data/estate.ts';
import type { Incident } from '../../../../local/data/incidents/incident.ts';
import {
  daysBefore,
  figure,
  namedObject,
  objectOf,
} from '../../../../local/data/incidents/objects.ts';
import { keyOf } from '../../../../local/data/job-versions.ts';
import { addressOf } from '../../../../local/data/settings.ts';
import { iso, type World } from '../../../../local/data/world.ts';

const by = 'chen@example.com';
const source = 'prod.web.sessions';
const changedMs = (world: World): number => daysBefore(world, 3, 8.4);
const jobOf = () => findByName(jobs, 'customer_360_build');

function setOverrides(world: World): void {
  world.overrides.failingJobs.set(keyOf(jobOf()), {
    fromMs: changedMs(world),
    terminationCode: 'RUN_EXECUTION_ERROR',
  });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = jobOf();
  const atMs = changedMs(world);
  const columns = [{ name: 'started_at', type_text: 'date', type_name: 'DATE' }];
  recordAudit(world, {
    workspace: prodUs,
    atMs,
    email: by,
    service: 'unityCatalog',
    action: 'updateTables',
    params: { full_name_arg: source, columns: JSON.stringify(columns) },
    ip: addressOf(by),
    refusal: null,
  });
  const failed = world.runs.filter(
    (run) =>
      run.jobId === job.id &&
      run.workspaceId === job.workspace.id &&
      Date.parse(run.startedAt) >= atMs &&
      run.finalState === 'FAILED',
  );
  return {
    id: 'changed-column',
    title: `A column of ${source} got another type and ${job.name} fails`,
    domains: ['reliability'],
    from: iso(atMs),
    to: iso(world.nowMs),
    objects: [objectOf('job', job), namedObject('table', source)],
    sizes: [{ name: 'failed runs', value: String(failed.length), unit: 'runs' }],
    cause: `${by} gave a column of ${source} another type.`,
    visible: {
      is: 'cause',
      words: ['schema', 'column', 'chang', 'alter'],
      objects: [namedObject('table', source)],
      who: by,
      at: iso(atMs),
      howMuch: [figure('failed runs', failed.length, 'runs', 0.1)],
    },
    unseen: null,
    effects: ['Every run since fails, and no run before did for that reason'],
    questions: [
      'Why does customer_360_build fail since Sunday?',
      'What changed before customer_360_build began to fail?',
    ],
  };
}

/** A change of a source that its reader does not bear. */
export const changedColumn: Incident = { id: 'changed-column', setOverrides, inject };
