import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One process of the operating system. A pid is reused after its process has ended; together with the
 * start time it names one process for ever.
 */
export type ProcessMark = { readonly pid: number; readonly started: string };

/** Start time of a process as the system reports it; null when it has ended or is a zombie. */
function startOf(pid: number): string | null {
  try {
    // Fields after the command in brackets, which may contain spaces: state, …, start (22nd).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    if (process.platform === 'linux') return null;
    const reply = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
    const text = reply.stdout?.trim() ?? '';
    return text === '' || text.startsWith('Z') ? null : text.replace(/^\S+\s+/, '');
  }
}

/**
 * Records which process has a pid now.
 *
 * Effect: asks the operating system.
 *
 * @returns null when there is no such process.
 */
export function markOf(pid: number): ProcessMark | null {
  const started = startOf(pid);
  return started === null ? null : { pid, started };
}

/**
 * Tells whether the recorded process still runs.
 *
 * Effect: asks the operating system.
 */
export function isRunning(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.started;
}

/**
 * Ends a recorded process: with a signal first, by force when it has not ended in time. Another process
 * that has its pid now is left alone.
 *
 * Effect: signals a process.
 *
 * @param graceMs Time to end after the signal, in milliseconds.
 */
export async function endProcess(
  mark: ProcessMark,
  signal: 'SIGTERM' | 'SIGINT',
  graceMs: number,
): Promise<void> {
  for (const [name, waitMs] of [
    [signal, graceMs],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!isRunning(mark)) return;
    try {
      process.kill(mark.pid, name);
    } catch {
      return; // It ended between the check and the signal.
    }
    await goneWithin(mark, waitMs);
  }
}

async function goneWithin(mark: ProcessMark, waitMs: number): Promise<void> {
  const until = Date.now() + waitMs;
  while (isRunning(mark) && Date.now() < until) await pause(20);
}
