import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildData } from '../../../../local/data/build.ts';
import { freeStatement } from '../../../../local/workspace/genie/free-style.ts';
import { defaultValue } from '../../../../sql/default-value.ts';
import {
  openEngine,
  type SqlEngine,
  type SqlRows,
} from '../../../../local/workspace/sql/engine.ts';
import { bareStatement, type CertifiedQuestion, loadCatalogue } from '../../../../sql/catalogue.ts';
import { sharedCache } from '../../data/cache.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const catalogue = loadCatalogue();

/** Whether two cells are equal; money in free style is text with two digits. */
function isEqualCell(
  found: string | null,
  wanted: string | null,
  unit: string | undefined,
): boolean {
  if (found === null || wanted === null || found === wanted) return found === wanted;
  // Threads sum doubles in any order, so the last digits may differ.
  const [left, right] = [Number(found), Number(wanted)];
  if (unit !== 'USD') return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(right));
  const isMoney = /^\$-?[\d,]+\.\d\d$/.test(found);
  return isMoney && Math.abs(Number(found.replace(/[$,]/g, '')) - Number(wanted)) < 0.006;
}

describe('an answer in free style', () => {
  let engine: SqlEngine;
  beforeAll(async () => {
    const { file } = await buildData({ cacheDir: await sharedCache(), seed: 1, nowMs, days: 30 });
    engine = await openEngine(file);
    return engine.close;
  }, 60_000);
  afterAll(() => engine.close());

  const ask = (question: CertifiedQuestion, sql: string): Promise<SqlRows> => {
    const parameters = Object.entries(question.parameters).map(([name, parameter]) => ({
      name,
      type: parameter.type,
      value: defaultValue(parameter, nowMs),
    }));
    return engine.run(sql, parameters, nowMs);
  };

  test.each(catalogue.questions.map(({ id }) => id))(
    '%s has the same rows and values as the certified statement',
    async (id) => {
      const question = catalogue.questions.find((one) => one.id === id);
      if (question === undefined) throw new Error(id);
      const free = freeStatement(question, 7, `asked about ${id}`);
      expect(catalogue.byStatement.has(bareStatement(free))).toBe(false);
      const [wanted, found] = [await ask(question, question.sql), await ask(question, free)];
      const columns = Object.entries(question.columns);
      expect(found.columns).toHaveLength(columns.length + 1);
      const first = found.columns.map(({ name }) => name);
      expect(first).not.toEqual(columns.map(([name]) => name));
      expect(found.rowCount).toBe(wanted.rowCount);
      const shift = columns.findIndex((_, index) =>
        found.rows.every((row, at) =>
          columns.every(([, column], place) => {
            const rotated = row[(place - index + columns.length) % columns.length] ?? null;
            return isEqualCell(rotated, wanted.rows[at]?.[place] ?? null, column.unit);
          }),
        ),
      );
      expect(shift).toBeGreaterThanOrEqual(0);
    },
  );
});
