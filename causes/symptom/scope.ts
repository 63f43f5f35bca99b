import type { Evidence } from '../../domain/evidence.ts';
import type { Asked } from './asked.ts';
import type { Series } from './breaks.ts';
import type { Measure } from './measure.ts';
import { described } from './described.ts';
import { couldBe, hasName, isNamed, isPartOf, workspacesNamed } from './named.ts';
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

/** The rows of what a question names, the reads of one table, or all of them. Pure. */
export function narrowed(
  { narrowedBy = [] }: Measure,
  rows: readonly Row[],
  { text }: Asked,
): readonly Row[] {
  for (const column of narrowedBy) {
    const named = new Set(
      rows.flatMap((row) => textOf(row, column) ?? []).filter((name) => hasName(text, name)),
    );
    if (named.size > 0) return rows.filter((row) => named.has(textOf(row, column) ?? ''));
  }
  return rows;
}

/** "Finance noticed a spike": who asks is no part of what is asked about. */
const asker =
  /\b[\w-]+(?:['’]s)?(?: (?:teams?|department|people|folks|squad))? (?:has |have |just |is |are )?(?:noticed|asks?|asked|asking|keeps? asking|complain\w*|wonders?|wants? to know)\b/gi;

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
  const workspaces = workspacesNamed(text, rows);
  const inside = all.filter(
    ({ object }) =>
      workspaces.size === 0 || object.workspaceId === null || workspaces.has(object.workspaceId),
  );
  const named = inside.filter(({ object }) => isNamed(text, object));
  if (named.length > 0) return { looked: named, isNamed: true, isPart: true };
  const words = text.replaceAll(asker, ' ');
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
  return { looked, isNamed: false, isPart: workspaces.size > 0 || ofKind.length > 0 };
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
