import { auditEvents, type AuditEvent } from '../audit.ts';
import {
  answersBy,
  count,
  dateOf,
  dayMs,
  distinct,
  groupsOf,
  hourMs,
  isWeekend,
  largest,
  percent,
  within,
} from '../tell.ts';
import { eva, lab, prod, robot, workspaceName } from '../workspaces.ts';
import { ask, type Expectations, lately, times, type Window } from './ask.ts';

const window = times(lately);
const seen = auditEvents.filter(({ at }) => within(at, lately));
export const refused = ({ status }: AuditEvent): boolean => status !== null && status >= 400;
const isRobot = ({ user }: AuditEvent): boolean => user === robot;

const byUser = ({ user }: AuditEvent) => ({ user_name: user });
const byUserAndPlace = (one: AuditEvent) => ({
  ...byUser(one),
  workspace_name: workspaceName(one.workspace),
});
const lastAt = (group: readonly AuditEvent[]): number => largest(group.map(({ at }) => at));
const firstAt = (group: readonly AuditEvent[]): number => Math.min(...group.map(({ at }) => at));
const addresses = (group: readonly AuditEvent[]): number =>
  distinct(
    group.filter(({ address }) => address !== null),
    ({ address }) => address,
  );
const users = (group: readonly AuditEvent[]): number =>
  distinct(
    group.filter(({ user }) => user !== null),
    ({ user }) => user,
  );
const events = (group: readonly AuditEvent[]) => ({
  events: group.length,
  refused_events: count(group, refused),
});
const hourOf = ({ at }: AuditEvent): number => new Date(at).getUTCHours();
const lastError = (group: readonly AuditEvent[]) =>
  group.find(({ at }) => at === lastAt(group))?.error ?? null;

const of = (...actions: readonly string[]) => seen.filter(({ action }) => actions.includes(action));
const counted = (name: string, group: readonly AuditEvent[]) =>
  answersBy(group, byUserAndPlace, (part) => ({
    [name]: part.length,
    addresses: addresses(part),
    first_at: firstAt(part),
    last_at: lastAt(part),
  }));

/** Makes administrators: by their group, or directly. */
const adminGrants = seen.filter(
  ({ action, parameters }) =>
    ['setAdmin', 'setAccountAdmin'].includes(action) ||
    (action === 'addPrincipalToGroup' && parameters['targetGroupName'] === 'admins'),
);
const permissionChanges = of(
  'updatePermissions',
  'addPrincipalToGroup',
  'setAdmin',
  'setAccountAdmin',
  'changeClusterAcl',
);
export const permissionChangesThatHold = permissionChanges.filter((one) => !refused(one));

const at = (part: Window) => auditEvents.filter((one) => within(one.at, part));
const known = at([lately[0] - 30 * dayMs, lately[0]]);
const isNewAddress = (one: AuditEvent): boolean =>
  one.user !== null &&
  one.address !== null &&
  known.some(({ user }) => user === one.user) &&
  !known.some(({ user, address }) => user === one.user && address === one.address);

const offHours = (one: AuditEvent): boolean =>
  isWeekend(one.at) || hourOf(one) < 7 || hourOf(one) >= 19;
const people = seen.filter((one) => one.user !== null && !isRobot(one));
const night = (one: AuditEvent): boolean => hourOf(one) >= 22 || hourOf(one) < 6;

