import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import { cachedBundle } from '../../worker/bundle-cache.ts';
import { root as home } from '../support/sources.ts';

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

it('an image is prepared so that its worker builds no bundle', async () => {
  const run = promisify(execFile);
  await run(process.execPath, [join(home, 'worker/prepare.ts')], {
    env: { ...neutralEnvironment(), CACHE_DIR: cache },
  });
  const neverBuild = () => Promise.reject(new Error('it was built'));
  const code = await cachedBundle(home, join(cache, 'workflow-bundles'), neverBuild);
  expect(code).toContain('investigation');
  const dockerfile = readFileSync(join(home, 'Dockerfile'), 'utf8');
  expect(dockerfile).toMatch(/COPY \. \.[^]*ENV CACHE_DIR=[^]*RUN node worker\/prepare\.ts/);
});
