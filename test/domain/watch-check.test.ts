import { describe, expect, it } from 'vitest';
import type { Cell } from '../../domain/evidence.ts';
import { objectsIn, stepObjects } from '../../domain/watch-check.ts';
import type { Sight, Step } from '../../domain/watch-check.ts';
import type { WatchCondition, WatchedObject, WatchHold } from '../../domain/watch.ts';
import { aWatchedQuestion } from '../support/watches.ts';

const condition: WatchCondition = {
  column: 'failed_runs',
  operator: 'GREATER_THAN',
  threshold: 20,
  recoversAt: 10,
  times: 2,
};
const at = '2026-11-18T00:00:00.000Z';
const seen = (...values: readonly (readonly [string, number])[]): Sight => ({
  objects: values.map(([key, value]) => ({ key, label: key, value })),
  isWhole: true,
});

const noHold: (n: number) => WatchHold | null = () => null;

/** What a row of checks comes to. */
function checks(
  sights: readonly Sight[],
  { given = condition, hold = noHold } = {},
): readonly Step[] {
  let objects: readonly WatchedObject[] = [];
  return sights.map((sight, n) => {
    const step = stepObjects(given, objects, sight, { at, hold: hold(n) });
    objects = step.objects;
    return step;
  });
}
const numbers = (...values: readonly number[]) => values.map((value) => seen(['etl', value]));
const fired = (steps: readonly Step[]) => steps.map((step) => step.fired.length);
const recovered = (steps: readonly Step[]) => steps.map((step) => step.recovered.length);
const held = (n: number): WatchHold | null => (n < 3 ? 'quiet_hours' : null);

describe('an object of a watch', () => {
  it.each([
    ['fires once after two checks beyond the bound', [5, 30, 30, 30, 30], [0, 0, 1, 0, 0]],
    ['does not fire on a flicker', [30, 5, 30, 5, 30, 5], [0, 0, 0, 0, 0, 0]],
    ['does not fire at the bound itself', [20, 20, 20], [0, 0, 0]],
    ['fires again after it has recovered', [30, 30, 5, 5, 30, 30], [0, 1, 0, 0, 0, 1]],
    [
      'does not fire again from within its band',
      [30, 30, 15, 15, 15, 30, 30],
      [0, 1, 0, 0, 0, 0, 0],
    ],
  ])('%s', (_, values, expected) => {
    expect(fired(checks(numbers(...values)))).toEqual(expected);
  });

  it('recovers after two checks beyond the bound of recovery, not after one', () => {
    expect(recovered(checks(numbers(30, 30, 5, 30, 5, 5, 5)))).toEqual([0, 0, 0, 0, 0, 1, 0]);
  });

  it('is bad when it is low where the operator says so', () => {
    const given = { ...condition, operator: 'LESS_THAN', threshold: 90, recoversAt: 95 } as const;
    expect(fired(checks(numbers(80, 80, 92, 92, 80), { given }))).toEqual([0, 1, 0, 0, 0]);
  });

  it('fires for itself: another that fires later is told alone', () => {
    const steps = checks([
      seen(['etl', 30]),
      seen(['etl', 30], ['ml', 50]),
      seen(['etl', 30], ['ml', 50]),
    ]);
    expect(steps.map((step) => step.told.map(({ key }) => key))).toEqual([[], ['etl'], ['ml']]);
  });

  it('has recovered when it is in no row, but not when rows were cut off', () => {
    const gone = { objects: [], isWhole: true };
    const cutOff = { objects: [], isWhole: false };
    expect(recovered(checks([...numbers(30, 30), gone, gone]))).toEqual([0, 0, 0, 1]);
    const steps = checks([...numbers(30, 30), cutOff, cutOff, cutOff]);
    expect(recovered(steps)).toEqual([0, 0, 0, 0, 0]);
    expect(steps.at(-1)?.objects).toMatchObject([{ state: 'firing', value: null }]);
  });

  it('that fires while nobody is to be told is told by the first check after', () => {
    const steps = checks(numbers(30, 30, 30, 30, 30), { hold: held });
    expect(fired(steps)).toEqual([0, 1, 0, 0, 0]);
    expect(steps.map((step) => step.told.length)).toEqual([0, 0, 0, 1, 0]);
    const over = checks(numbers(30, 30, 5, 5, 5), { hold: held });
    expect(over.map((step) => step.told.length)).toEqual([0, 0, 0, 0, 0]);
  });

  it('that is acknowledged before it was told is not told', () => {
    const [, step] = checks(numbers(30, 30), { hold: () => 'snoozed' });
    const objects = (step?.objects ?? []).map((one) => ({ ...one, acknowledgedAt: at }));
    expect(stepObjects(condition, objects, seen(['etl', 30]), { at, hold: null }).told).toEqual([]);
  });
});

describe('what a watch sees', () => {
  const table = (...rows: readonly (readonly Cell[])[]) => ({
    columns: ['workspace_id', 'job_id', 'job_name', 'failed_runs'].map((name) => ({ name })),
    rows,
    truncated: false,
  });
  const question = aWatchedQuestion();
  const nowMs = Date.parse('2026-11-18T12:00:00Z');

  it('is one object for each key, with its name and its number', () => {
    const sight = objectsIn(
      question,
      condition,
      table(['1', '7', 'etl', '30'], ['1', '8', null, 2]),
      nowMs,
    );
    expect(sight).toEqual({
      objects: [
        { key: '["1","7"]', label: 'etl', value: 30 },
        { key: '["1","8"]', label: '8', value: 2 },
      ],
      isWhole: true,
    });
  });

  it('is no object without a number, and the worst one of a key', () => {
    const rows = [
      ['1', '7', 'etl', null],
      ['1', '8', 'ml', 3],
      ['1', '8', 'ml', 9],
    ];
    const { objects } = objectsIn(question, condition, table(...rows), nowMs);
    expect(objects.map(({ value }) => value)).toEqual([9]);
    const low = { ...condition, operator: 'LESS_THAN' } as const;
    expect(objectsIn(question, low, table(...rows), nowMs).objects[0]?.value).toBe(3);
  });

  it('is not whole when it has as many rows as there may be', () => {
    const one = { ...question, mostRows: 1 };
    expect(objectsIn(one, condition, table(['1', '7', 'etl', 1]), nowMs).isWhole).toBe(false);
  });

  it.each([
    ['the newest day whose rows have all come', nowMs, 7],
    ['the same by a clock that stands before the rows', Date.parse('2026-11-01T00:00:00Z'), 7],
    ['the next one once its rows have come', Date.parse('2026-11-19T00:00:00Z'), 400],
  ])('of days is %s', (_, clockMs, value) => {
    const daily = {
      ...aWatchedQuestion(),
      keys: ['day'],
      periods: { column: 'day', lagMs: 24 * 3_600_000 },
    };
    const rows: readonly (readonly Cell[])[] = [
      ['2026-11-15', 9],
      ['2026-11-16', 7],
      ['2026-11-17', 400],
      ['2026-11-18', 1],
    ];
    const columns = [{ name: 'day' }, { name: 'failed_runs' }];
    const { objects } = objectsIn(daily, condition, { columns, rows, truncated: false }, clockMs);
    expect(objects).toEqual([{ key: '[]', label: '', value }]);
  });
});
