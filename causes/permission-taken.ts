import { dayMs, hourMs } from '../language/time/span.ts';
import { defineCause } from './cause.ts';
import { jobSeries, permissionChanges, refusedAfterChange } from './checks.ts';
import { rowsOfObject } from './symptom/of-object.ts';
import type { Break } from './symptom/breaks.ts';
import type { Cell } from './symptom/measure.ts';
import type { Row } from './symptom/rows.ts';
import { msOf, numberOf, textOf } from './symptom/rows.ts';

/** How the text of a permission change says that rights were taken. */
const takes = /"remove"\s*:\s*\[\s*"|"removed?_?permissions?"|\brevoke|\bdeny/i;

/** A right that was taken from the identity that a job runs as, or from a user. */
export const permissionTaken = defineCause({
  kind: 'permission-taken',
  noun: 'a right that was taken away',
  explains: ['failed runs', 'failed updates', 'refused access'],
  on: ['job', 'pipeline', 'user'],
  isRoot: true,
  checks: (symptom, nowMs) => [
    jobSeries(nowMs),
    refusedAfterChange(symptom, nowMs),
    permissionChanges(symptom, nowMs),
  ],
  find: (symptom, look, nowMs) => {
    const own = rowsOfObject(look(jobSeries(nowMs)), symptom.object, 'job_id');
    const isUser = symptom.object.kind === 'user';
    const identities = new Set(
      isUser ? [symptom.object.id] : own.flatMap((row) => textOf(row, 'run_as') ?? []),
    );
    const changes = look(permissionChanges(symptom, nowMs));
    return look(refusedAfterChange(symptom, nowMs)).flatMap((row) => {
      const user = textOf(row, 'user_name');
      const change = changeOf(row, changes);
      // Who gave a right is nobody to be named beside a failure.
      const isTaken = change !== null && takes.test(textOf(change, 'changes') ?? '');
      if (user === null || !identities.has(user) || !isTaken) return [];
      const refusedMs = msOf(row, 'first_refused_at');
      return [
        {
          objects: [
            {
              kind: 'table',
              id: textOf(row, 'object_name') ?? '',
              name: textOf(row, 'object_name') ?? '',
              workspaceId: null,
            },
            symptom.object,
          ],
          atMs: msOf(row, 'changed_at'),
          edge: isUser ? 'who was refused' : 'the identity that the job runs as',
          fits: isUser || failsSince(own, msOf(row, 'changed_at')),
          share: isUser ? partOf(row, symptom) : shareOfRuns(refusedMs, symptom),
          say: ({ cell }) =>
            `${cell(row, 'changed_by')} took rights on ${cell(row, 'object_name')} away on ${cell(row, 'changed_at')}, which ${cell(row, 'user_name')} ${isUser ? 'used' : `needs for ${nameOf(own, cell)}`}`,
          also: ({ cell }) => [
            `${cell(row, 'user_name')} was refused access to ${cell(row, 'object_name')} ${cell(row, 'refusals')} times since, first on ${cell(row, 'first_refused_at')}.`,
          ],
        },
      ];
    });
  },
  actions: {
    now: 'Grant the right on {object} again, if it was taken by mistake, and run the job again.',
    thisWeek: 'Ask who changed the rights on {object} whether more was meant to change.',
    thisMonth: 'Keep grants of job identities in code, so that a change of them is reviewed.',
  },
});

/** Every refused access of the identity goes with a failed run, none came before the change. */
const shareOfRuns = (refusedMs: number | null, { onsetMs }: Break): number =>
  refusedMs !== null && refusedMs >= onsetMs - hourMs ? 1 : 0.5;

/** The part of all that a user was refused. */
const partOf = (row: Row, { observed, usual }: Break): number =>
  Math.min(1, (numberOf(row, 'refusals') ?? 0) / Math.max(observed - usual, 1));

/**
 * Whether most runs failed on the whole days since: who needs a right that was taken fails each time, and runs
 * that still succeed do without it.
 */
function failsSince(own: readonly Row[], changedMs: number | null): boolean {
  const since = own.filter((row) => (msOf(row, 'run_date') ?? -Infinity) > (changedMs ?? 0));
  const on = own.filter((row) => (msOf(row, 'run_date') ?? -Infinity) > (changedMs ?? 0) - dayMs);
  const sum = (rows: readonly Row[], column: string): number =>
    rows.reduce((total, row) => total + (numberOf(row, column) ?? 0), 0);
  // On the day itself runs before the change were right to succeed.
  return since.length === 0
    ? sum(on, 'failed_runs') > 0
    : sum(since, 'failed_runs') >= 0.5 * sum(since, 'runs');
}

function changeOf(refused: Row, changes: readonly Row[]): Row | null {
  const [object, ms] = [textOf(refused, 'object_name'), msOf(refused, 'changed_at')];
  return (
    changes.find(
      (row) => textOf(row, 'object_name') === object && msOf(row, 'event_time') === ms,
    ) ?? null
  );
}

function nameOf(rows: readonly Row[], cell: Cell): string {
  const last = rows.at(-1);
  return last === undefined ? 'its work' : cell(last, 'job_name');
}
