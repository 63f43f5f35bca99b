import { beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { type Asker, createAsker, month } from './asker.ts';

/** Some changes lie before the days of the data. */
const year = { ...month, from_time: '2026-01-01T00:00:00.000Z' };

const { checks } = loadCatalogue();

const names: Readonly<Record<string, string>> = {
  '4010000000000001': 'prod-us',
  '4010000000000002': 'analytics-us',
  '4010000000000003': 'prod-eu',
};

describe('the checks on generated data', () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await createAsker(1);
    return asker.close;
  }, 60_000);

  test.each(checks)(
    '$id gives rows in the columns, keys and bound of its header',
    async (check) => {
      const { columns, rows } = await asker.ask(check.id, year);
      const declared = Object.entries(check.columns);
      expect(columns).toEqual(declared.map(([name, { type }]) => `${name} ${type}`));
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(check.rows.max);
      const keys = rows.map((row) => JSON.stringify(check.rows.key.map((key) => row[key])));
      expect(new Set(keys).size).toBe(keys.length);
      const nulls = declared.filter(
        ([name, { nullable }]) => nullable !== true && rows.some((row) => row[name] === null),
      );
      expect(nulls.map(([name]) => name)).toEqual([]);
    },
  );

  test.each(checks)('$id begins with its latest rows: a cut loses the oldest', async (check) => {
    const [time = ''] = check.rows.order;
    expect(time).toMatch(/^-/);
    const { rows } = await asker.ask(check.id, year);
    const times = rows.map((row) => Date.parse(row[time.slice(1)] ?? ''));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(check.sql.trimEnd()).toMatch(new RegExp(`\\blimit ${check.rows.max}$`));
  });

  const narrowed = checks.filter(
    ({ parameters, columns }) => 'workspace' in parameters && 'workspace_id' in columns,
  );
  test.each(narrowed)('$id of a workspace, by its name or id, is what it has', async ({ id }) => {
    const all = (await asker.ask(id, year)).rows;
    const spaces = [...new Set(all.map((row) => row['workspace_id'] ?? ''))];
    expect(spaces.length).toBeGreaterThan(0);
    for (const space of spaces) {
      const own = all.filter((row) => row['workspace_id'] === space);
      for (const workspace of [space, names[space] ?? ''])
        expect((await asker.ask(id, { ...year, workspace })).rows).toEqual(own);
    }
    expect((await asker.ask(id, { ...year, workspace: 'none of that name' })).rows).toEqual([]);
  });
});
