import { beforeAll, expect, test } from 'vitest';
import { type Asker, createAsker } from './asker.ts';

let asker: Asker;
beforeAll(async () => {
  asker = await createAsker(1);
  return asker.close;
}, 60_000);

const named = async (name: string) =>
  (await asker.ask('unified/known_names', { name })).rows.map((row) =>
    [row['kind'], row['object_name'], row['is_it']].join(' '),
  );

test.each([
  ['payments_ledger_sync', 'job payments_ledger_sync true'],
  ['PAYMENTS_LEDGER_SYNC', 'job payments_ledger_sync true'],
  ['payments_ledger_sinc', 'job payments_ledger_sync false'],
  ['bi-main', 'warehouse bi-main true'],
  ['a1b2c3d4e5f60003', 'warehouse bi-main true'],
  ['eu-explore', 'cluster eu-explore true'],
  ['assistant', 'endpoint assistant true'],
  ['prod.sales.orders', 'table prod.sales.orders true'],
  ['sales.orders', 'table prod.sales.orders true'],
  ['prod-eu', 'workspace prod-eu true'],
  ['farid@example.com', 'user farid@example.com true'],
  ['prod.sales', 'schema prod.sales true'],
  ['prod', 'catalog prod true'],
  ['payments', 'team payments true'],
  ['etl-runners', 'user etl-runners true'],
  ['old_export', 'job old_export true'],
  ['nightly dbt build', 'job nightly dbt build true'],
  ['account users', 'principal account users true'],
  ['example.com', 'user ana@example.com true'],
])('%s is known', async (name, expected) => {
  expect(await named(name)).toContain(expected);
});

test.each(['unicorn_sync', 'zoltan@acme.test', 'prod.sales.unicorns', 'order', 'x', '%', ''])(
  '“%s” is the name of nothing',
  async (name) => {
    expect(await named(name)).toEqual([]);
  },
);
