import { type AuditEvent, bookAudit } from './audit.ts';
import {
  prodEu,
  prodUs,
  servicePrincipals,
  users,
  type WorkspaceRow,
  workspaces,
} from './estate.ts';
import { dayMs, daysOf, hourMs, randomFor, type World } from './world.ts';

/** All who work from home come from this address on some days. */
const sharedAddress = '198.51.100.20';

type Draft = Omit<AuditEvent, 'workspace' | 'refusal' | 'params'> & Partial<AuditEvent>;

function servicesAtNight(world: World, workspace: WorkspaceRow, dayStart: number): void {
  const random = randomFor(world, 'services', workspace.id, dayStart);
  for (const principal of servicePrincipals) {
    const common = { workspace, email: principal, ip: '10.30.0.5', refusal: null };
    const atMs = (hour: number) => dayStart + hour * hourMs + random.between(0, hourMs - 1);
    bookAudit(world, {
      ...common,
      atMs: atMs(1),
      service: 'secrets',
      action: 'getSecret',
      params: { scope: 'etl', key: 'warehouse' },
    });
    bookAudit(world, {
      ...common,
      atMs: atMs(3),
      service: 'jobs',
      action: 'runNow',
      params: { job_id: '88120045' },
    });
    const refusal = random.chance(0.05) ? { status: 403, message: 'PERMISSION_DENIED' } : null;
    bookAudit(world, {
      ...common,
      atMs: atMs(12),
      service: 'unityCatalog',
      action: 'getTable',
      refusal,
      params: { full_name_arg: 'prod.sales.orders' },
    });
  }
}

/** What people do now and then; each row is one thing and how likely it is on a day. */
const habits: readonly (readonly [number, string, string, Readonly<Record<string, string>>])[] = [
  [0.3, 'accounts', 'generateDbToken', { tokenExpirationTime: '7776000000' }],
  [0.2, 'databrickssql', 'downloadQueryResult', { fileType: 'csv' }],
  [0.06, 'accounts', 'addPrincipalToGroup', { targetGroupName: 'analysts' }],
  [0.03, 'accounts', 'addPrincipalToGroup', { targetGroupName: 'admins' }],
  [0.1, 'notebook', 'createNotebook', { path: '/Workspace/Shared/x' }],
];

function peopleOfDay(world: World, dayStart: number): void {
  for (const email of users) {
    const random = randomFor(world, 'habits', email, dayStart);
    const book = (draft: Draft) =>
      bookAudit(world, { workspace: prodUs, refusal: null, params: {}, ...draft });
    for (const [chance, service, action, params] of habits) {
      const atMs = dayStart + random.between(7, 17) * hourMs + random.between(0, hourMs - 1);
      if (random.chance(chance)) book({ atMs, email, service, action, params, ip: '10.20.0.90' });
    }
    const lateMs = dayStart + 22 * hourMs + random.between(0, hourMs - 1);
    if (random.chance(0.08))
      book({
        atMs: lateMs,
        email,
        service: 'unityCatalog',
        action: 'getTable',
        ip: sharedAddress,
        params: { full_name_arg: 'prod.sales.orders' },
      });
  }
}

/** Somebody tries to log in without a name that is known. */
function strangers(world: World, dayStart: number): void {
  const random = randomFor(world, 'strangers', dayStart);
  if (!random.chance(0.5)) return;
  bookAudit(world, {
    workspace: prodEu,
    email: null,
    service: 'accounts',
    action: 'login',
    atMs: dayStart + random.between(0, dayMs - 1),
    ip: '192.0.2.14',
    params: {},
    refusal: { status: 401, message: 'Invalid credentials' },
  });
}

/**
 * Service principals at night, tokens, downloads, group changes, and attempts by strangers.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateServiceAudit(world: World): void {
  for (const dayStart of daysOf(world)) {
    for (const workspace of workspaces) servicesAtNight(world, workspace, dayStart);
    peopleOfDay(world, dayStart);
    strangers(world, dayStart);
  }
}
