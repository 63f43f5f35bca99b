import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One process of the operating system. A pid alone is given to another program after its owner's
 * end; with the instant of its start it names one process for good.
 */
export type ProcessMark = { readonly pid: number; readonly started: string };

/** Start of a live process as the system tells it; null when it is gone or only a zombie. */
function startOf(pid: number): string | null {
  try {
    // Fields after the command in brackets, which may itself hold spaces: state, …, start (22nd).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    if (process.platform === 'linux') return null;
    const told = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
    const text = told.stdout?.trim() ?? '';
    return text === '' || text.startsWith('Z') ? null : text.replace(/^\S+\s+/, '');
  }
}

/**
 * Notes which process a pid names now.
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
 * Tells whether the very process that was noted still runs.
 *
 * Effect: asks the operating system.
 */
export function isRunning(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.started;
}

/**
 * Ends a noted process: asked first, forced when it has not gone in time. A pid that names another
 * process by now is left alone.
 *
 * Effect: signals a process.
 *
 * @param graceMs Time to go by itself, in milliseconds.
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
      return; // Gone between the look and the signal.
    }
    await goneWithin(mark, waitMs);
  }
}

async function goneWithin(mark: ProcessMark, waitMs: number): Promise<void> {
  const until = Date.now() + waitMs;
  while (isRunning(mark) && Date.now() < until) await pause(20);
}
