import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import { deleteState } from '../../local/state.ts';
import { root } from '../support/sources.ts';

let localDir = '';
beforeAll(() => {
  localDir = mkdtempSync(join(tmpdir(), 'closed-output-'));
});
afterAll(() => {
  deleteState(localDir);
  rmSync(localDir, { recursive: true, force: true });
});

/** What a command says on standard error when the reader of its output is gone before it writes. */
async function withoutReader(file: string, args: readonly string[], closes: 'stdout' | 'both') {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...neutralEnvironment(), PORT: '0', LOCAL_DIR: localDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const said = closes === 'both' ? Promise.resolve('') : text(child.stderr);
  if (closes === 'both') child.stderr.destroy();
  const [[code, signal], err] = await Promise.all([once(child, 'exit'), said]);
  return { code: code as number | null, signal: signal as string | null, err };
}

describe('a command whose output nobody reads, as in "… | head -1"', () => {
  it.each([
    ['cli/ask.ts', [], 0],
    ['cli/doctor.ts', [], 1],
    ['cli/genie-export.ts', ['--help'], 0],
    ['local/main.ts', ['--help'], 0],
    ['local/main.ts', [], 0],
  ] as const)('ends quietly: %s %j', async (file, args, code) => {
    expect(await withoutReader(file, args, 'stdout')).toEqual({ code, signal: null, err: '' });
  });

  it.each([
    ['cli/ask.ts', ['--loud']],
    ['cli/genie-export.ts', ['--loud']],
  ] as const)('ends with its code when errors are not read either: %s %j', async (file, args) => {
    const { code, signal } = await withoutReader(file, args, 'both');
    expect([code, signal]).toEqual([1, null]);
  });
});
