import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Age at which other files of the folder are deleted, milliseconds. */
const maxAgeMs = 7 * 86_400_000;

/**
 * Keeps what can be made again, such as a bundle: written to a temporary file and renamed, so that no reader
 * gets half of it. Old files of the same folder are deleted.
 *
 * Effect: writes below the folder of `file`, which is made if it is missing.
 */
export async function keepFile(file: string, content: string | Buffer): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, content);
  await rename(temporary, file);
  for (const name of await readdir(folder)) {
    const other = join(folder, name);
    const found = await stat(other).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > maxAgeMs) await rm(other, { force: true });
  }
}
