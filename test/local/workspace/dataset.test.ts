import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDataset, type Dataset } from '../../../local/workspace/dataset.ts';
import { sharedCache } from '../data/cache.ts';

describe('the names that a question may contain', () => {
  let dataset: Dataset;
  beforeAll(async () => {
    const cacheDir = await sharedCache();
    const onProgress = () => {};
    dataset = createDataset({
      cacheDir,
      seed: 1,
      days: 3,
      ownData: null,
      isRead: () => true,
      onProgress,
    });
    await dataset.load(Date.parse('2026-11-18T00:00:00Z'));
  }, 60_000);
  afterAll(() => dataset.close());

  test('are those of the catalogs of people, not of system tables', () => {
    const { tables = [] } = dataset.current()?.names ?? {};
    expect(tables).toContain('prod.sales.orders');
    // “tables” in a question would be the last part of such a name.
    expect(tables.filter((name) => /^(?:system|samples|__)/.test(name))).toEqual([]);
  });
});
