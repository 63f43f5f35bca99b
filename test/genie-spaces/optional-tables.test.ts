import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tablesIn } from '../../sql/tables.ts';
import { type Bench, catalogue, createBench } from './bench.ts';

const absent = ['system.billing.account_prices', 'system.data_classification.results'];
let bench: Bench;

beforeAll(async () => {
  bench = await createBench(absent);
  await bench.workspace.ready;
}, 60_000);
afterAll(() => bench.workspace.close());

describe('a workspace without a table that is optional', () => {
  it('gets spaces without the questions that need it, and is told which', async () => {
    const { isDone, lines } = await bench.deploy();
    expect(isDone).toBe(true);
    const told = lines.filter((line) => line.includes(' is absent '));
    expect(told.map((line) => line.split(' ')[0])).toEqual(absent);
    expect(told[0]).toMatch(/; left out: cost\/contract_spend$/);
    for (const domain of ['cost', 'quality'] as const) {
      const { content } = await bench.read(await bench.spaceOf(domain));
      const tables = content.data_sources.tables.map(({ identifier }) => identifier);
      expect(tables.filter((table) => absent.includes(table))).toEqual([]);
      expect(content.instructions.example_question_sqls.length).toBeGreaterThan(15);
    }
  });

  it('each such question says what it needs', () => {
    const asking = catalogue.questions.filter(({ sql }) =>
      tablesIn(sql).some((table) => absent.includes(table)),
    );
    expect(asking.map(({ id }) => id)).toContain('cost/contract_spend');
    const silent = asking.filter(
      ({ caveats }) => !caveats.some((text) => text.startsWith('Needs')),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});
