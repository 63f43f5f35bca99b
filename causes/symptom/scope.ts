import type { Evidence } from '../../domain/evidence.ts';
import type { Asked } from './asked.ts';
import type { Series } from './breaks.ts';
import type { Measure } from './measure.ts';
import { described } from './described.ts';
import { couldBe, hasName, isNamed, isPartOf } from './named.ts';
import { isPlaceName, placesIn } from './places.ts';
import { withoutWhoAsks } from './who-asks.ts';
import { rowsOf, textOf } from './rows.ts';
import type { Row } from './rows.ts';

/** The series that a question is about. */
export type Scope = {
  readonly looked: readonly Series[];
  /** Whether it names these objects, or what they belong to. */
  readonly isNamed: boolean;
  /** Whether it limits itself at all: by a name, a workspace, a kind of object. */
  readonly isPart: boolean;
};

/** Rows, and whether the question names what they are of. */
type Narrowed = { readonly rows: readonly Row[]; readonly isNamed: boolean };

/** The rows of what a question names, the reads of one table, or all of them. Pure. */
export function narrowed(measure: Measure, rows: readonly Row[], { text }: Asked): Narrowed {
  const { narrowedBy = [], narrowsObjects = false } = measure;
  for (const column of narrowedBy) {
    const named = new Set(
      rows.flatMap((row) => textOf(row, column) ?? []).filter((name) => hasName(text, name)),
    );
    if (named.size === 0) continue;
    const own = rows.filter((row) => named.has(textOf(row, column) ?? ''));
    const others = narrowsObjects ? othersOfObjects(measure, own, rows) : [];
    return { rows: [...own, ...others], isNamed: true };
  }
  return { rows, isNamed: false };
}

/** The other rows of the objects that some rows are about, where these measure anything. */
function othersOfObjects(
  { objects, value, isOwn }: Measure,
  own: readonly Row[],
  rows: readonly Row[],
): readonly Row[] {
  const counted = own.filter((row) => isOwn?.(row) !== false && (value(row) ?? 0) > 0);
  const ids = new Set(counted.map((row) => textOf(row, objects.id)));
  return rows.filter((row) => ids.has(textOf(row, objects.id)) && !own.includes(row));
}

/**
 * The rows of the workspaces that a question is about, where its objects belong to none: what users did there, and
 * in the account.
 *
 * Pure.
 */
export function inPlaces(
  { objects, narrowedBy = [] }: Measure,
  rows: readonly Row[],
  { text, names }: Pick<Asked, 'text' | 'names'>,
): readonly Row[] {
  if (objects.workspace !== null || !hasWorkspaces(rows)) return rows;
  const { ids } = placesIn(text, rows);
  const isOther = (name: string): boolean =>
    rows.some((row) => narrowedBy.some((column) => textOf(row, column) === name));
  const isUnknown = names.some((name) => isPlaceName(name) && !isOther(name));
  if (ids.size === 0 && !isUnknown) return rows;
  const isInside = (id: string | null): boolean => id === null || id === '0' || ids.has(id);
  return rows.filter((row) => isInside(textOf(row, 'workspace_id')));
}

/**
 * The series of what a question names; null when it gives a name that nothing here has.
 *
 * Pure.
 */
export function scopeIn(
  measure: Measure,
  all: readonly Series[],
  table: Evidence,
  asked: Asked,
): Scope | null {
  const { text, kind, names } = asked;
  const rows = rowsOf(table);
  const places = placesIn(text, rows);
  const inside = all.filter(
    ({ object }) =>
      places.ids.size === 0 || object.workspaceId === null || places.ids.has(object.workspaceId),
  );
  const own = inside.filter(({ object }) => isNamed(text, object));
  // Who tells it may sit in Europe, and what is named be elsewhere.
  const isElsewhere = own.length === 0 && !places.isNamed;
  const named = isElsewhere ? all.filter(({ object }) => isNamed(text, object)) : own;
  if (named.length > 0) return { looked: named, isNamed: true, isPart: true };
  const words = withoutWhoAsks(text);
  const fitting = described(
    names.reduce((rest, name) => rest.replaceAll(name, ' , '), words),
    inside.map(({ object }) => object),
  );
  if (fitting.length > 0) {
    const looked = inside.filter(({ object }) => fitting.includes(object));
    return { looked, isNamed: true, isPart: true };
  }
  const isWorkspace = (name: string): boolean =>
    rows.some((row) => textOf(row, 'workspace_name') === name);
  const grouped = inside.filter((series) =>
    groupsOf(measure, series).some((group) => hasName(words, group)),
  );
  if (grouped.length > 0) return { looked: grouped, isNamed: true, isPart: true };
  const parts = names
    .filter((name) => !isWorkspace(name))
    .flatMap((name) => inside.filter(({ object }) => isPartOf(name, object)));
  if (parts.length > 0 && parts.length < inside.length)
    return { looked: [...new Set(parts)], isNamed: true, isPart: true };
  const known = (name: string): boolean =>
    all.some(({ object }) => isNamed(name, object)) ||
    rows.some((row) =>
      ['workspace_name', ...(measure.narrowedBy ?? [])].some((one) => textOf(row, one) === name),
    );
  if (names.some((name) => isMeant(measure, name, hasWorkspaces(rows)) && !known(name)))
    return null;
  const ofKind = inside.filter(({ object }) => object.kind === kind);
  const looked = ofKind.length === 0 ? inside : ofKind;
  return { looked, isNamed: false, isPart: places.ids.size > 0 || ofKind.length > 0 };
}

function groupsOf({ groupedBy = [] }: Measure, { rows }: Series): readonly string[] {
  const own = [...rows.values()].flat();
  return [
    ...new Set(groupedBy.flatMap((column) => own.flatMap((row) => textOf(row, column) ?? []))),
  ];
}

const hasWorkspaces = ([row]: readonly Row[]): boolean =>
  row !== undefined && row.table.columns.some(({ name }) => name === 'workspace_name');

/** A name of two words, as workspaces have. */
const workspaceLike = /^[a-z]+-[a-z]+$/i;

/**
 * Whether an object of the measure is meant by a name. Who acts is meant by its own form only; of other
 * objects every name is one, but for users, addresses, and workspaces where the table has none.
 */
function isMeant(measure: Measure, name: string, hasWorkspace: boolean): boolean {
  const { kind } = measure.objects;
  const isActor = 'is' in kind && ['user', 'address'].includes(kind.is);
  if (isActor || couldBe(measure, name)) return couldBe(measure, name);
  const isOther = name.includes('@') || /^\d+(?:\.\d+){3}$/.test(name);
  return !isOther && (hasWorkspace || !workspaceLike.test(name));
}
