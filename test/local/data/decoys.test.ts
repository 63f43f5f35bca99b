import { describe, expect, test } from 'vitest';
import { decoys } from '../../../local/data/decoys/index.ts';
import { generate } from '../../../local/data/generate.ts';
import { incidents } from '../../../local/data/incidents/index.ts';

const options = { seed: 1, nowMs: Date.parse('2026-11-18T00:00:00Z'), days: 21 };
const both = generate({ ...options, decoys });
const alone = generate({ ...options, incidents: [], decoys });
const rowsOf = (made: typeof both): Set<string> =>
  new Set(
    [...made.rows].flatMap(([table, rows]) => rows.map((row) => `${table} ${JSON.stringify(row)}`)),
  );
const rowsOfBoth = rowsOf(both);
const rowsAlone = rowsOf(alone);

describe('the decoys', () => {
  test('lie beside every incident, one each', () => {
    expect(decoys.map(({ id }) => id)).toEqual(incidents.map(({ id }) => id));
  });

  test('are not in the data unless they are asked for', () => {
    expect(generate({ ...options, days: 7 }).truth.decoys).toEqual([]);
  });

  test('add rows and change none, with the incidents and without', () => {
    for (const [rows, plain] of [
      [rowsOfBoth, generate(options)],
      [rowsAlone, generate({ ...options, incidents: [] })],
    ] as const) {
      expect([...rowsOf(plain)].filter((row) => !rows.has(row))).toEqual([]);
    }
  });

  test.each(decoys.map(({ id }) => id))(
    '%s: what must never be named is in the data at its time, and is not the cause',
    (id) => {
      const decoy = both.truth.decoys.find((one) => one.id === id);
      const cause = both.truth.incidents.find((one) => one.id === id)?.visible;
      const { who = null, objects = [] } = decoy?.never ?? {};
      expect(who === null || who !== cause?.who).toBe(true);
      const name = who ?? objects[0]?.id ?? '';
      const near = [...rowsOfBoth].filter(
        (row) => row.includes(name) && row.includes(decoy?.at.slice(0, 16) ?? 'nowhere'),
      );
      expect(near.length).toBeGreaterThan(0);
    },
  );

  test('that follow the onset by an hour do so, and those that are told as nearer come before it', () => {
    const toOnset = both.truth.decoys.map(({ id, at, confusion }) => {
      const from = both.truth.incidents.find((one) => one.id === id)?.from ?? '';
      return { confusion, isAfter: at > from };
    });
    expect(
      toOnset.filter(({ confusion, isAfter }) => confusion.includes('after') && !isAfter),
    ).toEqual([]);
    expect(
      toOnset.filter(({ confusion }) => confusion === 'a change an hour after the onset'),
    ).toHaveLength(3);
  });
});
