import type { Ledger } from '../../local/data/truth.ts';

export const from = '2026-11-11';
export const to = '2026-11-18';
export const previousFrom = '2026-11-04';

export type Given = Readonly<Record<string, string>>;
export type Answer = Record<string, string | null>[];

/** Everything below is added up from the generator's ledger and never sees our SQL. */
export const micros = (usd: string): bigint => BigInt(usd.replace('.', ''));
export const usd = (sum: bigint): string =>
  `${sum < 0n ? '-' : ''}${String(sum < 0n ? -sum : sum)
    .padStart(7, '0')
    .replace(/(\d{6})$/, '.$1')}`;

export function sums<T>(
  items: readonly T[],
  key: (item: T) => string,
  value: (item: T) => bigint,
): Record<string, string> {
  const totals = new Map<string, bigint>();
  for (const item of items) totals.set(key(item), (totals.get(key(item)) ?? 0n) + value(item));
  return Object.fromEntries([...totals].map(([name, total]) => [name, usd(total)]));
}

/** As `sums`, and null where nothing is known that adds up. */
export function knownSums<T>(...args: Parameters<typeof sums<T>>): Record<string, string | null> {
  const known = Object.entries(sums(...args));
  return Object.fromEntries(known.map(([key, sum]) => [key, Number(sum) === 0 ? null : sum]));
}

export function counts<T>(
  items: readonly T[],
  key: (item: T) => string,
  value: (item: T) => number = () => 1,
): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const item of items) totals[key(item)] = (totals[key(item)] ?? 0) + value(item);
  return totals;
}

export const inWindow = (date: string | null, start = from, end = to): boolean =>
  date !== null && date >= start && date < end;
export const failedStates = ['FAILED', 'ERROR', 'TIMED_OUT'];
export const finishedRuns = (ledger: Ledger) =>
  ledger.runs.filter(
    (run) => inWindow(run.endedAt) && run.finalState !== null && run.finalState !== 'SKIPPED',
  );
export const failedRuns = (ledger: Ledger) =>
  finishedRuns(ledger).filter((run) => failedStates.includes(run.finalState ?? ''));
export const costs = (ledger: Ledger, start = from, end = to) =>
  ledger.listCostByDay.filter((row) => inWindow(row.usageDate, start, end));
export const byColumns = (
  rows: Answer,
  keys: readonly string[],
  value: string,
): Record<string, string> =>
  Object.fromEntries(
    rows.map((row) => [keys.map((key) => row[key]).join('/'), row[value] ?? 'null']),
  );
export const numbersBy = (
  rows: Answer,
  keys: readonly string[],
  value: string,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(byColumns(rows, keys, value)).map(([key, text]) => [key, Number(text)]),
  );

/** Actions of the generated audit log that change who may do what. */
export const rightsActions = [
  'updatePermissions',
  'addPrincipalToGroup',
  'changeWarehouseAcls',
  'putAcl',
  'setAdmin',
];