export const security: Expectations = {
  'security/activity_by_day': [
    ask(
      answersBy(
        seen,
        (one) => ({ day: dateOf(one.at), service_name: one.service }),
        (group) => ({
          ...events(group),
          users: users(group),
        }),
      ),
      window,
    ),
  ],
  'security/activity_by_user': [
    ask(
      answersBy(seen, byUser, (group) => ({
        ...events(group),
        addresses: addresses(group),
        active_days: distinct(group, (one) => dateOf(one.at)),
        last_at: lastAt(group),
      })),
      window,
    ),
  ],
  'security/admin_grants': [
    ask(
      adminGrants.map((one) => ({
        event_id: one.id,
        event_time: one.at,
        workspace_name: workspaceName(one.workspace),
        changed_by: one.user,
        action_name: one.action,
        member: one.parameters['targetUserName'] ?? null,
        refused: refused(one),
      })),
      window,
    ),
  ],
  'security/bursts': [
    ask(
      groupsOf(
        seen.filter(({ user }) => user !== null),
        byUser,
      ).flatMap(([key, group]) => {
        const hours = groupsOf(group, (one) => one.at - (one.at % hourMs));
        const peak = largest(hours.map(([, part]) => part.length));
        const hour = Math.min(
          ...hours.filter(([, part]) => part.length === peak).map(([from]) => from),
        );
        return peak < 20 ? [] : [{ ...key, peak_events: peak, peak_hour: hour }];
      }),
      { ...window, min_events: 20 },
    ),
  ],
  'security/denied_tables': [
    ask(
      answersBy(
        of('getTable').filter(({ status }) => status === 403),
        (one) => ({ table_name: one.parameters['full_name_arg'] ?? null, ...byUser(one) }),
        (group) => ({
          denials: group.length,
          last_at: lastAt(group),
          last_error: lastError(group),
        }),
      ),
      window,
    ),
    ask(
      answersBy(
        of('getTable').filter(
          (one) => refused(one) && one.parameters['full_name_arg'] === 'main.sales.kunden-ä',
        ),
        (one) => ({ table_name: one.parameters['full_name_arg'] ?? null, ...byUser(one) }),
        (group) => ({ denials: group.length }),
      ),
      { ...window, table: 'kunden-ä', workspace: lab },
    ),
  ],
  'security/failed_actions': [
    ask(
      answersBy(
        seen.filter(refused),
        (one) => ({
          service_name: one.service,
          action_name: one.action,
          ...byUser(one),
          source_ip_address: one.address,
        }),
        (group) => ({
          failed_actions: group.length,
          first_at: firstAt(group),
          last_at: lastAt(group),
          last_error: lastError(group),
        }),
      ),
      window,
    ),
  ],
  'security/new_addresses': [
    ask(
      answersBy(
        seen.filter(isNewAddress),
        (one) => ({ ...byUser(one), source_ip_address: one.address }),
        (group) => ({
          events: group.length,
          first_at: firstAt(group),
        }),
      ),
      window,
    ),
  ],
  'security/off_hours_activity': [
    ask(
      answersBy(people, byUser, (group) => ({
        off_hours_events: count(group, offHours),
        events: group.length,
        off_hours_percent: percent(count(group, offHours), group.length),
      })).filter((row) => row['off_hours_events'] !== 0),
      { ...window, start_hour: 7, end_hour: 19 },
    ),
  ],
  'security/permission_changes': [
    ask(
      permissionChanges.map((one) => ({
        event_id: one.id,
        event_time: one.at,
        workspace_id: one.workspace,
        changed_by: one.user,
        action_name: one.action,
        refused: refused(one),
      })),
      window,
    ),
  ],
  'security/result_downloads': [
    ask(counted('downloads', of('downloadQueryResult', 'downloadPreviewResults')), window),
  ],
  'security/secret_reads': [ask(counted('secret_reads', of('getSecret')), window)],
  'security/token_creations': [ask(counted('tokens', of('generateDbToken')), window)],
  'security/service_principal_activity': [
    ask(
      answersBy(seen.filter(isRobot), byUser, (group) => ({
        ...events(group),
        refused_percent: percent(count(group, refused), group.length),
        actions: distinct(group, ({ action }) => action),
        addresses: addresses(group),
      })),
      window,
    ),
  ],
  'security/service_principals_at_night': [
    ask(
      answersBy(
        seen.filter((one) => isRobot(one) && night(one)),
        (one) => ({ ...byUser(one), service_name: one.service, action_name: one.action }),
        (group) => ({ ...events(group), last_at: lastAt(group) }),
      ),
      window,
    ),
  ],
  'security/shared_addresses': [
    ask(
      answersBy(
        seen.filter(({ address }) => address !== null),
        (one) => ({ source_ip_address: one.address }),
        (group) => ({
          ...events(group),
          users: users(group),
          last_at: lastAt(group),
        }),
      ).filter((row) => Number(row['users']) > 1),
      window,
    ),
  ],
  'security/user_events': [
    ask(
      seen
        .filter(({ user }) => user === eva)
        .map((one) => ({
          event_id: one.id,
          event_time: one.at,
          workspace_name: workspaceName(one.workspace),
          user_name: one.user,
          service_name: one.service,
          action_name: one.action,
          source_ip_address: one.address,
          status_code: one.status,
        })),
      { ...window, user_name: eva },
    ),
    ask(
      seen
        .filter(({ workspace }) => workspace === prod)
        .map((one) => ({ event_id: one.id, user_name: one.user })),
      { ...window, workspace: workspaceName(prod) ?? '' },
    ),
  ],
};
