/** A cell of a row: of a system table, or of an expected answer. */
export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, unknown>>;
export type Answer = Readonly<Record<string, Cell>>;

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Epoch milliseconds of a UTC time of 2026, as in `11-16 09:30` or `11-16`; another year is written out. */
export const t = (text: string): number => {
  const [day = '', time = '00:00'] = text.split(' ');
  return Date.parse(`${day.length === 5 ? `2026-${day}` : day}T${time}:00Z`);
};

/** The account is looked at on a Wednesday. */
export const nowMs = t('11-18 09:00');

export const iso = (ms: number): string => new Date(ms).toISOString();
export const dateOf = (ms: number): string => iso(ms).slice(0, 10);
/** How a system table holds a time. */
export const stamp = (ms: number): string => iso(ms).slice(0, 19).replace('T', ' ');
export const stampOrNull = (ms: number | null): string | null => (ms === null ? null : stamp(ms));

export const within = (ms: number, [from, to]: readonly [number, number]): boolean =>
  ms >= from && ms < to;
/** The first instants of all UTC days of a stretch. */
export const daysOf = ([from, to]: readonly [number, number]): number[] =>
  Array.from({ length: Math.ceil((to - from) / dayMs) }, (_, index) => from + index * dayMs);
export const isWeekend = (ms: number): boolean => [0, 6].includes(new Date(ms).getUTCDay());

export const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
export const mean = (values: readonly number[]): number =>
  sum(values, (one) => one) / values.length;
export const distinct = <T>(items: readonly T[], of: (item: T) => unknown): number =>
  new Set(items.map(of)).size;
export const count = <T>(items: readonly T[], is: (item: T) => boolean): number =>
  items.filter(is).length;
export const largest = (values: readonly number[]): number => Math.max(...values);
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : (100 * part) / whole;

/** The value below which a share of the values lies, between two of them in proportion. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place % 1);
}

/** The groups of items that have equal keys, with the key of each. */
export function groupsOf<T, K>(items: readonly T[], key: (item: T) => K): [K, T[]][] {
  const groups = new Map<string, [K, T[]]>();
  for (const item of items) {
    const value = key(item);
    const text = JSON.stringify(value);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [value, [item]]);
    else group[1].push(item);
  }
  return [...groups.values()];
}

/** One answer for each group of items with equal keys: its key and what is measured of it. */
export const answersBy = <T>(
  items: readonly T[],
  key: (item: T) => Answer,
  measures: (group: readonly T[]) => Answer,
): Answer[] => groupsOf(items, key).map(([value, group]) => ({ ...value, ...measures(group) }));
