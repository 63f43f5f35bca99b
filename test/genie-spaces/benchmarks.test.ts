import { afterAll, beforeAll, expect, it } from 'vitest';
import { withDefaults } from '../../sql/default-expression.ts';
import { at } from '../local/workspace/client.ts';
import { type Bench, catalogue, createBench, warehouseId } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
  await bench.workspace.ready;
}, 60_000);
afterAll(() => bench.workspace.close());

it('every statement with its defaults in place is one that runs', async () => {
  const failed: unknown[] = [];
  for (const question of catalogue.questions) {
    const statement = withDefaults(question);
    const request = { statement, warehouse_id: warehouseId, wait_timeout: '50s' };
    const { body } = await bench.client.post('/api/2.0/sql/statements', request);
    if (at(body, 'status', 'state') !== 'SUCCEEDED') failed.push([question.id, body['status']]);
  }
  expect(failed).toEqual([]);
}, 120_000);
