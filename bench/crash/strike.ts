import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { neutralEnvironment } from '../../config/index.ts';
import { answers, polls } from '../../local/product.ts';
import type { StackFile } from '../../local/state.ts';
import type { Blow, Struck } from './cells.ts';
import { untilBack } from './rig.ts';
import type { Rig } from './rig.ts';

/** How long a process stands still. */
export const stoppedMs = 15_000;
const lookEveryMs = 50;

/**
 * Strikes a process of a stack, lets go what waits for that, and waits until the process is there again.
 *
 * Effect: signals to processes of the stack.
 *
 * @param letGo Called as soon as the process is dead or stands still.
 * @returns How long it was away, milliseconds.
 */
export async function strike(
  { file, query }: Pick<Rig, 'file' | 'query'>,
  { victim, blow }: { readonly victim: Struck; readonly blow: Blow },
  letGo: () => void,
): Promise<number> {
  const pid = await pidOf(file, victim);
  const startedMs = performance.now();
  if (blow === 'STOP') {
    const stopped = signalAll([pid, ...(victim === 'postgres' ? childrenOf(pid) : [])], 'SIGSTOP');
    letGo();
    await pause(stoppedMs);
    signalAll(stopped, 'SIGCONT');
  } else {
    process.kill(pid, `SIG${blow}`);
    letGo();
    for (let now = file()[victim].pid; now === null || now === pid; now = file()[victim].pid)
      await pause(lookEveryMs);
    await untilBack(() => works({ file, query }, victim));
  }
  return performance.now() - startedMs;
}

/** Throws while a process that was started again does not work yet. */
async function works({ file, query }: Pick<Rig, 'file' | 'query'>, victim: Struck): Promise<void> {
  const { api, temporal, worker } = file();
  const isBack = {
    api: () => answers(`${api.url}/healthz`),
    postgres: async () => (await query('select 1', [])).length === 1,
    temporal: async () => {
      const connection = await Connection.connect({ address: temporal.address });
      await connection.close();
      return true;
    },
    worker: () => polls(temporal.address, worker.pid ?? 0, neutralEnvironment()),
  };
  if (!(await isBack[victim]())) throw new Error(`${victim} does not work yet`);
}

async function pidOf(file: () => StackFile, victim: Struck): Promise<number> {
  for (;;) {
    const { pid } = file()[victim];
    if (pid !== null) return pid;
    await pause(lookEveryMs);
  }
}

/** PostgreSQL has a process for each connection, which goes on while the first stands still. */
function childrenOf(pid: number): readonly number[] {
  return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
}

/** A connection may have ended since. */
function signalAll(pids: readonly number[], signal: 'SIGSTOP' | 'SIGCONT'): readonly number[] {
  return pids.filter((pid) => {
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  });
}
