import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../local/data/random.ts';
import type { StackFile } from '../../local/state.ts';
import { nextDisturbance } from './disturbances.ts';
import type { Disturbance, Victim } from './disturbances.ts';

/** What was done to the processes: how often each was killed, and how often it stood still. */
export type Disturbed = {
  readonly killed: ReadonlyMap<Victim, number>;
  readonly stopped: ReadonlyMap<Victim, number>;
};

const pids: Readonly<Record<Victim, (file: StackFile) => number | null | undefined>> = {
  worker: ({ worker }) => worker.pid,
  'worker two': ({ production }) => production?.workers[1]?.pid,
  api: ({ api, production }) => (production === undefined ? api.pid : production.apis[0]?.pid),
  'api two': ({ production }) => production?.apis[1]?.pid,
  temporal: ({ temporal }) => temporal.pid,
  postgres: ({ postgres }) => postgres.pid,
};

/**
 * Kills a random process, or lets it stand still, every 5 to 10 seconds until the signal aborts. One that
 * is between two starts is passed over.
 *
 * Effect: signals processes. Those that stand still go on before it returns.
 */
export async function disturb(
  { seed, victims }: { readonly seed: number; readonly victims: readonly [Victim, ...Victim[]] },
  file: () => StackFile,
  signal: AbortSignal,
): Promise<Disturbed> {
  const random = createRandom(seed, 'soak', victims.length);
  const killed = new Map<Victim, number>();
  const stopped = new Map<Victim, number>();
  const still: Promise<void>[] = [];
  for (;;) {
    const next = nextDisturbance(random, victims);
    await pause(next.afterMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const pid = pids[next.victim](file());
    if (pid == null) continue;
    const counts = next.stoppedMs === null ? killed : stopped;
    counts.set(next.victim, (counts.get(next.victim) ?? 0) + 1);
    if (next.stoppedMs === null) kill(pid);
    else still.push(standStill(pid, next, signal));
  }
  await Promise.all(still);
  return { killed, stopped };
}

async function standStill(
  pid: number,
  { stoppedMs }: Disturbance,
  signal: AbortSignal,
): Promise<void> {
  // A server of several processes is away only when all of them are.
  const family = [pid, ...childrenOf(pid)];
  for (const one of family) send(one, 'SIGSTOP');
  await pause(stoppedMs ?? 0, undefined, { signal }).catch(() => undefined);
  for (const one of family) send(one, 'SIGCONT');
}

/** The processes of a dead server end by themselves, once those that stand still go on. */
function kill(pid: number): void {
  const children = childrenOf(pid);
  send(pid, 'SIGKILL');
  for (const child of children) send(child, 'SIGCONT');
}

function send(pid: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended since.
  }
}

/** The processes that a process has started; none where the system has no list of them. */
function childrenOf(pid: number): readonly number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return list === '' ? [] : list.split(' ').map(Number);
  } catch {
    return [];
  }
}
