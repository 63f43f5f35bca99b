import { recordAudit } from '../audit.ts';
import { jobs, findByName } from '../estate.ts';
import { dayMs, floorDay, hourMs, iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';

const tableName = 'prod.sales.orders';
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

function inject(world: World): ReturnType<Incident['inject']> {
  const job = findByName(jobs, 'sales_daily_rollup');
  const fromMs = revokedMs(world);
  const common = { workspace: job.workspace, service: 'unityCatalog', ip: '10.20.0.90' };
  const changes = JSON.stringify([{ principal: job.runAs, remove: ['SELECT'] }]);
  recordAudit(world, {
    ...common,
    atMs: fromMs,
    email: 'platform-admin@example.com',
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
  for (const run of failed) {
    recordAudit(world, {
      ...common,
      atMs: Date.parse(run.startedAt) + minuteMs,
      email: job.runAs,
      action: 'getTable',
      params: { full_name_arg: tableName },
      refusal: {
        status: 403,
        message: `PERMISSION_DENIED: User does not have SELECT on Table '${tableName}'.`,
      },
    });
  }
  return {
    id: 'revoked-grant',
    title: `A revoked grant on ${tableName} breaks sales_daily_rollup and leaves its table stale`,
    domains: ['security', 'reliability', 'quality'],
    from: iso(fromMs),
    to: iso(world.nowMs),
    objects: [
      { kind: 'job', id: job.id, name: job.name, workspaceId: job.workspace.id },
      { kind: 'table', id: tableName, name: tableName, workspaceId: null },
      { kind: 'table', id: staleName, name: staleName, workspaceId: null },
    ],
    sizes: [{ name: 'failed runs', value: String(failed.length), unit: 'runs' }],
    cause: `platform-admin@example.com took SELECT on ${tableName} from ${job.runAs}.`,
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
