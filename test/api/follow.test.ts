import { describe, expect, it } from 'vitest';
import { createTicker } from '../../api/follow.ts';
import { handBell, unknownId } from './service.ts';

/** So long that a test which waits for it fails. */
const never = 600_000;

describe('a reader who waits', { timeout: 5_000 }, () => {
  const { signal } = new AbortController();

  it('is woken by the bell', async () => {
    const bell = handBell();
    using ticker = createTicker(bell, unknownId);
    const waiting = ticker.next(never, signal);
    bell.ring();
    await waiting;
  });

  it('misses no ring that came while it was reading', async () => {
    const bell = handBell();
    using ticker = createTicker(bell, unknownId);
    bell.ring();
    await ticker.next(never, signal);
  });

  it('is woken once by a ring, then by time', async () => {
    const bell = handBell();
    using ticker = createTicker(bell, unknownId);
    bell.ring();
    await ticker.next(never, signal);
    const startedMs = performance.now();
    await ticker.next(30, signal);
    expect(performance.now() - startedMs).toBeGreaterThan(25);
  });

  it('is woken by the end of its client or process', async () => {
    using ticker = createTicker(handBell(), unknownId);
    const ending = new AbortController();
    const waiting = ticker.next(never, ending.signal);
    ending.abort();
    await waiting;
    await ticker.next(never, ending.signal);
  });

  it('listens no longer when it is done', () => {
    const bell = handBell();
    {
      using ticker = createTicker(bell, unknownId);
      expect([typeof ticker.next, bell.listeners()]).toEqual(['function', 1]);
    }
    expect(bell.listeners()).toBe(0);
  });
});
