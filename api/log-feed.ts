import type { LogNotifications, InvestigationStore } from '../domain/api-ports.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import { createLogTail } from './log-tail.ts';
import type { LogTail, Piece } from './log-tail.ts';

/** How often a log is read without a notification, because one can be lost, milliseconds. */
export const defaultReReadMs = 5_000;

/** One reader of one log. */
export type Follower = Disposable & {
  /**
   * What comes after a sequence number: at once when there is some, else when the log has grown.
   * No frames when `ms` have passed or the signal aborts.
   *
   * @throws What the store throws, except failures that are worth a retry.
   */
  readonly next: (after: number, ms: number, signal: AbortSignal) => Promise<Piece>;
};

export type LogFeeds = {
  /** Follows a log from the event after `after` on; -1 for all of it. */
  readonly follow: (ref: InvestigationRef, after: number) => Follower;
};

type FeedDeps = {
  readonly store: Pick<InvestigationStore, 'events'>;
  readonly notifications: LogNotifications;
  readonly reReadMs?: number;
};

type Feed = { readonly follow: () => Follower };

/**
 * Creates feeds of logs. All followers of one investigation share its reads and its encoded events. A
 * feed exists while it has followers.
 *
 * Effect: for each followed investigation, one read at each notification.
 */
export function createLogFeeds(deps: FeedDeps): LogFeeds {
  const feeds = new Map<string, Feed>();
  return {
    follow: (ref, after) => {
      const key = JSON.stringify([ref.owner, ref.id]);
      let feed = feeds.get(key);
      if (feed === undefined) {
        const opened = openFeed(deps, ref, after, () => {
          if (feeds.get(key) === opened) feeds.delete(key);
        });
        feeds.set(key, opened);
        feed = opened;
      }
      return feed.follow();
    },
  };
}

/** @param onClosed Called when the last follower has left, and when the feed has failed. */
function openFeed(deps: FeedDeps, ref: InvestigationRef, from: number, onClosed: () => void): Feed {
  const tail = createLogTail(deps.store, ref, from);
  const waiting = new Set<() => void>();
  let followers = 0;
  let failure: { readonly error: unknown } | null = null;

  const wakeAll = (): void => {
    for (const wake of waiting) wake();
  };
  const fail = (error: unknown): void => {
    failure = { error };
    onClosed();
    wakeAll();
  };
  const reader = createReader(tail, deps.reReadMs ?? defaultReReadMs, wakeAll, fail);
  const ready = (after: number): Piece => {
    if (failure) throw failure.error;
    return tail.after(after);
  };
  const next: Follower['next'] = async (after, ms, signal) => {
    if (tail.beginsAfter(after)) await tail.readOlder(after).catch(fail);
    const now = ready(after);
    if (now.frames.length > 0 || signal.aborted) return now;
    await woken(waiting, ms, signal);
    return ready(after);
  };
  const stopListening = deps.notifications.listen(ref.id, reader.read);
  reader.read();
  const leave = (): void => {
    followers -= 1;
    if (followers > 0) return;
    reader.stop();
    stopListening();
    onClosed();
  };
  return {
    follow: () => {
      followers += 1;
      return { next, [Symbol.dispose]: leave };
    },
  };
}

/**
 * Reads the newer events of a log, one read at a time; a call during a read causes
 * one more read after it.
 *
 * Effect: reads when told to and every `reReadMs`, until stopped or the log has ended.
 */
function createReader(
  tail: LogTail,
  reReadMs: number,
  onGrown: () => void,
  onFailed: (error: unknown) => void,
): { readonly read: () => void; readonly stop: () => void } {
  let reading = false;
  let readAgain = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const readAll = async (): Promise<void> => {
    do {
      readAgain = false;
      const { count, more } = await tail.readNewer();
      readAgain ||= more;
      if (count > 0) onGrown();
    } while (readAgain && !stopped && !tail.isFinished());
  };
  const read = (): void => {
    if (reading) readAgain = true;
    if (reading || stopped || tail.isFinished()) return;
    reading = true;
    clearTimeout(timer);
    readAll()
      .then(() => {
        reading = false;
        if (readAgain) read();
        else if (!stopped && !tail.isFinished()) timer = setTimeout(read, reReadMs);
      })
      .catch((error: unknown) => {
        stopped = true;
        onFailed(error);
      });
  };
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  return { read, stop };
}

/** Resolves when the feed wakes its followers, after `ms`, or when the signal aborts. */
function woken(waiting: Set<() => void>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      waiting.delete(done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    waiting.add(done);
    signal.addEventListener('abort', done, { once: true });
  });
}
