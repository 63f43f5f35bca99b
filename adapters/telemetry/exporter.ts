import { setTimeout as delay } from 'node:timers/promises';
import { asAppError } from '../../domain/errors.ts';
import { exportKinds } from '../../domain/export-ports.ts';
import type {
  ExportKind,
  ExportQueue,
  ExportSlot,
  ExportTarget,
} from '../../domain/export-ports.ts';

/** Sends everything of a kind that the ids name; it may get the same again. */
export type SendAll = (ids: readonly string[]) => Promise<void>;

/** A system that is sent to, and what of. */
export type Target = {
  readonly name: ExportTarget;
  readonly kinds: Readonly<Partial<Record<ExportKind, SendAll>>>;
};

export type ExporterOptions = {
  readonly targets: readonly Target[];
  readonly queue: ExportQueue;
  readonly log: (facts: Readonly<Record<string, unknown>>, message: string) => void;
  /** How long nothing is looked for when nothing waits, milliseconds. */
  readonly idleMs?: number;
  /** The first pause after a failure; each further one is twice as long. */
  readonly pauseMs?: number;
};

/** More than waits for one target of one kind are given up, the oldest first. */
const mostWaiting = 1_000;
const atOnce = 20;
/** How long a batch may take; each question of an evaluation takes a second at MLflow. */
const leaseMs = { trace: 120_000, feedback: 120_000, evaluation: 1_800_000 } as const;
/** When what could not be sent is tried again: traces with the next batch, what is said of them later. */
const retryMs = { trace: 0, feedback: 300_000, evaluation: 300_000 } as const;
const longestPauseMs = 60_000;

/**
 * Sends what has ended to the systems that watch this one, beside all other work: a system that is down
 * delays nothing but itself. What it cannot take is counted and logged.
 *
 * Effect: runs until the signal aborts.
 */
export async function runExporter(options: ExporterOptions, stopping: AbortSignal): Promise<void> {
  await Promise.all(options.targets.map((target) => runTarget(options, target, stopping)));
}

async function runTarget(
  { queue, log, idleMs = 2_000, pauseMs = 1_000 }: ExporterOptions,
  target: Target,
  stopping: AbortSignal,
): Promise<void> {
  let failures = 0;
  let lost = 0;
  const lose = (slot: ExportSlot, count: number, reason: string): void => {
    if (count === 0) return;
    lost += count;
    log({ ...slot, count, lost, reason }, 'what was to be sent is lost');
  };
  while (!stopping.aborted) {
    let moved = 0;
    try {
      for (const kind of exportKinds) moved += await runKind(queue, target, kind, lose);
      failures = 0;
    } catch (error) {
      if (stopping.aborted) return;
      failures += 1;
      const { code, message } = asAppError(error);
      // A system that is away for hours is told of now and then.
      if (Number.isInteger(Math.log2(failures)))
        log(
          { target: target.name, code, reason: message, failures },
          'a system that watches was not reached',
        );
    }
    const pause = failures > 0 ? Math.min(longestPauseMs, pauseMs * 2 ** (failures - 1)) : idleMs;
    if (moved === 0 || failures > 0)
      await delay(pause, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Sends what waits of one kind; how many. What a target refuses for good is lost, by itself. */
async function runKind(
  queue: ExportQueue,
  { name, kinds }: Target,
  kind: ExportKind,
  lose: (slot: ExportSlot, count: number, reason: string) => void,
): Promise<number> {
  const send = kinds[kind];
  if (send === undefined) return 0;
  const slot = { target: name, kind };
  lose(slot, await queue.giveUp(slot, mostWaiting), 'too many wait, or they are older than a day');
  const ids = await queue.take(slot, kind === 'evaluation' ? 1 : atOnce, leaseMs[kind]);
  if (ids.length === 0) return 0;
  try {
    await send(ids);
    await queue.sent(slot, ids);
  } catch (error) {
    if (isAway(error)) {
      await queue.failed(slot, ids, retryMs[kind]);
      throw error;
    }
    const { message } = asAppError(error);
    const onLost = async (id: string): Promise<void> => {
      await queue.lose(slot, [id]);
      lose(slot, 1, message);
    };
    if (ids.length > 1) await sendEach(queue, slot, ids, { send, onLost });
    else for (const id of ids) await onLost(id);
  }
  return ids.length;
}

function isAway(error: unknown): boolean {
  const { code } = asAppError(error);
  return code === 'upstream.down' || code === 'dependency.down';
}

/** One that is refused must not take the others with it. */
async function sendEach(
  queue: ExportQueue,
  slot: ExportSlot,
  ids: readonly string[],
  { send, onLost }: { send: SendAll; onLost: (id: string) => Promise<void> },
): Promise<void> {
  for (const id of ids) {
    try {
      await send([id]);
      await queue.sent(slot, [id]);
    } catch (error) {
      if (isAway(error)) {
        await queue.failed(slot, ids.slice(ids.indexOf(id)), retryMs[slot.kind]);
        throw error;
      }
      await onLost(id);
    }
  }
}
