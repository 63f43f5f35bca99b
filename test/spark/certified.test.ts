import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildData } from '../../local/data/build.ts';
import { openEngine } from '../../local/workspace/sql/engine.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { sharedCache } from '../local/data/cache.ts';
import { askSpark, type SparkAnswer } from './ask.ts';
import { type Case, createCaser, type QuestionCases } from './cases.ts';
import { checkAccountCases } from './check-account.ts';
import { differences } from './differences.ts';
import { exportTables } from './export.ts';
import { secondAccountCases } from './second-account.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const zones = ['UTC', 'America/New_York'];
const { questions, checks } = loadCatalogue();
const certified = [...questions, ...checks];
const spark = inject('spark');

/** Neither a parameter nor a window changes what these say of the present. */
const oneAnswer = [
  'quality/table_tag_coverage',
  'quality/tables_by_layer',
  'quality/unmonitored_tables',
];

/** A statement that means another thing in each zone, which no certified one may be. */
const wallClock = {
  sql: "select date_format(cast('2026-11-18T03:30:00Z' as timestamp), 'dd HH:mm') as clock",
  parameters: {},
};

describe.skipIf('missing' in spark)('certified SQL on Apache Spark', () => {
  const cases = new Map<string, QuestionCases>();
  /** What was asked of all data sets, by question or check. */
  const asked = new Map<string, Case[]>();
  /** Zone → what was asked → answer. */
  const answers = new Map<string, Map<Case | typeof wallClock, SparkAnswer>>();
  let folder: string;

  beforeAll(async () => {
    if ('missing' in spark) return;
    folder = await mkdtemp(join(tmpdir(), 'health-monitor-spark-'));
    const { file } = await buildData({ cacheDir: await sharedCache(), seed: 1, nowMs, days: 30 });
    const engine = await openEngine(file);
    const casesOf = await createCaser(engine, nowMs);
    for (const question of certified) cases.set(question.id, await casesOf(question));
    engine.close();
    const generated = [...cases.values()].flatMap(({ defaults, other }) => [defaults, other]);
    const secondFile = join(folder, 'second.duckdb');
    const second = [...(await secondAccountCases(secondFile, questions)).values()].flat();
    const trapsFile = join(folder, 'traps.duckdb');
    const traps = await checkAccountCases(trapsFile, checks, nowMs);
    const everything = [...generated, ...second, ...traps];
    for (const one of everything)
      asked.set(one.question.id, [...(asked.get(one.question.id) ?? []), one]);
    const statementOf = ({ question, values }: Case) => ({ sql: question.sql, parameters: values });
    const sets = [
      {
        tables: await exportTables(file, join(folder, 'tables')),
        statements: [wallClock, ...generated.map(statementOf)],
      },
      {
        tables: await exportTables(secondFile, join(folder, 'second')),
        statements: second.map(statementOf),
      },
      {
        tables: await exportTables(trapsFile, join(folder, 'traps')),
        statements: traps.map(statementOf),
      },
    ];
    const byZone = await askSpark(spark, { zones, sets }, folder);
    for (const [zone, all] of Object.entries(byZone))
      answers.set(
        zone,
        new Map(
          [wallClock, ...everything].map((what, index) => [what, all[index] ?? { error: 'none' }]),
        ),
      );
  }, 960_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('ran in zones whose clocks differ', () => {
    const clocks = zones.map((zone) => answers.get(zone)?.get(wallClock));
    expect(clocks).toEqual([
      { columns: ['clock STRING'], rows: [['18 03:30']] },
      { columns: ['clock STRING'], rows: [['17 22:30']] },
    ]);
  });

  test('was asked for rows, and with other parameters for other ones', () => {
    const all = [...cases];
    expect(all.length).toBeGreaterThan(100);
    const rows = (one: Case) => JSON.stringify(one.answer.rows);
    const empty = all.filter(([, { defaults }]) => defaults.answer.rowCount === 0);
    const same = all.filter(([, { defaults, other }]) => rows(defaults) === rows(other));
    const unused = all.filter((one) => one[1].unused.length > 0);
    expect(empty.map(([id]) => id)).toEqual([]);
    expect(same.map(([id]) => id)).toEqual(oneAnswer);
    expect(unused.map(([id, one]) => [id, one.unused])).toEqual([]);
  });

  describe.each(zones)('in session time zone %s', (zone) => {
    test.each(certified.map(({ id }) => id))('%s gives the rows that DuckDB gives', (id) => {
      const all = asked.get(id) ?? [];
      // With the defaults, with everything else, and of the second account or that of the traps.
      expect(all.length).toBeGreaterThanOrEqual(3);
      for (const one of all)
        expect(differences(one, answers.get(zone)?.get(one)), JSON.stringify(one.values)).toEqual(
          [],
        );
    });
  });
});
