import { completeUntil, periodEndMs, periodStartMs } from './completeness.ts';
import type { Cell } from './evidence.ts';
import type {
  WatchCondition,
  WatchedObject,
  WatchedQuestion,
  WatchHold,
  WatchOperator,
} from './watch.ts';

/** An object as one check sees it. */
export type SeenObject = Pick<WatchedObject, 'key' | 'label'> & { readonly value: number };

/** The objects of one check. */
export type Sight = {
  readonly objects: readonly SeenObject[];
  /** False where rows may have been cut off: what is not seen is then not known. */
  readonly isWhole: boolean;
};

type Table = {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly truncated: boolean;
};

const beyond: Readonly<Record<WatchOperator, (value: number, bound: number) => boolean>> = {
  GREATER_THAN: (value, bound) => value > bound,
  GREATER_THAN_OR_EQUAL: (value, bound) => value >= bound,
  LESS_THAN: (value, bound) => value < bound,
  LESS_THAN_OR_EQUAL: (value, bound) => value <= bound,
};

/** Whether the higher of two numbers is the worse one. Pure. */
export const isHighWorse = (operator: WatchOperator): boolean => operator.startsWith('GREATER');

const numberOf = (cell: Cell | undefined): number | null => {
  const value = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/**
 * The rows whose period is over and has all its rows, of the newest such period; all where rows are no
 * periods. A period of a pinned clock may begin after its time: then the time is that of the period.
 */
function settledRows(
  { periods }: WatchedQuestion,
  { columns, rows }: Table,
  nowMs: number,
): Table['rows'] {
  if (periods === null) return rows;
  const at = columns.findIndex(({ name }) => name === periods.column);
  const startOf = (row: readonly Cell[]) => periodStartMs(String(row[at] ?? '')) ?? 0;
  const newestMs = rows.reduce((most, row) => Math.max(most, startOf(row)), nowMs);
  const until = completeUntil(
    { lagMs: periods.lagMs, windowEnd: null, periodColumn: periods.column },
    { parameters: [], columns, rows, fetchedAtMs: newestMs },
  );
  const untilMs = Date.parse(until ?? '');
  const settled = rows.filter((row) => (periodEndMs(row[at]) ?? 0) <= untilMs);
  const lastMs = settled.reduce((most, row) => Math.max(most, startOf(row)), 0);
  return settled.filter((row) => startOf(row) === lastMs);
}

/**
 * The objects that a table shows: one for each key, without its period, with its worst number. A row
 * without a number is no object.
 *
 * Pure.
 *
 * @param nowMs The time of the data, epoch milliseconds.
 */
export function objectsIn(
  question: WatchedQuestion,
  { column, operator }: WatchCondition,
  table: Table,
  nowMs: number,
): Sight {
  const at = (name: string): number => table.columns.findIndex((one) => one.name === name);
  const keys = question.keys.filter((name) => name !== question.periods?.column);
  const nameOf = (key: string): number => at(key.replace(/_id$/, '_name'));
  const found = new Map<string, SeenObject>();
  for (const row of settledRows(question, table, nowMs)) {
    const value = numberOf(row[at(column)]);
    if (value === null) continue;
    const key = JSON.stringify(keys.map((name) => row[at(name)] ?? null));
    const named = keys.map((name) => row[nameOf(name)] ?? row[at(name)]).at(-1);
    const before = found.get(key);
    const isWorse =
      before === undefined || (isHighWorse(operator) ? value > before.value : value < before.value);
    if (isWorse) found.set(key, { key, label: String(named ?? ''), value });
  }
  const isWhole = !table.truncated && table.rows.length < question.mostRows;
  return { objects: [...found.values()], isWhole };
}

/** What a check changes. */
export type Step = {
  readonly objects: readonly WatchedObject[];
  readonly fired: readonly WatchedObject[];
  readonly recovered: readonly WatchedObject[];
  /** Those of which somebody is told now, whenever they fired. */
  readonly told: readonly WatchedObject[];
  readonly beyond: number;
};

/** Worst first, so that the first of a list is the one to look at. */
const byWorst =
  (isHigh: boolean) =>
  (left: WatchedObject, right: WatchedObject): number =>
    ((right.value ?? 0) - (left.value ?? 0)) * (isHigh ? 1 : -1);

/** An object of which nothing is known yet. */
const unknownBefore = ({ key, label }: SeenObject, at: string): WatchedObject => ({
  key,
  label,
  state: 'ok',
  streak: 0,
  value: null,
  since: at,
  isTold: false,
  acknowledgedAt: null,
});

/** An object after a check; null where nothing of it is to be kept. */
function stepOf(
  { operator, threshold, recoversAt, times }: WatchCondition,
  before: WatchedObject,
  seen: SeenObject | null,
  at: string,
): WatchedObject | null {
  const isFiring = before.state === 'firing';
  const bound = isFiring ? recoversAt : threshold;
  const isBeyond = seen !== null && beyond[operator](seen.value, bound);
  const streak = isBeyond === isFiring ? 0 : before.streak + 1;
  const now = { ...before, ...seen, value: seen?.value ?? null, streak };
  if (streak < times) return isFiring || streak > 0 ? now : null;
  return isFiring
    ? null
    : { ...now, state: 'firing', streak: 0, since: at, isTold: false, acknowledgedAt: null };
}

/** The objects before and after a check that at least one of both has. */
type Turn = {
  readonly before: WatchedObject | null;
  readonly now: WatchedObject | null;
  readonly value: number | null;
};

function turnsOf(
  condition: WatchCondition,
  before: readonly WatchedObject[],
  { objects, isWhole }: Sight,
  at: string,
): readonly Turn[] {
  const known = new Map(before.map((one) => [one.key, one]));
  const seen = new Map(objects.map((one) => [one.key, one]));
  const gone = before.filter(({ key }) => !seen.has(key));
  return [
    ...objects.map((one): Turn => {
      const old = known.get(one.key) ?? null;
      const now = stepOf(condition, old ?? unknownBefore(one, at), one, at);
      return { before: old, now, value: one.value };
    }),
    ...gone.map((one): Turn => {
      const now = isWhole ? stepOf(condition, one, null, at) : { ...one, value: null };
      return { before: one, now, value: null };
    }),
  ];
}

const fires = (one: WatchedObject | null): boolean => one?.state === 'firing';

/**
 * What the objects of a watch come to by one check. An object that fires does so once, whatever later
 * checks say, until it has recovered. One that is not in rows that are whole is not beyond the bound.
 *
 * Pure.
 *
 * @param hold Why nobody is told now; what fires meanwhile is told by the first check without a hold.
 */
export function stepObjects(
  condition: WatchCondition,
  before: readonly WatchedObject[],
  sight: Sight,
  { at, hold }: { readonly at: string; readonly hold: WatchHold | null },
): Step {
  const turns = turnsOf(condition, before, sight, at);
  const isDue = (one: WatchedObject): boolean =>
    hold === null && fires(one) && !one.isTold && one.acknowledgedAt === null;
  const inOrder = turns
    .flatMap(({ now }) => now ?? [])
    .toSorted(byWorst(isHighWorse(condition.operator)));
  const fired = new Set(
    turns.flatMap((turn) => (fires(turn.now) && !fires(turn.before) ? [turn.now?.key] : [])),
  );
  return {
    objects: inOrder.map((one) => (isDue(one) ? { ...one, isTold: true } : one)),
    fired: inOrder.filter(({ key }) => fired.has(key)),
    recovered: turns.flatMap((turn) =>
      turn.before !== null && fires(turn.before) && !fires(turn.now)
        ? [{ ...turn.before, value: turn.value }]
        : [],
    ),
    told: inOrder.filter(isDue),
    beyond: sight.objects.filter(({ value }) =>
      beyond[condition.operator](value, condition.threshold),
    ).length,
  };
}
