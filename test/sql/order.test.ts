import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { type Asker, createAsker, month } from './asker.ts';

const { questions } = loadCatalogue();
const most = /\b(?:most|highest|heaviest|largest|longest|slowest|dearest|newest)\b/i;
const least = /\b(?:least|lowest|fewest|smallest|oldest)\b/i;
const cut = questions.filter((question) => 'top_n' in question.parameters);

describe('the order of a question', () => {
  test.each(questions.filter(({ question }) => most.test(question) !== least.test(question)))(
    '$id begins at the end that it asks for',
    ({ question, rows }) => {
      expect(rows.order[0]?.startsWith('-')).toBe(most.test(question));
    },
  );
});

describe('a cut', () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await createAsker(1);
  }, 60_000);
  afterAll(() => asker.close());

  test.each(cut)('of $id keeps the first rows of its order', async ({ id }) => {
    const whole = (await asker.ask(id, month)).rows;
    const first = (await asker.ask(id, { ...month, top_n: '2' })).rows;
    expect(first.slice(0, 2)).toEqual(whole.slice(0, 2));
    expect(first.length).toBeGreaterThanOrEqual(Math.min(2, whole.length));
  });

  test('keeps the tables that are read the most, and some that nobody reads', async () => {
    const whole = (await asker.ask('quality/table_reads', month)).rows;
    const few = (await asker.ask('quality/table_reads', { ...month, top_n: '1' })).rows;
    const reads = (rows: typeof whole) => rows.map((row) => Number(row['reads']));
    expect(reads(few)).toEqual([Math.max(...reads(whole)), 0]);
  });
});
