import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, openInstallation, previews } from './bench.ts';

const absent = 'system.billing.account_prices';
let installation: Installation;

beforeAll(async () => {
  installation = await openInstallation([absent]);
}, 120_000);
afterAll(() => installation[Symbol.asyncDispose]());

const warned = async (id: string) => {
  const rows = await installation.rows();
  expect(rows.filter(({ status }) => status === 'fail').map((row) => row.id)).toEqual([]);
  const row = rows.find((one) => one.id === id);
  expect(row?.status).toBe('warn');
  return row?.detail ?? '';
};

describe('a table that an account need not have', () => {
  it('is told by its name, with the questions that need it, beside tables that can be read', async () => {
    const detail = await warned('schema.billing');
    expect(detail).toMatch(
      /^SELECT on list_prices, usage\. system\.billing\.account_prices is absent/,
    );
    expect(detail).toMatch(/Without it: no cost\/contract_spend\.$/);
  });

  it.each(previews)('is told where its schema %s is not enabled', async (schema) => {
    await installation.setEnabled(schema, false);
    const detail = await warned(`schema.${schema}`);
    await installation.setEnabled(schema, true);
    expect(detail).toMatch(/ is absent: it comes with the preview of data \w+/);
  });

  it('that may not be read is another fault than one that is absent', async () => {
    await installation.setSelect('data_classification', 'remove');
    const said = await installation.onlyRed('schema.data_classification');
    await installation.setSelect('data_classification', 'add');
    expect(said).toMatch(/INSUFFICIENT_PERMISSIONS/);
  });
});
