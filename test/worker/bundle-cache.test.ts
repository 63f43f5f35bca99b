import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedBundle } from '../../worker/bundle-cache.ts';

let root = '';
let cache = '';
let built = 0;
const build = async (): Promise<string> => {
  built += 1;
  return `bundle ${built}`;
};

beforeEach(() => {
  built = 0;
  root = mkdtempSync(join(tmpdir(), 'bundle-cache-'));
  cache = join(root, 'cache');
  for (const folder of ['workflows', 'domain', 'agents']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'workflows', 'index.ts'), 'export {};');
  writeFileSync(join(root, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the cache of the workflow bundle', () => {
  it('gives the same bundle again while no source changes', async () => {
    expect(await cachedBundle(root, cache, build)).toBe('bundle 1');
    expect(await cachedBundle(root, cache, build)).toBe('bundle 1');
    expect(built).toBe(1);
  });

  it.each([
    ['a changed source', 'workflows/index.ts'],
    ['a new file', 'domain/new.ts'],
    ['another set of packages', 'package-lock.json'],
  ])('builds again after %s', async (_, file) => {
    await cachedBundle(root, cache, build);
    writeFileSync(join(root, file), '{"changed": true}');
    expect(await cachedBundle(root, cache, build)).toBe('bundle 2');
  });

  it('deletes bundles that are older than a week', async () => {
    await cachedBundle(root, cache, build);
    const [old = ''] = readdirSync(cache);
    utimesSync(join(cache, old), 1, 1);
    writeFileSync(join(root, 'domain', 'new.ts'), '');
    await cachedBundle(root, cache, build);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(readdirSync(cache)).not.toContain(old);
  });

  it('builds all the same where the cache cannot be written', async () => {
    writeFileSync(join(root, 'file'), '');
    expect(await cachedBundle(root, join(root, 'file', 'cache'), build)).toBe('bundle 1');
  });
});
