import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { neutralEnvironment } from '../../config/index.ts';
import { pythonWith } from '../support/python.ts';

const run = promisify(execFile);

/** A Python that has a major version of the official client; null, said aloud, where there is none. */
export async function pythonClient(major: 2 | 3): Promise<string | null> {
  const found = await pythonWith({
    name: `openai-${major}`,
    size: '60 MB',
    requirements: join(import.meta.dirname, `openai-${major}.txt`),
  });
  if (!('missing' in found)) return found.python;
  process.stderr.write(`\nSKIPPED: no client of Python asked: ${found.missing}\n`);
  return null;
}

/** Runs a program of Python away from the folders of this repository, and gives what it printed. */
export async function runPython(python: string, args: readonly string[]): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-python-'));
  try {
    const { stdout } = await run(python, ['-P', ...args], {
      cwd: dir,
      env: neutralEnvironment(),
      timeout: 100_000,
    });
    return stdout;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
