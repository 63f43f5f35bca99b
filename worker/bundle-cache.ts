import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders that a workflow may import from; the lockfile fixes the versions of its packages. */
const sourceFolders = ['workflows', 'domain', 'agents'];
const lockfile = 'package-lock.json';
/** Bundles of older sources are deleted after a week, milliseconds. */
const keptMs = 7 * 86_400_000;

/**
 * The files whose content decides what the workflow bundle is, in order, as paths below `root`.
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
 * Builds the bundle, or takes it from the cache when none of its sources has changed. A cache that
 * cannot be read or written is no failure: the bundle is built then.
 *
 * Effect: reads and writes below `folder`.
 *
 * @param root Folder of the product.
 * @param folder Where bundles are kept, one file each, named by a hash of the sources.
 */
export async function cachedBundle(
  root: string,
  folder: string,
  build: () => Promise<string>,
): Promise<string> {
  const file = join(folder, `${await hashOf(root)}.js`);
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known;
  const code = await build();
  await keep(folder, file, code).catch(() => undefined);
  return code;
}

async function hashOf(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const file of await bundleSources(root)) {
    hash.update(`\n${file}\n`).update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

/** Moved into place when it is complete, so that a reader never sees a part of it. */
async function keep(folder: string, file: string, code: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, code);
  await rename(draft, file);
  for (const name of await readdir(folder)) {
    const other = join(folder, name);
    const found = await stat(other).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > keptMs) await rm(other, { force: true });
  }
}
