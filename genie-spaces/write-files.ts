import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportFiles } from './export-files.ts';

export type Written = { readonly written: number; readonly unchanged: number };

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Writes files under a folder. Where other ones would be overwritten, none is written.
 *
 * Effect: makes folders, writes files.
 *
 * @param force Overwrites them.
 * @returns How many, or the paths that stand in the way.
 */
export function writeFiles(
  folder: string,
  files: ExportFiles,
  force: boolean,
): Written | { readonly inTheWay: readonly string[] } {
  const found = [...files].map(([path, text]) => {
    const old = readOrNull(join(folder, path));
    return { path, text, isNew: old === null, isSame: old === text };
  });
  const changed = found.filter(({ isSame }) => !isSame);
  const inTheWay = changed.filter(({ isNew }) => !isNew).map(({ path }) => path);
  if (inTheWay.length > 0 && !force) return { inTheWay };
  for (const { path, text } of changed) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { written: changed.length, unchanged: found.length - changed.length };
}
