import { dateOf, type Row, stamp, t } from './tell.ts';
import { dana, emil, eva, gone, lab, prod, robot } from './workspaces.ts';

export type AuditEvent = {
  readonly id: string;
  readonly at: number;
  /** `0` for an action at the level of the account. */
  readonly workspace: string;
  readonly user: string | null;
  readonly address: string | null;
  readonly service: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Null where the event has no response. */
  readonly status: number | null;
  readonly error: string | null;
};

const office = '192.0.2.10';
const home = '2001:db8::7';
const runner = '203.0.113.5';
let made = 0;

type Action = readonly [service: string, action: string];
function event(
  at: string | number,
  user: string | null,
  [service, action]: Action,
  parameters: Readonly<Record<string, string>> = {},
  more: Partial<AuditEvent> = {},
): AuditEvent {
  made += 1;
  return {
    id: `e-${String(made).padStart(3, '0')}`,
    at: typeof at === 'number' ? at : t(at),
    workspace: prod,
    user,
    address: user === robot ? runner : office,
    service,
    action,
    parameters,
    status: 200,
    error: null,
    ...more,
  };
}

const refused = { status: 403, error: "PERMISSION_DENIED: it's not yours" } as const;
const account = { workspace: '0' } as const;
const getTable: Action = ['unityCatalog', 'getTable'];
const grant: Action = ['unityCatalog', 'updatePermissions'];
const join: Action = ['accounts', 'addPrincipalToGroup'];
const orders = { full_name_arg: 'main.sales.orders' } as const;
const clients = { full_name_arg: 'main.sales.kunden-ä' } as const;
const ordersObject = { securable_type: 'table', securable_full_name: 'main.sales.orders' } as const;

export const auditEvents: readonly AuditEvent[] = [
  // The 30 days before: users and addresses that are known.
  event('10-20 10:00', dana, getTable, orders),
  event('10-21 10:00', eva, getTable, orders, { workspace: lab }),
  event('10-22 10:00', robot, getTable, orders),
  // The first instant of the window, and a workspace that is gone.
  event('11-04 00:00', dana, getTable, orders, { ...refused, workspace: gone }),
  event('11-05 07:00', dana, ['secrets', 'getSecret'], {}, { workspace: gone }),
  event('11-05 07:01', dana, ['accounts', 'generateDbToken'], {}, { workspace: gone }),
  event('11-05 07:02', dana, ['databrickssql', 'downloadQueryResult'], {}, { workspace: gone }),
  event(
    '11-05 07:03',
    dana,
    ['accounts', 'setAdmin'],
    { targetUserName: eva },
    { workspace: gone },
  ),
  // The account: logins and administrators.
  event('11-05 07:59', dana, ['accounts', 'login'], {}, account),
  event(
    '11-05 23:10',
    emil,
    ['accounts', 'login'],
    {},
    { ...account, address: home, status: 401, error: 'Authentication failed' },
  ),
  event(
    '11-05 23:11',
    emil,
    ['accounts', 'login'],
    {},
    { ...account, address: home, status: 401, error: 'Authentication failed' },
  ),
  event('11-05 23:12', emil, ['accounts', 'login'], {}, { ...account, address: home }),
  event('11-06 10:00', dana, ['accounts', 'setAccountAdmin'], { targetUserName: emil }, account),
  event('11-06 10:05', dana, join, { targetGroupName: 'admins', targetUserName: eva }),
  event('11-06 10:06', eva, join, { targetGroupName: 'admins', targetUserName: robot }, refused),
  event('11-06 10:07', dana, join, { targetGroupName: 'analysts', targetUserName: eva }),
  // Rights.
  event('11-10 10:00', dana, grant, {
    ...ordersObject,
    changes: `[{"principal":"${eva}","remove":["SELECT"]}]`,
  }),
  event('11-10 10:01', dana, ['unityCatalog', 'getPermissions'], ordersObject),
  event('11-11 09:00', eva, getTable, orders, refused),
  event('11-12 09:00', eva, getTable, orders, refused),
  // More than three days after the change.
  event('11-14 09:00', emil, getTable, orders, { ...refused, address: home }),
  // A change that was refused changed nothing.
  event(
    '11-12 10:00',
    emil,
    grant,
    { securable_type: 'table', securable_full_name: 'main.sales.kunden-ä', changes: '[]' },
    refused,
  ),
  event('11-12 11:00', emil, getTable, clients, { ...refused, workspace: lab }),
  // Not there is another thing than not allowed.
  event(
    '11-12 12:00',
    dana,
    getTable,
    { full_name_arg: 'main.sales.nowhere' },
    { status: 404, error: 'TABLE_DOES_NOT_EXIST' },
  ),
  event(
    '11-16 09:00',
    dana,
    ['clusters', 'changeClusterAcl'],
    { resourceId: 'c-1', aclPermissionSet: '[]' },
    { workspace: lab },
  ),
  // Results, secrets, tokens.
  event(
    '11-09 21:00',
    emil,
    ['databrickssql', 'downloadQueryResult'],
    { fileType: 'csv' },
    { address: home },
  ),
  event('11-09 21:10', emil, ['notebook', 'downloadPreviewResults'], {}, { address: home }),
  event(
    '11-17 12:00',
    eva,
    ['databrickssql', 'downloadQueryResult'],
    { fileType: 'csv' },
    { workspace: lab },
  ),
  event('11-07 03:00', robot, ['secrets', 'getSecret'], { scope: 's', key: "k'1" }),
  event('11-08 03:00', robot, ['secrets', 'getSecret'], { scope: 's', key: "k'1" }),
  event(
    '11-08 12:00',
    eva,
    ['secrets', 'getSecret'],
    { scope: 's', key: 'k2' },
    { workspace: lab },
  ),
  event('11-13 12:00', dana, ['accounts', 'generateDbToken'], {}),
  event('11-13 12:01', dana, ['accounts', 'tokenLogin'], {}),
  // Nobody is told, and no response.
  event('11-15 12:00', null, ['clusters', 'deleteResult'], {}, { address: null, status: null }),
  // A service principal at night, from the address of the office: more than twenty within an hour.
  ...Array.from({ length: 22 }, (_, index) =>
    event(t('11-10 23:00') + index * 60_000, robot, getTable, orders, index === 5 ? refused : {}),
  ),
  event('11-11 12:30', robot, getTable, orders, { address: office }),
  // At the end of the window: outside.
  event('11-18 09:00', dana, getTable, orders),
];

/** https://docs.databricks.com/aws/en/admin/system-tables/audit-logs and …/account-settings/audit-logs */
export const auditRows: readonly Row[] = auditEvents.map((one) => ({
  account_id: 'account',
  workspace_id: one.workspace,
  version: '2.0',
  event_time: stamp(one.at),
  event_date: dateOf(one.at),
  source_ip_address: one.address,
  user_identity: { email: one.user, subject_name: null },
  service_name: one.service,
  action_name: one.action,
  request_id: `request-${one.id}`,
  request_params: one.parameters,
  response: one.status === null ? null : { status_code: one.status, error_message: one.error },
  audit_level: one.workspace === '0' ? 'ACCOUNT_LEVEL' : 'WORKSPACE_LEVEL',
  event_id: one.id,
}));
