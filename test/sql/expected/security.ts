import type { AuditFact, LineageFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { from, inWindow, previousFrom } from '../ledger.ts';
import { checks, distinct, each, total, where } from './check.ts';

const month = { from_time: '2026-10-19T00:00:00Z' };
const day = (at: string) => at.slice(0, 10);
const hour = (at: string) => Number(at.slice(11, 13));
const inWeek = (ledger: Ledger) => ledger.audits.filter((event) => inWindow(day(event.at)));
const inMonth = (ledger: Ledger) =>
  ledger.audits.filter((event) => inWindow(day(event.at), '2026-10-19'));
const user = (event: AuditFact) => event.user ?? '';
const count = (items: readonly unknown[]) => items.length;
const isRefused = (event: AuditFact) => event.status >= 400;
const refused = (events: readonly AuditFact[]) => events.filter(isRefused).length;
const addresses = (events: readonly AuditFact[]) => distinct(events, (event) => event.ip);
const isService = (event: AuditFact) => event.user !== null && !event.user.includes('@');
const isPerson = (event: AuditFact) => event.user?.includes('@') === true;
const isWeekend = (at: string) => [0, 6].includes(new Date(at).getUTCDay());
const isOff = ({ at }: AuditFact) => isWeekend(at) || hour(at) < 7 || hour(at) >= 19;
const isNight = ({ at }: AuditFact) => hour(at) >= 22 || hour(at) < 6;
const pair = (event: AuditFact) => `${user(event)}/${event.ip}`;
const known = (ledger: Ledger) =>
  ledger.audits.filter((event) => event.user !== null && day(event.at) < from);
const reads = (ledger: Ledger) =>
  ledger.lineage.filter((row) => row.source !== null && inWindow(day(row.at)));
const access = (row: LineageFact) => `${row.source ?? ''}/${row.by}`;
const times = (rows: readonly LineageFact[]) => rows.map((row) => row.at).toSorted();
const personal = (ledger: Ledger) =>
  new Set(ledger.columns.filter((column) => column.found !== null).map((column) => column.table));
const classes = (ledger: Ledger, table: string) =>
  distinct(
    ledger.columns.filter((column) => column.table === table && column.found !== null),
    (column) => column.found,
  );
const made = (action: string) => (ledger: Ledger) =>
  each(
    inMonth(ledger).filter((event) => event.action === action && !isRefused(event)),
    (event) => `${user(event)}/${names[event.workspaceId] ?? ''}`,
    count,
  );
const names: Readonly<Record<string, string>> = {
  '4010000000000001': 'prod-us',
  '4010000000000002': 'analytics-us',
  '4010000000000003': 'prod-eu',
};
const readGb = (ledger: Ledger, start: string, end: string) =>
  each(
    ledger.queries.filter((query) => inWindow(day(query.at), start, end)),
    (query) => query.user,
    (queries) => total(queries, (query) => query.readBytes) / 1e9,
  );

export const securityChecks = [
  ...checks(
    'security/user_events',
    'event_id',
    {
      user_name: () => ({}),
    },
    { user_name: 'nobody@example.com' },
  ),
  ...checks(
    'security/user_events',
    'event_time action_name',
    {
      source_ip_address: (ledger) =>
        Object.fromEntries(
          inWeek(ledger)
            .filter((event) => event.user === 'ana@example.com')
            .map((event) => [`${event.at}/${event.action}`, event.ip]),
        ),
    },
    { user_name: 'ana@example.com' },
  ),
  ...checks('security/activity_by_address', 'user_name source_ip_address', {
    events: (ledger) =>
      each(
        inWeek(ledger).filter(({ user: who }) => who !== null),
        pair,
        count,
      ),
    failed_events: (ledger) =>
      each(
        inWeek(ledger).filter(({ user: who }) => who !== null),
        pair,
        refused,
      ),
  }),
  ...checks('security/activity_by_user', 'user_name', {
    events: (ledger) => each(inWeek(ledger), user, count),
    refused_events: (ledger) => each(inWeek(ledger), user, refused),
    addresses: (ledger) => each(inWeek(ledger), user, addresses),
    active_days: (ledger) =>
      each(inWeek(ledger), user, (events) => distinct(events, ({ at }) => day(at))),
  }),
  ...checks('security/off_hours_activity', 'user_name', {
    off_hours_events: (ledger) => each(inWeek(ledger).filter(isPerson).filter(isOff), user, count),
    off_hours_percent: (ledger) =>
      where(
        each(
          inWeek(ledger).filter(isPerson),
          user,
          (events) => (100 * events.filter(isOff).length) / events.length,
        ),
        (percent) => percent > 0,
      ),
  }),
  ...checks('security/service_principals_at_night', 'user_name service_name action_name', {
    events: (ledger) =>
      each(
        inWeek(ledger).filter(isService).filter(isNight),
        (event) => `${user(event)}/${event.service}/${event.action}`,
        count,
      ),
  }),
  ...checks('security/service_principal_activity', 'user_name', {
    events: (ledger) => each(inWeek(ledger).filter(isService), user, count),
    refused_events: (ledger) => each(inWeek(ledger).filter(isService), user, refused),
    actions: (ledger) =>
      each(inWeek(ledger).filter(isService), user, (events) =>
        distinct(events, (one) => one.action),
      ),
  }),
  ...checks('security/shared_addresses', 'source_ip_address', {
    users: (ledger) =>
      where(
        each(
          inWeek(ledger),
          (event) => event.ip,
          (events) =>
            distinct(
              events.filter((event) => event.user !== null),
              user,
            ),
        ),
        (users) => users > 1,
      ),
  }),
  ...checks('security/new_addresses', 'user_name source_ip_address', {
    events: (ledger) => {
      const users = new Set(known(ledger).map(user));
      const pairs = new Set(known(ledger).map(pair));
      return each(
        inWeek(ledger).filter((event) => users.has(user(event)) && !pairs.has(pair(event))),
        pair,
        count,
      );
    },
  }),
  ...checks('security/bursts', 'user_name', {
    peak_events: (ledger) =>
      where(
        each(
          inWeek(ledger).filter((event) => event.user !== null),
          user,
          (events) => Math.max(...Object.values(each(events, ({ at }) => at.slice(0, 13), count))),
        ),
        (events) => events >= 20,
      ),
  }),
  ...checks('security/table_access', 'table_name reader', {
    reads: (ledger) => each(reads(ledger), access, count),
    first_read_at: (ledger) => each(reads(ledger), access, (rows) => times(rows)[0] ?? null),
    last_read_at: (ledger) => each(reads(ledger), access, (rows) => times(rows).at(-1) ?? null),
  }),
  ...checks('security/sensitive_reads', 'table_name reader', {
    reads: (ledger) =>
      each(
        reads(ledger).filter((row) => personal(ledger).has(row.source ?? '')),
        access,
        count,
      ),
  }),
  ...checks('security/new_readers', 'table_name reader', {
    reads: (ledger) => {
      const readers = ledger.lineage.filter((row) => row.source !== null);
      const key = (row: (typeof readers)[number]) => `${row.source ?? ''}/${row.by}`;
      const old = readers.filter((row) => day(row.at) < from);
      const tables = new Set(old.map((row) => row.source));
      const pairs = new Set(old.map(key));
      const fresh = readers.filter((row) => tables.has(row.source) && !pairs.has(key(row)));
      return each(fresh, key, count);
    },
  }),
  ...checks(
    'security/admin_grants',
    'event_time',
    {
      // Who joins which group is chance; that every joining of `admins` is one of these is not.
      refused: (ledger) => {
        const joins = inMonth(ledger).filter(
          (event) =>
            event.action === 'setAdmin' ||
            (event.action === 'addPrincipalToGroup' && event.object === 'group admins'),
        );
        return Object.fromEntries(joins.map((event) => [event.at, 'false']));
      },
    },
    month,
  ),
  ...checks('security/current_grants', 'table_name grantee privilege_type', {
    inherited_from: (ledger) =>
      Object.fromEntries(
        ledger.privileges.map((grant) => [
          `${grant.table}/${grant.grantee}/${grant.privilege}`,
          grant.inheritedFrom,
        ]),
      ),
  }),
  ...checks('security/broad_grants', 'table_name privilege_type', {
    classes: (ledger) =>
      Object.fromEntries(
        ledger.privileges
          .filter((grant) => grant.grantee === 'account users')
          .map((grant) => [`${grant.table}/${grant.privilege}`, classes(ledger, grant.table)]),
      ),
  }),
  ...checks(
    'security/token_creations',
    'user_name workspace_name',
    { tokens: made('generateDbToken') },
    month,
  ),
  ...checks(
    'security/secret_reads',
    'user_name workspace_name',
    { secret_reads: made('getSecret') },
    month,
  ),
  ...checks(
    'security/result_downloads',
    'user_name workspace_name',
    { downloads: made('downloadQueryResult') },
    month,
  ),
  ...checks('security/denied_tables', 'table_name user_name', {
    denials: (ledger) =>
      each(
        inWeek(ledger).filter((event) => event.status === 403 && event.action === 'getTable'),
        (event) => `${event.object ?? ''}/${user(event)}`,
        count,
      ),
  }),
  ...checks('security/activity_by_day', 'day service_name', {
    events: (ledger) => each(inWeek(ledger), (event) => `${day(event.at)}/${event.service}`, count),
    refused_events: (ledger) =>
      each(inWeek(ledger), (event) => `${day(event.at)}/${event.service}`, refused),
  }),
  ...checks('security/read_volume', 'executed_by', {
    read_gb: (ledger) => readGb(ledger, from, '2026-11-18'),
    previous_read_gb: (ledger) => {
      const before = readGb(ledger, previousFrom, from);
      const users = Object.keys({ ...before, ...readGb(ledger, from, '2026-11-18') });
      return Object.fromEntries(users.map((name) => [name, before[name] ?? 0]));
    },
  }),
];
