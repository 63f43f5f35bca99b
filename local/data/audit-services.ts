import { type AuditEvent, recordAudit } from './audit.ts';
import {
  prodEu,
  prodUs,
  servicePrincipals,
  users,
  type WorkspaceRow,
  workspaces,
} from './estate.ts';
import { tables } from './estate-tables.ts';
import { drawn, ordinaryChanges } from './ordinary-changes.ts';
import { addressOf, recordTableComment } from './settings.ts';
import { dayMs, daysOf, hourMs, randomFor, type World } from './world.ts';

/** Several users share this address on some days, as from one VPN. */
const sharedAddress = '198.51.100.20';

type EventFields = Omit<AuditEvent, 'workspace' | 'refusal' | 'params'> & Partial<AuditEvent>;

function addServicePrincipalEvents(world: World, workspace: WorkspaceRow, dayStart: number): void {
  const random = randomFor(world, 'services', workspace.id, dayStart);
  for (const principal of servicePrincipals) {
    const common = { workspace, email: principal, ip: '10.30.0.5', refusal: null };
    const atMs = (hour: number) => dayStart + hour * hourMs + random.between(0, hourMs - 1);
    recordAudit(world, {
      ...common,
      atMs: atMs(1),
      service: 'secrets',
      action: 'getSecret',
      params: { scope: 'etl', key: 'warehouse' },
    });
    recordAudit(world, {
      ...common,
      atMs: atMs(3),
      service: 'jobs',
      action: 'runNow',
      params: { job_id: '88120045' },
    });
    const refusal = random.chance(0.05) ? { status: 403, message: 'PERMISSION_DENIED' } : null;
    recordAudit(world, {
      ...common,
      atMs: atMs(12),
      service: 'unityCatalog',
      action: 'getTable',
      refusal,
      params: { full_name_arg: 'prod.sales.orders' },
    });
  }
}

/** Actions that a user does on some days: probability per day, service, action, parameters. */
const occasionalActions: readonly (readonly [
  number,
  string,
  string,
  Readonly<Record<string, string>>,
])[] = [
  [0.3, 'accounts', 'generateDbToken', { tokenExpirationTime: '7776000000' }],
  [0.2, 'databrickssql', 'downloadQueryResult', { fileType: 'csv' }],
  [0.06, 'accounts', 'addPrincipalToGroup', { targetGroupName: 'analysts' }],
  [0.03, 'accounts', 'addPrincipalToGroup', { targetGroupName: 'admins' }],
  [0.1, 'notebook', 'createNotebook', { path: '/Workspace/Shared/x' }],
];

/** Changes of rights on objects outside of Unity Catalog, in the same form. */
const rightsActions: typeof occasionalActions = [
  [
    0.05,
    'databrickssql',
    'changeWarehouseAcls',
    { resourceId: 'a1b2c3d4e5f60002', aclPermissionSet: 'CAN_USE', targetUserId: '5550003' },
  ],
  [0.03, 'secrets', 'putAcl', { scope: 'etl', principal: 'analysts', permissions: 'READ' }],
  [0.02, 'accounts', 'setAdmin', { targetUserName: 'chen@example.com', targetUserId: '5550003' }],
];

function addOccasionalActions(world: World, dayStart: number): void {
  for (const email of users) {
    const random = randomFor(world, 'habits', email, dayStart);
    const record = (fields: EventFields) =>
      recordAudit(world, { workspace: prodUs, refusal: null, params: {}, ...fields });
    for (const [probability, service, action, params] of occasionalActions) {
      const atMs = dayStart + random.between(7, 17) * hourMs + random.between(0, hourMs - 1);
      if (random.chance(probability))
        record({ atMs, email, service, action, params, ip: '10.20.0.90' });
    }
    const lateMs = dayStart + 22 * hourMs + random.between(0, hourMs - 1);
    if (random.chance(0.08))
      record({
        atMs: lateMs,
        email,
        service: 'unityCatalog',
        action: 'getTable',
        ip: sharedAddress,
        params: { full_name_arg: 'prod.sales.orders' },
      });
    for (const [probability, service, action, params] of rightsActions) {
      const atMs = dayStart + random.between(7, 17) * hourMs + random.between(0, hourMs - 1);
      if (random.chance(probability))
        record({ atMs, email, service, action, params, ip: '10.20.0.90' });
    }
  }
}

/** A failed login of an unknown user. */
function addUnknownLogin(world: World, dayStart: number): void {
  const random = randomFor(world, 'strangers', dayStart);
  if (!random.chance(0.5)) return;
  recordAudit(world, {
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

/** Comments on tables, and rights on them that a group without readers gets and loses again. */
function addTableChanges(world: World): void {
  for (const { fullName } of tables) {
    for (const change of ordinaryChanges(world, 'comment', fullName))
      recordTableComment(world, change, fullName, 'Checked by its owner');
    for (const change of ordinaryChanges(world, 'rights', fullName)) {
      const verb = drawn(['add', 'remove'], change);
      recordAudit(world, {
        workspace: prodUs,
        atMs: change.atMs,
        email: change.by,
        service: 'unityCatalog',
        action: 'updatePermissions',
        params: {
          securable_type: 'table',
          securable_full_name: fullName,
          changes: JSON.stringify([{ principal: 'interns', [verb]: ['SELECT'] }]),
        },
        ip: addressOf(change.by),
        refusal: null,
      });
    }
  }
}

/**
 * Generates events of service principals at night, tokens, downloads, group changes, unknown logins and
 * changes of tables.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateServiceAudit(world: World): void {
  addTableChanges(world);
  for (const dayStart of daysOf(world)) {
    for (const workspace of workspaces) addServicePrincipalEvents(world, workspace, dayStart);
    addOccasionalActions(world, dayStart);
    addUnknownLogin(world, dayStart);
  }
}
