import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import { descendants } from '../support/checkout.ts';
import { root } from '../support/sources.ts';

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
async function told(command: readonly string[], signal: NodeJS.Signals, when: RegExp) {
  const child = spawn('unshare', [...unshare, ...command], {
    cwd: root,
    env: { ...neutralEnvironment(), ...env },
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
