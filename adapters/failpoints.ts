import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Failpoint, Failpoints } from '../domain/failpoints.ts';
import type { InvestigationId } from '../domain/ids.ts';

/** What a process does at a failpoint: `hold` waits until it is let go. */
export type FailpointAct = 'kill' | 'stop' | 'hold';

/** `pass` is how often the process comes by before. */
export type FailpointOrder = { readonly act: FailpointAct; readonly pass: number };

/** Longer than any campaign needs: nothing waits for ever for one that was interrupted. */
const mostHeldMs = 90_000;
const lookEveryMs = 20;

/** The files of one failpoint of one investigation: `hit` takes the place of `armed`, once for all processes. */
export const failpointFiles = (dir: string, point: Failpoint, id: InvestigationId) => {
  const path = join(dir, `${id}@${point}`);
  return { armed: `${path}.armed`, hit: `${path}.hit`, go: `${path}.go` };
};

/**
 * Tells a process to act at a failpoint. The first process that comes there does so, and no other.
 *
 * Effect: writes a file.
 */
export function armFailpoint(
  dir: string,
  point: Failpoint,
  id: InvestigationId,
  order: FailpointOrder,
): void {
  const { armed } = failpointFiles(dir, point, id);
  writeFileSync(`${armed}.new`, JSON.stringify(order));
  renameSync(`${armed}.new`, armed);
}

/**
 * Creates the failpoints of this process from the files of a folder.
 *
 * Effect: reads the folder each time; ends or stops this process where an order says so.
 */
export function createFailpoints(dir: string): Failpoints {
  const passed = new Map<string, number>();
  return {
    reach: async (point, id) => {
      const { armed, hit, go } = failpointFiles(dir, point, id);
      const order = readOrder(armed);
      if (order === null) return;
      const times = passed.get(armed) ?? 0;
      passed.set(armed, times + 1);
      if (times < order.pass || !isFirst(armed, hit)) return;
      if (order.act === 'hold') await untilLetGo(go);
      else process.kill(process.pid, order.act === 'kill' ? 'SIGKILL' : 'SIGSTOP');
    },
  };
}

function readOrder(armed: string): FailpointOrder | null {
  try {
    return JSON.parse(readFileSync(armed, 'utf8')) as FailpointOrder;
  } catch {
    return null;
  }
}

/** Of all that come there at the same time one renames the file. */
function isFirst(armed: string, hit: string): boolean {
  try {
    renameSync(armed, hit);
    return true;
  } catch {
    return false;
  }
}

async function untilLetGo(go: string): Promise<void> {
  const untilMs = performance.now() + mostHeldMs;
  while (!existsSync(go) && performance.now() < untilMs) await pause(lookEveryMs);
}
