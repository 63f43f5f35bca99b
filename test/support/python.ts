import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../../config/index.ts';

const run = promisify(execFile);
const oldest = [3, 11] as const;

/** Packages to have in a Python of their own. */
export type Wanted = {
  readonly name: string;
  /** What is fetched, for whoever waits. */
  readonly size: string;
  /** File with the pinned packages. */
  readonly requirements: string;
};

async function version(): Promise<readonly [number, number] | null> {
  const told = await run('python3', ['--version'], { timeout: 20_000 }).catch(() => null);
  const [, major, minor] = /Python (\d+)\.(\d+)/.exec(told?.stdout ?? '') ?? [];
  return major === undefined ? null : [Number(major), Number(minor)];
}

/**
 * A Python of the cache that has pinned packages; made there once, whole or not at all. Or why there is none.
 *
 * Effect: may fetch packages from the index that `pip` is set up for.
 *
 * @throws {Error} When `pip` cannot bring them.
 */
export async function pythonWith({
  name,
  size,
  requirements,
}: Wanted): Promise<{ readonly python: string } | { readonly missing: string }> {
  const found = await version();
  const [major, minor] = oldest;
  if (found === null || found[0] !== major || found[1] < minor)
    return { missing: `no python3 of version ${oldest.join('.')} or newer on PATH` };
  const pins = readFileSync(requirements);
  const hash = createHash('sha256').update(pins).digest('hex').slice(0, 12);
  const home = join(loadConfig().local.cacheDir, name, `python${found.join('.')}-${hash}`);
  const python = join(home, 'bin', 'python');
  if (existsSync(python)) return { python };
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(join(dirname(home), 'fetch-'));
  process.stderr.write(`${name}: fetching it once (${size}) …\n`);
  try {
    await run('python3', ['-m', 'venv', draft], { timeout: 120_000 });
    const pip = ['-m', 'pip', 'install', '--no-input', '--quiet', '--requirement', requirements];
    await run(join(draft, 'bin', 'python'), pip, { timeout: 900_000 });
    // Another run may have put the same there meanwhile.
    await rename(draft, home).catch((error: unknown) => {
      if (!existsSync(python)) throw error;
    });
    return { python };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
