import { auditEvents } from '../audit.ts';
import { warehouses } from '../compute.ts';
import { jobs } from '../jobs.ts';
import { scans } from '../quality.ts';
import { statements } from '../queries.ts';
import { answersBy, count, dateOf, dayMs, daysOf, mean, percent, sum, within } from '../tell.ts';
import { ask, days, type Expectations, fortnight, lately, times, type Window } from './ask.ts';
import { money, usageIn } from './money.ts';
import { newest, unhealthy, unknown } from './quality.ts';
import { permissionChangesThatHold, refused } from './security.ts';
import { asked, failed as failedQuery } from './statements.ts';
import { failed, finished, finishedIn, succeeded } from './work.ts';

const window = times(lately);
const audited = auditEvents.filter(({ at }) => within(at, lately));

const onDay = (day: number) => {
  const part: Window = [day, day + dayMs];
  return {
    day: dateOf(day),
    ...money(usageIn(part)),
    failed_runs: count(finishedIn(part), failed),
    failed_queries: count(statements, (one) => failedQuery(one) && within(one.from, part)),
    refused_actions: count(auditEvents, (one) => refused(one) && within(one.at, part)),
    unhealthy_scans: count(scans, (one) => unhealthy(one) && within(one.at, part)),
  };
};

function health() {
  const judged = newest.filter((one) => !unknown(one));
  const shares = {
    run_success_percent: percent(count(finished, succeeded), finished.length),
    query_success_percent: percent(
      count(asked, (one) => !failedQuery(one)),
      asked.length,
    ),
    healthy_tables_percent: percent(
      count(judged, (one) => !unhealthy(one)),
      judged.length,
    ),
    accepted_actions_percent: percent(
      count(audited, (one) => !refused(one)),
      audited.length,
    ),
  };
  return {
    score_percent: mean(Object.values(shares).map(Number)),
    ...shares,
    judged_parts: 4,
    judged_tables: judged.length,
    unknown_tables: newest.length - judged.length,
  };
}

/** Every new description but the first one, and every change of rights that was made. */
const changes = [
  ...permissionChangesThatHold.map((one) => ({
    changed_at: one.at,
    workspace_id: one.workspace,
    changed_by: one.user,
  })),
  ...warehouses.flatMap(({ workspace, versions }) =>
    versions
      .slice(1)
      .map(({ at }) => ({ changed_at: at, workspace_id: workspace, changed_by: null })),
  ),
  ...jobs.flatMap(({ workspace, versions }) =>
    versions
      .slice(1)
      .map(({ at }) => ({ changed_at: at, workspace_id: workspace, changed_by: null })),
  ),
].filter(({ changed_at }) => within(changed_at, lately));

export const unified: Expectations = {
  'unified/change_log': [
    ask(
      changes.map(({ changed_at, workspace_id }) => ({ changed_at, workspace_id })),
      window,
    ),
  ],
  'unified/daily_signals': [ask(daysOf(fortnight).map(onDay), days(fortnight))],
  'unified/health_score': [ask([health()], window)],
  'unified/refused_after_change': [
    ask(
      permissionChangesThatHold.flatMap((change) => {
        const object = change.parameters['securable_full_name'];
        return answersBy(
          auditEvents.filter(
            (one) =>
              refused(one) &&
              object !== undefined &&
              one.parameters['full_name_arg'] === object &&
              within(one.at, [change.at, change.at + 3 * dayMs]),
          ),
          ({ user }) => ({ object_name: object ?? null, user_name: user, changed_at: change.at }),
          (group) => ({
            changed_by: change.user,
            refusals: group.length,
            first_refused_at: Math.min(...group.map(({ at }) => at)),
          }),
        );
      }),
      window,
    ),
  ],
  'unified/user_footprint': [
    ask(
      [
        ...new Set([...asked.map(({ by }) => by), ...audited.flatMap(({ user }) => user ?? [])]),
      ].map((user) => {
        const mine = asked.filter(({ by }) => by === user);
        const done = audited.filter((one) => one.user === user);
        return {
          user_name: user,
          queries: mine.length,
          read_gb: sum(mine, ({ readBytes }) => readBytes ?? 0) / 1_000_000_000,
          events: done.length,
          refused_events: count(done, refused),
        };
      }),
      window,
    ),
  ],
};
