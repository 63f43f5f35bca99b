import { accountId, users, type WorkspaceRow, workspaces } from './estate.ts';
import { tables } from './estate-tables.ts';
import { recordLineage } from './lineage.ts';
import { hexId } from './random.ts';
import {
  addRow,
  addTo,
  dateOf,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  ordinal,
  randomFor,
  type World,
} from './world.ts';

export type AuditEvent = {
  readonly workspace: WorkspaceRow;
  readonly atMs: number;
  /** Null when the user is unknown. */
  readonly email: string | null;
  readonly service: string;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly ip: string;
  /** Status and message of a refused action; null when it succeeded. */
  readonly refusal: { readonly status: number; readonly message: string } | null;
};

/** Effect: adds an audit row and counts it in the ledger. */
export function recordAudit(world: World, event: AuditEvent): void {
  if (event.atMs > world.nowMs) return;
  addTo(world.auditCounts, [dateOf(event.atMs), event.action, String(event.refusal !== null)], 1);
  const what = [event.workspace.id, event.atMs, event.email ?? '', event.action].join('|');
  const id = hexId(world.seed, 'audit', what, ordinal(world, 'audit', what));
  const { params } = event;
  world.facts.audits.push({
    at: iso(event.atMs),
    workspaceId: event.workspace.id,
    user: event.email,
    service: event.service,
    action: event.action,
    ip: event.ip,
    status: event.refusal?.status ?? 200,
    object:
      params['securable_full_name'] ??
      params['full_name_arg'] ??
      (params['targetGroupName'] === undefined ? null : `group ${params['targetGroupName']}`),
  });
  addRow(world, 'access.audit', {
    account_id: accountId,
    workspace_id: event.workspace.id,
    version: '2.0',
    event_time: iso(event.atMs),
    event_date: dateOf(event.atMs),
    source_ip_address: event.ip,
    user_agent: 'Mozilla/5.0',
    session_id: null,
    user_identity: { email: event.email, subject_name: null },
    service_name: event.service,
    action_name: event.action,
    request_id: hexId('request', id),
    request_params: event.params,
    response: {
      status_code: event.refusal?.status ?? 200,
      error_message: event.refusal?.message ?? null,
      result: null,
    },
    audit_level: 'WORKSPACE_LEVEL',
    event_id: id,
    identity_metadata: { run_by: event.email, run_as: event.email, acting_resource: null },
  });
}

/** Effect: adds one lineage row, a read of a table by a user's query. */
export function recordRead(
  world: World,
  workspace: WorkspaceRow,
  fullName: string,
  by: string,
  atMs: number,
): void {
  const read = { kind: 'DBSQL_QUERY', entityId: null, source: fullName, target: null } as const;
  recordLineage(world, { ...read, workspace, by, atMs });
}

const usedTables = tables.filter((table) => !table.unused);

function addOrdinaryEvents(world: World, workspace: WorkspaceRow, dayStart: number): void {
  const random = randomFor(world, 'audit', workspace.id, dayStart);
  const [first, ...rest] = usedTables;
  const count = isWeekend(dayStart) ? 12 : 60;
  for (let index = 0; index < count; index += 1) {
    const email = random.pick(users);
    const atMs = dayStart + random.between(6, 20) * hourMs + random.between(0, hourMs - 1);
    const common = { workspace, email, atMs, ip: `10.20.0.${10 + users.indexOf(email)}` };
    const draw = random.next();
    const table = first === undefined ? null : random.pick([first, ...rest]);
    const fullName = table?.fullName ?? '';
    if (draw < 0.35) {
      const refusal = random.chance(0.04) ? { status: 401, message: 'Invalid credentials' } : null;
      recordAudit(world, {
        ...common,
        service: 'accounts',
        action: random.chance(0.5) ? 'login' : 'tokenLogin',
        params: { user: email },
        refusal,
      });
    } else if (draw < 0.9) {
      recordAudit(world, {
        ...common,
        service: 'unityCatalog',
        action: 'getTable',
        params: { full_name_arg: fullName },
        refusal: null,
      });
      recordRead(world, workspace, fullName, email, atMs + 500);
    } else if (draw < 0.96) {
      recordAudit(world, {
        ...common,
        service: 'unityCatalog',
        action: 'getPermissions',
        params: { securable_full_name: fullName },
        refusal: null,
      });
    } else if (draw < 0.98) {
      const params = {
        securable_type: 'table',
        securable_full_name: fullName,
        changes: JSON.stringify([{ principal: 'analysts', add: ['SELECT'] }]),
      };
      recordAudit(world, {
        ...common,
        service: 'unityCatalog',
        action: 'updatePermissions',
        params,
        refusal: null,
      });
    }
  }
}

/**
 * Generates the logins, table look-ups, permission changes and reads of ordinary days.
 *
 * Effect: adds rows and ledger totals.
 */
export function generateAudit(world: World): void {
  for (const workspace of workspaces)
    for (const dayStart of daysOf(world)) addOrdinaryEvents(world, workspace, dayStart);
}
