import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile } from '../adapters/keep-file.ts';

/** The folders that a workflow may import from; the lockfile fixes the versions of its packages. */
const sourceFolders = ['workflows', 'domain', 'agents'];
const lockfile = 'package-lock.json';

/**
 * The files that the workflow bundle depends on, sorted, as paths below `root`.
 *
 * Effect: reads folders.
 */
export async function bundleSources(root: string): Promise<string[]> {
  const lists = await Promise.all(
    sourceFolders.map(async (folder) => {
      const files = await readdir(join(root, folder), { recursive: true });
      return files.filter((file) => file.endsWith('.ts')).map((file) => join(folder, file));
    }),
  );
  return [...lists.flat().toSorted(), lockfile];
}

/**
 * Returns the cached bundle, or builds it when a source has changed. When the cache cannot be read
 * or written, the bundle is built without it.
 *
 * Effect: reads and writes below `folder`.
 *
 * @param root Folder of the product.
 * @param folder Folder of the cached bundles; each file is named by a hash of the sources.
 */
export async function cachedBundle(
  root: string,
  folder: string,
  build: () => Promise<string>,
): Promise<string> {
  const file = join(folder, `${await hashOf(root)}.js`);
  const cached = await readFile(file, 'utf8').catch(() => null);
  // A file may be empty after a loss of power.
  if (cached) return cached;
  const code = await build();
  await keepFile(file, code).catch(() => undefined);
  return code;
}

async function hashOf(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const file of await bundleSources(root)) {
    hash.update(`\n${file}\n`).update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}
