import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import { descendants } from '../support/checkout.ts';
import { root } from '../support/sources.ts';

const run = promisify(execFile);
const unshare = ['--fork', '--pid', '--mount-proc', '--kill-child'];
const hasNamespaces = spawnSync('unshare', [...unshare, 'true']).status === 0;
const nothing = '127.0.0.1:9';
const env = {
  DATABASE_URL: `postgres://me@${nothing}/x`,
  TEMPORAL_ADDRESS: nothing,
  DATABRICKS_HOST: `http://${nothing}`,
  DATABRICKS_TOKEN: 'token',
  PORT: '0',
};

/** As in a container: the first process has pid 1, where a signal without a handler is lost. */
async function told(
  command: readonly string[],
  signal: NodeJS.Signals,
  when: RegExp,
  more: Readonly<Record<string, string>> = {},
) {
  const child = spawn('unshare', [...unshare, ...command], {
    cwd: root,
    env: { ...neutralEnvironment(), ...env, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const ended = once(child, 'exit');
  await vi.waitFor(() => expect(printed).toMatch(when), { timeout: 60_000 });
  const [, first] = descendants(child.pid ?? 0);
  process.kill(first?.pid ?? 0, signal);
  const [code] = (await ended) as [number | null];
  return { code, printed };
}

/** Mounts the root as containers with `read_only` have it, with one folder to write in. */
const readOnly = (writable: string, command: string): readonly string[] => [
  'sh',
  '-euc',
  `mount --bind / / && mount -o remount,bind,ro / && mount -t tmpfs tmpfs '${writable}' && cd '${root}' && exec ${command}`,
];

describe.skipIf(!hasNamespaces)('a process of the image on a root that cannot be written', () => {
  it.each([
    ['api', 'node api/main.ts', /"msg":"ready"/],
    ['worker', 'node worker/main.ts', /waiting for Temporal/],
  ])('starts with what was prepared: %s', async (_, command, when) => {
    const dir = mkdtempSync(join(tmpdir(), 'health-monitor-image-'));
    try {
      const prepared = { ...neutralEnvironment(), CACHE_DIR: join(dir, 'cache') };
      for (const file of ['worker/prepare.ts', 'api/prepare.ts'])
        await run(process.execPath, [join(root, file)], { cwd: root, env: prepared });
      mkdirSync(join(dir, 'tmp'));
      const own = { CACHE_DIR: prepared.CACHE_DIR, TMPDIR: join(dir, 'tmp') };
      const shell = ['--mount', '--propagation', 'private', ...readOnly(own.TMPDIR, command)];
      const { code } = await told(shell, 'SIGTERM', when, own);
      expect(code).toBe(0);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe.skipIf(!hasNamespaces)('the first process of a container', () => {
  it.each([
    ['worker', ['npm', 'run', 'worker'], /waiting for Temporal/],
    ['api', ['node', 'api/main.ts'], /"ready"/],
  ] as const)('stops in order at SIGTERM: %s by %j', async (_, command, when) => {
    const { code, printed } = await told(command, 'SIGTERM', when);
    expect(printed).toMatch(/"msg":"stopping/);
    expect(code).toBe(0);
  });
});
