import { type AuditEvent, auditEvents } from '../audit.ts';
import { answersBy, count, dayMs, largest, nowMs, within } from '../tell.ts';
import { eva, lab, workspaceName } from '../workspaces.ts';
import { ask, type Expectations, lately, times, type Window } from './ask.ts';
import { refused } from './security.ts';

/** Its first instant is that of an action. */
const week: Window = [nowMs - 7 * dayMs, nowMs];

/** Nobody, or no address, is no row. */
const byAddress = (window: Window, is: (one: AuditEvent) => boolean = () => true) =>
  answersBy(
    auditEvents.filter(
      (one) => within(one.at, window) && one.user !== null && one.address !== null && is(one),
    ),
    ({ user, address }) => ({ user_name: user, source_ip_address: address }),
    (group) => ({
      events: group.length,
      failed_events: count(group, refused),
      first_at: Math.min(...group.map(({ at }) => at)),
      last_at: largest(group.map(({ at }) => at)),
    }),
  );

export const addresses: Expectations = {
  'security/activity_by_address': [
    ask(byAddress(week), times(week)),
    ask(byAddress(lately), times(lately)),
    ask(
      byAddress(lately, ({ user }) => user === eva),
      { ...times(lately), user_name: eva },
    ),
    ask(
      byAddress(lately, ({ workspace }) => workspace === lab),
      { ...times(lately), workspace: workspaceName(lab) ?? '' },
    ),
  ],
};
