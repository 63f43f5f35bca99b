import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { fileURLToPath } from 'node:url';
import { keepFile } from '../../adapters/keep-file.ts';
import type { PageFiles } from './page-files.ts';

const home = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The page, from the cache if its sources are those of then, else newly bundled. When the cache cannot be
 * read or written, it is bundled without it.
 *
 * Effect: reads `web/`; reads and writes below `cacheDir`.
 *
 * @throws {Error} When it cannot be bundled.
 */
export async function cachedPage(cacheDir: string): Promise<PageFiles> {
  const file = join(cacheDir, 'pages', `${await hashOfSources()}.bin`);
  const cached = await readFile(file)
    .then((bytes) => deserialize(bytes) as PageFiles)
    .catch(() => null);
  if (cached !== null) return cached;
  // What bundles is loaded only then.
  const { buildPage } = await import('./build-page.ts');
  const page = await buildPage();
  await keepFile(file, serialize(page)).catch(() => undefined);
  return page;
}

/** The lockfile fixes the versions of the packages. */
async function hashOfSources(): Promise<string> {
  const names = await readdir(join(home, 'web'), { recursive: true });
  const sources = names.filter((name) => /\.(?:tsx?|css|html|json)$/.test(name)).toSorted();
  const hash = createHash('sha256').update(process.version);
  for (const name of [...sources.map((source) => join('web', source)), 'package-lock.json'])
    hash.update(`\n${name}\n`).update(await readFile(join(home, name)));
  return hash.digest('hex');
}
