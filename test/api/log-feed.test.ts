import { describe, expect, it } from 'vitest';
import { createLogFeeds } from '../../api/log-feed.ts';
import type { Piece } from '../../api/log-tail.ts';
import { AppError } from '../../domain/errors.ts';
import type { LogEvent } from '../../domain/events.ts';
import { manualNotifications } from './manual-notifications.ts';
import { unknownId } from './service.ts';

/** So long that a test which waits for it fails. */
const never = 600_000;
const ref = { id: unknownId, owner: 'ann' };
const { signal } = new AbortController();

/** A log in memory, and how often it was read. */
function aLog() {
  const events: LogEvent[] = [];
  const reads: number[] = [];
  const notifications = manualNotifications();
  let failure: Error | null = null;
  return {
    reads,
    notifications,
    /** Takes events out, as when the pieces of an old answer were put together. */
    remove: (...gone: readonly number[]): void => {
      const kept = events.filter(({ seq }) => !gone.includes(seq));
      events.splice(0, events.length, ...kept);
    },
    fail: (error: Error | null): void => {
      failure = error;
    },
    write: (...types: readonly ('started' | 'finished')[]): void => {
      for (const type of types) {
        const seq = events.length;
        const at = '2026-11-28T00:00:00.000Z';
        const event = type === 'started' ? { type } : { type, status: 'completed', failure: null };
        events.push({ seq, at, ...event } as LogEvent);
      }
      notifications.notify();
    },
    feeds: createLogFeeds({
      notifications,
      reReadMs: never,
      store: {
        events: async (_, { after, limit }) => {
          reads.push(after);
          if (failure) throw failure;
          return events.filter(({ seq }) => seq > after).slice(0, limit);
        },
      },
    }),
  };
}

const seqs = ({ frames }: Piece): readonly number[] => frames.map(({ seq }) => seq);

describe('a follower of a log', { timeout: 5_000 }, () => {
  it('is woken when the log has grown', async () => {
    const log = aLog();
    using follower = log.feeds.follow(ref, -1);
    const waiting = follower.next(-1, never, signal);
    log.write('started');
    expect(seqs(await waiting)).toEqual([0]);
  });

  it('gets every event that is left of a log with gaps, once, from wherever it begins', async () => {
    const log = aLog();
    log.write('started', 'started', 'started', 'started', 'started', 'finished');
    log.remove(1, 2, 4);
    for (const [after, expected] of [
      [3, [5]],
      [2, [3, 5]],
      [-1, [0, 3, 5]],
      [1, [3, 5]],
      [5, []],
    ] as const) {
      using follower = log.feeds.follow(ref, after);
      expect(seqs(await follower.next(after, 200, signal))).toEqual(expected);
    }
    using late = log.feeds.follow(ref, 3);
    expect(seqs(await late.next(3, never, signal))).toEqual([5]);
    using early = log.feeds.follow(ref, -1);
    expect(seqs(await early.next(-1, never, signal))).toEqual([0, 3, 5]);
  });

  it('gets what came while it was sending', async () => {
    const log = aLog();
    using follower = log.feeds.follow(ref, -1);
    log.write('started');
    expect(seqs(await follower.next(-1, never, signal))).toEqual([0]);
    log.write('started', 'started');
    expect(seqs(await follower.next(0, never, signal))).toEqual([1, 2]);
  });

  it('gets nothing when its time is up, its client leaves or the process stops', async () => {
    const log = aLog();
    using follower = log.feeds.follow(ref, -1);
    expect(seqs(await follower.next(-1, 20, signal))).toEqual([]);
    const ending = new AbortController();
    const waiting = follower.next(-1, never, ending.signal);
    ending.abort();
    expect(seqs(await waiting)).toEqual([]);
    expect(seqs(await follower.next(-1, never, ending.signal))).toEqual([]);
  });

  it('gets a log of more than one page in one piece', async () => {
    const log = aLog();
    log.write(...Array<'started'>(1_200).fill('started'), 'finished');
    using follower = log.feeds.follow(ref, -1);
    const got: number[] = [];
    while (got.length < 1_201) {
      got.push(...seqs(await follower.next(got.length - 1, never, signal)));
    }
    expect(got).toEqual(Array.from({ length: 1_201 }, (_, n) => n));
    expect(log.reads).toEqual([-1, 499, 999]);
  });

  it('is not cut off while the store is away for a moment', async () => {
    const log = aLog();
    using follower = log.feeds.follow(ref, -1);
    log.fail(new AppError('dependency.down', 'PostgreSQL does not answer'));
    log.write('started');
    expect(seqs(await follower.next(-1, 20, signal))).toEqual([]);
    log.fail(null);
    log.write('started');
    expect(seqs(await follower.next(-1, never, signal))).toEqual([0, 1]);
  });

  it('is told of a failure of ours, and the next one begins anew', async () => {
    const log = aLog();
    using first = log.feeds.follow(ref, -1);
    using second = log.feeds.follow(ref, -1);
    const both = [first, second].map((one) => one.next(-1, never, signal));
    log.fail(new Error('a fault'));
    log.write('started');
    for (const one of both) await expect(one).rejects.toThrow('a fault');
    log.fail(null);
    using third = log.feeds.follow(ref, -1);
    expect(seqs(await third.next(-1, never, signal))).toEqual([0]);
  });

  it('listens with all others of its log once, and no longer when all are gone', async () => {
    const log = aLog();
    {
      using first = log.feeds.follow(ref, -1);
      using second = log.feeds.follow(ref, -1);
      expect(first).not.toBe(second);
      expect(log.notifications.listeners()).toBe(1);
    }
    expect(log.notifications.listeners()).toBe(0);
  });

  it('gets bytes that are made once for all who are equally far, and a bit more when the log grew', async () => {
    const log = aLog();
    using first = log.feeds.follow(ref, -1);
    using second = log.feeds.follow(ref, -1);
    const next = (one: typeof first) => one.next(-1, never, signal);
    const waiting = Promise.all([first, second].map(next));
    log.write('started', 'started');
    const [ofFirst, ofSecond] = (await waiting).map((piece) => piece.bytes());
    expect(ofFirst).toBe(ofSecond);
    const text = new TextDecoder().decode(ofFirst);
    expect(text.match(/^id: \d+$/gm)).toEqual(['id: 0', 'id: 1']);
    log.write('finished');
    await first.next(1, never, signal);
    expect(seqs(await next(second))).toEqual([0, 1, 2]);
  });

  it('of another owner has a feed of its own', () => {
    const log = aLog();
    using mine = log.feeds.follow(ref, -1);
    using other = log.feeds.follow({ ...ref, owner: 'bob' }, -1);
    expect(mine).not.toBe(other);
    expect(log.notifications.listeners()).toBe(2);
  });
});
