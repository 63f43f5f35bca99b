import { describe, expect, it, vi } from 'vitest';
import { event, finished, routed, startService } from './service.ts';
import { readAllSse, readSse } from './sse-client.ts';

const sse = { accept: 'text/event-stream' };
const steered = (n: number) =>
  event('steered', { action: { action: 'answerNow' } }, `steered:${n}`);

/** A service that counts the statements by which it reads logs and rows. */
async function countedService() {
  const service = await startService();
  const { store } = service.deps;
  const reads = { events: 0, find: 0 };
  const api = await startService({
    notifications: service.deps.notifications,
    store: {
      ...store,
      events: (ref, options) => {
        reads.events += 1;
        return store.events(ref, options);
      },
      find: (ref) => {
        reads.find += 1;
        return store.find(ref);
      },
    },
  });
  return { service, api, reads };
}

describe('many who follow one investigation', () => {
  const followers = 40;
  const writes = 10;

  it('share one read a notification, and each gets the whole log', async () => {
    const { service, api, reads } = await countedService();
    const { id } = await api.ask();
    const path = `/v1/investigations/${id}/events`;
    const replies = await Promise.all(Array.from({ length: followers }, () => api.get(path, sse)));
    const readers = replies.map((reply) => readSse(reply));
    // Everybody has the first event, so everybody follows.
    await Promise.all(readers.map((reader) => reader.next()));
    const before = reads.events;
    for (let n = 0; n < writes; n += 1) await service.write(id, steered(n));
    await service.write(id, finished());
    const logs = await Promise.all(
      readers.map(async (reader) => {
        const seqs: number[] = [];
        for await (const { data } of reader) seqs.push(data.seq);
        return seqs;
      }),
    );
    const expected = Array.from({ length: writes + 1 }, (_, n) => n + 1);
    expect(logs).toEqual(Array(followers).fill(expected));
    expect(before).toBeLessThanOrEqual(3);
    expect(reads.events - before).toBeLessThanOrEqual(2 * (writes + 1));
    await Promise.all([api.close(), service.close()]);
  });

  it('share a read of what was before, wherever each begins', async () => {
    const { service, api, reads } = await countedService();
    const { id } = await api.ask();
    for (let n = 0; n < writes; n += 1) await service.write(id, steered(n));
    const path = (after: number) =>
      `/v1/investigations/${id}/events${after < 0 ? '' : `?after=${after}`}`;
    const newest = await api.get(path(writes - 1), sse);
    const newestReader = readSse(newest);
    await newestReader.next();
    const starts = Array.from({ length: followers }, (_, n) => (n % writes) - 1);
    const replies = await Promise.all(starts.map((after) => api.get(path(after), sse)));
    const logs = replies.map((reply) => readAllSse(reply));
    await service.write(id, finished());
    const seqs = (await Promise.all(logs)).map((log) => log.map(({ data }) => data.seq));
    expect(seqs).toEqual(
      starts.map((after) => Array.from({ length: writes + 1 - after }, (_, n) => after + 1 + n)),
    );
    expect(reads.events).toBeLessThanOrEqual(2 * writes + 4);
    await Promise.all([api.close(), service.close()]);
  });

  it('and those who wait for its status read its row only when that changes', async () => {
    const { service, api, reads } = await countedService();
    const { id } = await api.ask();
    await service.write(id, event('started', {}), routed('cost'));
    const waiting = Array.from({ length: followers }, () =>
      api.get(`/v1/investigations/${id}?waitSeconds=30`),
    );
    await vi.waitFor(() => expect(reads.find).toBeGreaterThanOrEqual(followers));
    for (let n = 0; n < writes; n += 1) await service.write(id, steered(n));
    await service.write(id, finished());
    const statuses = await Promise.all(
      waiting.map(async (reply) => ((await (await reply).json()) as { status: string }).status),
    );
    expect(statuses).toEqual(Array(followers).fill('completed'));
    // Once at the beginning, at most once before the wait, and once at the end.
    expect(reads.find).toBeLessThanOrEqual(3 * followers);
    await Promise.all([api.close(), service.close()]);
  });
});
