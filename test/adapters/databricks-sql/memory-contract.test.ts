import { afterAll, beforeAll, describe } from 'vitest';
import { memoryContract } from '../memory-contract.ts';
import { summaryContract } from '../summary-contract.ts';
import { openDeltaBench } from './bench.ts';
import type { DeltaBench } from './bench.ts';

let bench: DeltaBench;
beforeAll(async () => {
  bench = await openDeltaBench();
}, 60_000);
afterAll(() => bench[Symbol.asyncDispose]());

describe('memory on Databricks SQL', () => {
  memoryContract(() => bench);
  summaryContract(() => bench);
});
