import { detections, fullName, grants, type Table } from '../catalog.ts';
import { type Lineage, lineage } from '../lineage.ts';
import { answersBy, dayMs, distinct, largest, within } from '../tell.ts';
import { ask, type Expectations, lately, times, type Window } from './ask.ts';

const window = times(lately);
const readsIn = (part: Window): Lineage[] =>
  lineage.filter(({ at, source }) => source !== null && within(at, part));
const seen = readsIn(lately);
const earlier = readsIn([lately[0] - 30 * dayMs, lately[0]]);

const reader = (one: Lineage) => ({
  table_name: one.source === null ? null : fullName(one.source),
  reader: one.by,
});
const first = (group: readonly Lineage[]): number => Math.min(...group.map(({ at }) => at));
const last = (group: readonly Lineage[]): number => largest(group.map(({ at }) => at));
const reads = (group: readonly Lineage[]): number => distinct(group, ({ event }) => event);
const classesOf = (table: Table | null): number =>
  detections.filter((one) => one.table === table).length;

export const access: Expectations = {
  'security/broad_grants': [
    ask(
      grants
        .filter(({ grantee }) => grantee === 'account users')
        .map(({ table, privilege }) => ({
          table_name: fullName(table),
          privilege_type: privilege,
          classes: classesOf(table),
        })),
    ),
  ],
  'security/current_grants': [
    ask(
      grants.map((one) => ({
        table_name: fullName(one.table),
        grantee: one.grantee,
        privilege_type: one.privilege,
        inherited_from: one.from,
        is_grantable: 'NO',
      })),
    ),
  ],
  'security/new_readers': [
    ask(
      answersBy(
        seen.filter(
          (one) =>
            earlier.some(({ source }) => source === one.source) &&
            !earlier.some(({ source, by }) => source === one.source && by === one.by),
        ),
        reader,
        (group) => ({ reads: reads(group), first_read_at: first(group) }),
      ),
      window,
    ),
  ],
  'security/sensitive_reads': [
    ask(
      answersBy(
        seen.filter(({ source }) => classesOf(source) > 0),
        reader,
        (group) => ({
          classes: classesOf(group[0]?.source ?? null),
          reads: reads(group),
          last_read_at: last(group),
        }),
      ),
      window,
    ),
  ],
  'security/table_access': [
    ask(
      answersBy(seen, reader, (group) => ({
        reads: reads(group),
        first_read_at: first(group),
        last_read_at: last(group),
      })),
      window,
    ),
    ask(
      answersBy(
        seen.filter((one) => reader(one).table_name?.includes('kunden-ä')),
        reader,
        (group) => ({
          reads: reads(group),
        }),
      ),
      { ...window, table: 'sales.kunden-ä' },
    ),
  ],
};
