import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../statistics.ts';
import { untilBack, withRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { strike } from './strike.ts';

const inFlight = 50;
/** A worker is taken for dead after this time without a heartbeat, milliseconds. */
const heartbeatMs = 10_000;
/** What may pass after that, or after the next worker is there if it starts later, milliseconds. */
const moreMs = 5_000;
const watchedMs = 60_000;
/** Longer than this takes. */
const genieMs = 600_000;
const lookEveryMs = 100;
/** Heartbeats have come since the last question was asked. */
const settleMs = 5_000;

/** The attempts of the lanes of each investigation, added up. */
async function attempts(rig: Rig): Promise<ReadonlyMap<string, number>> {
  const rows = await rig.query<{ id: string; attempts: number }>(
    `select investigation_id as id, sum(attempt)::int as attempts from lanes
      where outcome is null and attempt > 0 group by investigation_id`,
    [],
  );
  return new Map(rows.map(({ id, attempts: sum }) => [id, sum]));
}

/**
 * Kills the only worker while Genie works on fifty questions, and measures when each is taken up again: when an
 * attempt of the next worker has its lane.
 *
 * Effect: starts and kills processes of a stack of its own; 2 minutes.
 *
 * @returns Whether the median is within 5 s of the heartbeat limit, or of the start of a worker that is slower.
 */
export async function benchRecovery(say: (line: string) => void): Promise<boolean> {
  const { tookMs, backMs } = await withRig(async (rig) => {
    const slow = { kind: 'slow' as const, ms: genieMs };
    await rig.workspace.setFaults([{ match: {}, times: null, fault: slow }]);
    await Promise.all(
      Array.from({ length: inFlight }, (_, n) =>
        untilBack(() =>
          rig.service.ask({
            question: `Which jobs failed in the last ${7 + n} days?`,
            domains: ['reliability'],
            budgetSeconds: 600,
          }),
        ),
      ),
    );
    await untilBack(async () => {
      const asked = (await rig.workspace.questions()).length;
      if (asked < inFlight) throw new Error(`only ${asked} of ${inFlight} questions were asked`);
    });
    await pause(settleMs);
    return killAndWatch(rig);
  });
  const sorted = tookMs.toSorted((a, b) => a - b);
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const middle = median(sorted);
  const limitMs = Math.max(heartbeatMs, backMs) + moreMs;
  const isMet = sorted.length === inFlight && middle <= limitMs;
  say(
    `${isMet ? 'ok  ' : 'FAIL'} ${sorted.length} of ${inFlight} investigations go on ${seconds(middle)} s (median) after the kill of the worker, the first after ${seconds(sorted[0] ?? 0)} s, the last after ${seconds(sorted.at(-1) ?? 0)} s; limit ${seconds(limitMs)} s; the next worker was there after ${seconds(backMs)} s`,
  );
  return isMet;
}

async function killAndWatch(rig: Rig): Promise<{
  readonly tookMs: readonly number[];
  /** When the next worker asked for work, milliseconds after the kill. */
  readonly backMs: number;
}> {
  const before = await attempts(rig);
  const startedMs = performance.now();
  const tookMs = new Map<string, number>();
  const back = strike(rig, { victim: 'worker', blow: 'KILL' }, () => undefined);
  while (tookMs.size < before.size && performance.now() - startedMs < watchedMs) {
    await pause(lookEveryMs);
    const now = await attempts(rig);
    for (const [id, sum] of now)
      if (sum > (before.get(id) ?? 0) && !tookMs.has(id))
        tookMs.set(id, performance.now() - startedMs);
  }
  return { tookMs: [...tookMs.values()], backMs: await back };
}
