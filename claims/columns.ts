import type { Unit } from './units.ts';
import type { Column, Table } from './table.ts';
import { unsaid } from './vocabulary.ts';

const has = ({ concepts, implied }: Column, concept: string): boolean =>
  concepts.has(concept) || implied.has(concept);

/** How well words fit a column: what both say, less what only one of them says. */
function score(
  column: Column,
  said: ReadonlySet<string>,
  all: readonly Column[],
  unit: Unit | null,
): number {
  const isShared = (concept: string): boolean =>
    all.length > 1 && all.every((one) => has(one, concept));
  const points = [...column.concepts].map((concept) => {
    if (said.has(concept)) return isShared(concept) ? 0.5 : 2;
    return unsaid.has(concept) || isShared(concept) ? 0 : -1;
  });
  const implied = [...column.implied].filter((one) => !column.concepts.has(one) && said.has(one));
  const foreign = [...said].filter(
    (concept) => !has(column, concept) && all.some(({ concepts }) => concepts.has(concept)),
  );
  const sum = points.reduce<number>((a, b) => a + b, 0);
  return sum + implied.length / 2 - foreign.length - (lacksUnit(column, said, unit) ? 1 : 0);
}

/** A number without a unit is hardly one of hours or gigabytes. */
const lacksUnit = (column: Column, said: ReadonlySet<string>, unit: Unit | null): boolean =>
  unit === null && ['time', 'data'].includes(column.unit?.of ?? '') && !said.has('duration');

const touches = (column: Column, said: ReadonlySet<string>): boolean =>
  [...column.concepts, ...column.implied].some((concept) => said.has(concept));

/** Whether a number in this unit can be one of a column. */
export function fitsUnit(column: Column, unit: Unit | null, said: ReadonlySet<string>): boolean {
  if (unit?.of === 'any') return true;
  if (unit === null) return column.unit?.of !== 'percent' || said.has('share');
  if (column.unit === null) return !hasNounUnit(column);
  return column.unit.of === unit.of;
}

/** A column of runs or queries is no money. */
const hasNounUnit = (column: Column): boolean => column.implied.size > 0;

/** The concept that the unit of a number says. */
const conceptOfUnit: Readonly<Record<string, string>> = {
  USD: 'cost',
  time: 'duration',
  percent: 'share',
};

export type Choice = {
  readonly columns: readonly Column[];
  readonly said: ReadonlySet<string>;
  readonly isNamed: boolean;
};

/**
 * The numeric columns that words mean: those that fit best by the narrowest words that name any.
 *
 * @param contexts Concepts that are said, the narrowest first.
 */
export function columnsMeant(
  table: Table,
  contexts: readonly ReadonlySet<string>[],
  unit: Unit | null,
  usable: (column: Column) => boolean = () => true,
): Choice {
  const numeric = table.columns.filter((column) => column.isNumeric);
  const ofUnit = conceptOfUnit[unit?.of ?? ''];
  for (const context of contexts) {
    const said = ofUnit === undefined ? context : new Set([...context, ofUnit]);
    const isNow = context.has('now') && !context.has('before');
    const possible = numeric.filter(
      (column) =>
        fitsUnit(column, unit, said) && usable(column) && !(isNow && column.period !== 'now'),
    );
    if (!isNow && !possible.some((column) => touches(column, context))) continue;
    return { columns: best(possible, said, numeric, unit), said, isNamed: true };
  }
  const said = new Set(ofUnit === undefined ? [] : [ofUnit]);
  const around = new Set([...said, ...(contexts[1] ?? [])]);
  const possible = numeric.filter(
    (column) =>
      fitsUnit(column, unit, said) &&
      usable(column) &&
      (unit?.of !== 'percent' || score(column, around, numeric, unit) > -1),
  );
  const now = possible.filter(({ period }) => period === 'now');
  return { columns: now.length > 0 ? now : possible, said, isNamed: false };
}

function best(
  columns: readonly Column[],
  said: ReadonlySet<string>,
  all: readonly Column[],
  unit: Unit | null,
): readonly Column[] {
  const scored = columns.map((column) => ({ column, points: score(column, said, all, unit) }));
  const most = Math.max(...scored.map(({ points }) => points));
  // A rate of success is none of failure.
  if (unit?.of === 'percent' && most <= -1) return [];
  return scored.filter(({ points }) => points > most - 0.25).map(({ column }) => column);
}

/** The column of the same thing in the period before, or the one expected. */
export function earlierOf(table: Table, column: Column): Column | null {
  const earlier = table.columns.filter(
    (one) => one.isNumeric && one.period === 'before' && one.unit?.of === column.unit?.of,
  );
  const shared = (one: Column): number =>
    [...one.concepts].filter((concept) => column.concepts.has(concept)).length;
  return earlier.toSorted((a, b) => shared(b) - shared(a))[0] ?? null;
}
