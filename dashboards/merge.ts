import type { DashboardContent, Dataset, Item } from './content.ts';
import { isOurs, type WantedDashboard } from './wanted-dashboard.ts';

/** One difference between what a dashboard holds and what it is to hold. */
export type Change = {
  readonly how: 'added' | 'changed' | 'removed';
  readonly what: 'dataset' | 'tile' | 'page';
  readonly name: string;
};
type Merged<T> = { readonly items: readonly T[]; readonly changes: readonly Change[] };

/** Whether `stored` says all that `wanted` says; the service adds fields of its own. */
function holds(stored: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return stored === wanted;
  if (typeof stored !== 'object' || stored === null) return false;
  if (Array.isArray(wanted))
    return (
      Array.isArray(stored) &&
      stored.length === wanted.length &&
      wanted.every((one, n) => holds(stored[n], one))
    );
  return Object.entries(wanted).every(([key, one]) =>
    holds((stored as Readonly<Record<string, unknown>>)[key], one),
  );
}

type Kind<T> = {
  readonly what: Change['what'];
  readonly nameOf: (item: T) => string;
  readonly titleOf: (item: T) => string;
  /** What an item of ours is to say; its place is the owner's. */
  readonly ownOf: (item: T) => unknown;
  readonly update: (stored: T, wanted: T) => T;
};

function merge<T>(stored: readonly T[], wanted: readonly T[], kind: Kind<T>): Merged<T> {
  const { what, nameOf, titleOf, ownOf, update } = kind;
  const byName = new Map(wanted.map((item) => [nameOf(item), item]));
  const changes: Change[] = [];
  const note = (how: Change['how'], item: T) => changes.push({ how, what, name: titleOf(item) });
  const kept = stored.flatMap((item) => {
    const next = byName.get(nameOf(item));
    byName.delete(nameOf(item));
    if (next !== undefined) {
      if (holds(ownOf(item), ownOf(next))) return [item];
      note('changed', next);
      return [update(item, next)];
    }
    if (!isOurs(nameOf(item))) return [item];
    note('removed', item);
    return [];
  });
  const added = [...byName.values()];
  for (const item of added) note('added', item);
  return { items: [...kept, ...added], changes };
}

const datasets: Kind<Dataset> = {
  what: 'dataset',
  nameOf: ({ name }) => name,
  titleOf: ({ displayName, name }) => displayName ?? name,
  ownOf: (dataset) => dataset,
  update: (stored, wanted) => ({ ...stored, ...wanted }),
};

const titleIn = ({ widget }: Item): string => {
  const { spec } = widget as { spec?: { frame?: { title?: string } } };
  return spec?.frame?.title ?? widget.name;
};
const tiles: Kind<Item> = {
  what: 'tile',
  nameOf: ({ widget }) => widget.name,
  titleOf: titleIn,
  ownOf: ({ widget }) => widget,
  update: (stored, { widget }) => ({ ...stored, widget: { ...stored.widget, ...widget } }),
};

/**
 * Puts what we keep into a dashboard: items with our names are added, changed and removed, everything
 * else stays as it is, and so does the place to which somebody moved a tile of ours.
 *
 * Pure.
 */
export function mergeDashboard(
  stored: DashboardContent,
  wanted: WantedDashboard,
): { readonly content: DashboardContent; readonly changes: readonly Change[] } {
  const data = merge(stored.datasets, wanted.datasets, datasets);
  const page = stored.pages.find(({ name }) => name === wanted.page.name);
  const added: Change = { how: 'added', what: 'page', name: wanted.title };
  const layout = merge(page?.layout ?? [], wanted.page.layout, tiles);
  const changes = [...(page === undefined ? [added] : []), ...data.changes, ...layout.changes];
  if (changes.length === 0) return { content: stored, changes };
  const next = { ...(page ?? wanted.page), layout: [...layout.items] };
  const pages =
    page === undefined
      ? [...stored.pages, next]
      : stored.pages.map((one) => (one.name === next.name ? next : one));
  return { content: { ...stored, datasets: [...data.items], pages }, changes };
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The changes counted: `2 tiles added, 1 dataset changed`. Pure. */
export function countChanges(changes: readonly Change[]): string {
  const counts = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.what} ${change.how}`;
    counts.set(key, [...(counts.get(key) ?? []), change]);
  }
  return [...counts.values()]
    .flatMap(([first, ...more]) =>
      first === undefined ? [] : [`${plural(more.length + 1, first.what)} ${first.how}`],
    )
    .join(', ');
}

const signs = { added: '+', changed: '~', removed: '-' } as const;

/** One line a change, for people to read. Pure. */
export const changeLines = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ how, what, name }) => `  ${signs[how]} ${what}: ${name}`);
