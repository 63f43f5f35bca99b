import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../local/data');
const prefix = 'health-monitor-data-';
const dayMs = 86_400_000;

/**
 * The folder in which test suites share built data. Its name contains a hash of the generator's source
 * files, so that data of another version is never used.
 *
 * Effect: reads the source files; removes folders of other versions that are older than a day.
 */
export async function sharedCache(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync('**/*.ts', { cwd: root }).toSorted())
    hash.update(file).update(readFileSync(join(root, file)));
  const name = `${prefix}${hash.digest('hex').slice(0, 16)}`;
  const others = (await readdir(tmpdir())).filter((other) => other.startsWith(prefix));
  for (const other of others) {
    const stats = await stat(join(tmpdir(), other)).catch(() => null);
    if (other !== name && stats !== null && stats.mtimeMs < Date.now() - dayMs)
      await rm(join(tmpdir(), other), { recursive: true, force: true });
  }
  return join(tmpdir(), name);
}
