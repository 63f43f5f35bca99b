import { recordAudit } from '../audit.ts';
import { findByName, type JobRow, jobs } from '../estate.ts';
import { dayMs, floorDay, hourMs, iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { figure, namedObject, objectOf, staleFor } from './objects.ts';

const admin = 'platform-admin@example.com';
const tableName = 'prod.sales.orders';
const audited = { service: 'unityCatalog', ip: '10.20.0.90' };
const staleName = 'prod.sales.daily_rollup';

const revokedMs = (world: World): number =>
  floorDay(world.nowMs) - 4 * dayMs + 14 * hourMs + 20 * minuteMs;

function setOverrides(world: World): void {
  const job = findByName(jobs, 'sales_daily_rollup');
  const fromMs = revokedMs(world);
  world.overrides.failingJobs.set(`${job.workspace.id}/${job.id}`, {
    fromMs,
    terminationCode: 'RUN_EXECUTION_ERROR',
  });
  world.overrides.staleTables.set(staleName, {
    sinceMs: floorDay(fromMs) + 4 * hourMs + 36 * minuteMs,
  });
}

/** The job's look-up of the table, refused. */
function recordRefusal(world: World, job: JobRow, atMs: number): void {
  recordAudit(world, {
    ...audited,
    workspace: job.workspace,
    atMs,
    email: job.runAs,
    action: 'getTable',
    params: { full_name_arg: tableName },
    refusal: {
      status: 403,
      message: `PERMISSION_DENIED: User does not have SELECT on Table '${tableName}'.`,
    },
  });
}

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'sales_daily_rollup');
  const fromMs = revokedMs(world);
  const changes = JSON.stringify([{ principal: job.runAs, remove: ['SELECT'] }]);
  recordAudit(world, {
    ...audited,
    workspace: job.workspace,
    atMs: fromMs,
    email: admin,
    action: 'updatePermissions',
    refusal: null,
    params: { securable_type: 'table', securable_full_name: tableName, changes },
  });
  const failed = world.runs.filter(
    (run) =>
      run.jobId === job.id &&
      run.workspaceId === job.workspace.id &&
      Date.parse(run.startedAt) >= fromMs &&
      run.finalState === 'FAILED',
  );
  for (const run of failed) recordRefusal(world, job, Date.parse(run.startedAt) + minuteMs);
  return {
    id: 'revoked-grant',
    title: `A revoked grant on ${tableName} breaks sales_daily_rollup and leaves its table stale`,
    domains: ['security', 'reliability', 'quality'],
    from: iso(fromMs),
    to: iso(world.nowMs),
    objects: [
      objectOf('job', job),
      namedObject('table', tableName),
      namedObject('table', staleName),
    ],
    sizes: [{ name: 'failed runs', value: String(failed.length), unit: 'runs' }],
    cause: `${admin} took SELECT on ${tableName} from ${job.runAs}.`,
    visible: {
      is: 'cause',
      words: ['revok', 'remov', 'took', 'taken', 'lost'],
      objects: [namedObject('table', tableName), objectOf('job', job)],
      who: admin,
      at: iso(fromMs),
      howMuch: [figure('failed runs', failed.length, 'runs'), ...staleFor(world, staleName)],
    },
    unseen: null,
    effects: [`${job.name} fails every day since`, `${staleName} has had no commit since`],
    questions: [
      'Who changed permissions this week?',
      'Which tables are stale?',
      'Which jobs failed this week?',
    ],
  };
}

/** A permission change four days before the clock that breaks a job and leaves its table stale. */
export const revokedGrant: Incident = { id: 'revoked-grant', setOverrides, inject };
