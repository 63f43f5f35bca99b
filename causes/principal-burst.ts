import { defineCause } from './cause.ts';
import { actionSeries, readSeries } from './checks.ts';
import type { Cell } from './symptom/measure.ts';
import { largest, rowsWithin } from './symptom/of-object.ts';
import type { Row } from './symptom/rows.ts';
import { numberOf, textOf } from './symptom/rows.ts';

/** What a principal or an address did, by the row of its busiest day. */
type Act = { readonly by: string; readonly did: (cell: Cell, row: Row) => string };
const acts: Readonly<Record<string, Act>> = {
  logins: {
    by: 'refused_events',
    did: (cell, row) => `failed to log in ${cell(row, 'refused_events')} times`,
  },
  tokens: { by: 'events', did: (cell, row) => `made ${cell(row, 'events')} access tokens` },
  'admin rights': {
    by: 'events',
    did: (cell, row) => `changed rights ${cell(row, 'events')} times`,
  },
  reads: {
    by: 'read_gb',
    did: (cell, row) => `read ${cell(row, 'read_gb')} in ${cell(row, 'queries')} queries`,
  },
  'table reads': {
    by: 'reads',
    did: (cell, row) => `read ${cell(row, 'table_name')} ${cell(row, 'reads')} times`,
  },
};

/** Fewer acts are no burst. */
const fewest = 3;

/** One user or one address that did much more of something than ever before. */
export const principalBurst = defineCause({
  kind: 'principal-burst',
  noun: 'a burst by one user or address',
  explains: ['logins', 'tokens', 'reads', 'table reads', 'admin rights'],
  on: ['user', 'address'],
  isRoot: true,
  checks: ({ measure }, nowMs) =>
    measure.id.includes('reads') ? [actionSeries(nowMs), readSeries(nowMs)] : [actionSeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const { measure, object } = symptom;
    const act = acts[measure.id];
    const most = act === undefined ? null : largest(symptom.rows, act.by);
    if (act === undefined || most === null || (numberOf(most, act.by) ?? 0) < fewest) return [];
    const isAddress = object.kind === 'address';
    const others = rowsWithin(look(actionSeries(nowMs)), symptom, 'event_date').filter(
      (row) => textOf(row, isAddress ? 'source_ip_address' : 'user_name') === object.id,
    );
    return [
      {
        objects: [object],
        atMs: symptom.onsetMs,
        edge: 'the same actor',
        fits: symptom.sign > 0,
        share: 1,
        saysAll: true,
        say: ({ cell }) =>
          `${cell(most, isAddress ? 'source_ip_address' : measure.objects.id)} ${didOf(act, symptom.rows, most, cell)} between ${cell(most, 'first_at')} and ${cell(most, 'last_at')}`,
        also: ({ cell }) => [
          ...(isAddress ? peopleOf(symptom.rows, others, cell) : []),
          ...addressesOf(isAddress, others, cell),
          ...tablesOf(
            measure.id,
            rowsWithin(look(readSeries(nowMs)), symptom, 'read_date'),
            object.id,
            cell,
          ),
        ],
      },
    ];
  },
  actions: {
    now: 'Ask {object} or its owner whether this was them; if not, lock the account or the address.',
    thisWeek: 'Look through everything that {object} did on those days.',
    thisMonth: 'Alert on bursts by one user or address, and limit from where one can log in.',
  },
});

const shown = 3;

/** Many accounts that were tried say more than how often one of them was. */
function didOf(act: Act, rows: readonly Row[], most: Row, cell: Cell): string {
  const isMany = usersOf(rows, 'refused_events').length > 1;
  return isMany && act.by === 'refused_events'
    ? `failed to log in as ${namesOf(rows, cell)}`
    : act.did(cell, most);
}

/** Whose accounts were tried; of several how often that of the first. */
function peopleOf(tried: readonly Row[], all: readonly Row[], cell: Cell): readonly string[] {
  const [first] = tried;
  if (tried.length === 1 || first === undefined)
    return [`It tried the accounts of ${namesOf(all, cell)}.`];
  return [`As ${cell(first, 'user_name')} it tried ${cell(first, 'refused_events')} times.`];
}

/** A row of each user with any of a number. */
function usersOf(rows: readonly Row[], column: string): readonly Row[] {
  const own = rows.filter((row) => (numberOf(row, column) ?? 0) > 0);
  return [...new Map(own.map((row) => [textOf(row, 'user_name'), row] as const)).values()];
}

function namesOf(rows: readonly Row[], cell: Cell): string {
  const users = usersOf(rows, 'refused_events');
  const named = users.slice(0, shown).map((row) => cell(row, 'user_name'));
  return `${named.join(', ')}${users.length > shown ? ' and others' : ''}`;
}

function addressesOf(isAddress: boolean, rows: readonly Row[], cell: Cell): readonly string[] {
  const byAddress = new Map(rows.map((row) => [textOf(row, 'source_ip_address'), row] as const));
  byAddress.delete(null);
  if (isAddress || byAddress.size === 0) return [];
  const named = [...byAddress.values()]
    .slice(0, shown)
    .map((row) => cell(row, 'source_ip_address'));
  return [`It came from ${named.join(', ')}.`];
}

function tablesOf(
  measure: string,
  rows: readonly Row[],
  reader: string,
  cell: Cell,
): readonly string[] {
  const own = rows.filter((row) => textOf(row, 'reader') === reader);
  const tables = new Map(own.map((row) => [textOf(row, 'table_name'), row] as const));
  if (!measure.includes('reads') || tables.size === 0) return [];
  const named = [...tables.values()].slice(0, shown).map((row) => cell(row, 'table_name'));
  return [`It read ${named.join(', ')}${tables.size > shown ? ' and more' : ''}.`];
}
