import { type AuditEvent, auditEvents } from '../audit.ts';
import { fullName } from '../catalog.ts';
import { scans } from '../quality.ts';
import { requests } from '../serving.ts';
import { type Answer, answersBy, count, groupsOf, largest, within } from '../tell.ts';
import { type Update, updates } from '../pipelines.ts';
import type { Run } from '../runs.ts';
import { ask, type Expectations, lately, times } from './ask.ts';
import { newest, unhealthy } from './quality.ts';
import { refused } from './security.ts';
import { endOf, failed, finished, jobIdOf } from './work.ts';

const problem = (is: string, workspace: string | null, thing: string | null) => ({
  problem: is,
  workspace_id: workspace,
  thing,
});

/** Of what has the same name, those whose newest end is a failure: how many failed, and when it ended. */
const stillFailing = <T>(
  items: readonly T[],
  key: (item: T) => Answer,
  at: (item: T) => number,
  isFailed: (item: T) => boolean,
): Answer[] =>
  groupsOf(items, key).flatMap(([name, group]) => {
    const last = largest(group.map(at));
    const isOpen = group.some((one) => at(one) === last && isFailed(one));
    return isOpen ? [{ ...name, occurrences: count(group, isFailed), last_at: last }] : [];
  });

const jobs = stillFailing(
  finished,
  (run: Run) => problem('failing job', run.workspace, jobIdOf(run)),
  endOf,
  failed,
);
const pipelines = stillFailing(
  updates.filter(({ result, to }) => result !== null && within(to, lately)),
  ({ pipeline }: Update) => problem('failing pipeline', pipeline.workspace, pipeline.id),
  ({ to }) => to,
  ({ result }) => result === 'FAILED',
);
const endpoints = groupsOf(
  requests.filter(({ at }) => within(at, lately)),
  ({ workspace, endpoint }) => problem('failing endpoint', workspace, endpoint),
).flatMap(([name, group]) => {
  const bad = group.filter(({ status }) => status >= 400);
  const isOpen = bad.length >= 5 && bad.length / group.length >= 0.05;
  return isOpen
    ? [{ ...name, occurrences: bad.length, last_at: largest(bad.map(({ at }) => at)) }]
    : [];
});
const tables = newest.filter(unhealthy).map((one) => ({
  ...problem('unhealthy table', null, fullName(one.table)),
  occurrences: count(
    scans,
    (other) => other.table === one.table && unhealthy(other) && within(other.at, lately),
  ),
  last_at: one.at,
}));
const users = answersBy(
  auditEvents.filter((one) => refused(one) && within(one.at, lately)),
  ({ user }) => problem('user refused often', null, user),
  (group: readonly AuditEvent[]) => ({
    occurrences: group.length,
    last_at: largest(group.map(({ at }) => at)),
  }),
).filter((row) => Number(row['occurrences']) >= 20);

export const openProblems: Expectations = {
  'unified/open_problems': [
    ask([...jobs, ...pipelines, ...endpoints, ...tables, ...users], times(lately)),
  ],
};
