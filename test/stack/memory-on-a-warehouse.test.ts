import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createService } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';

let bench: StackBench;
beforeAll(async () => {
  bench = await createStackBench();
  const env = { LOCAL_NOW: '2026-11-18T00:00:00Z', MEMORY_STORE: 'databricks-sql' };
  await bench.start([], env).ready;
}, 180_000);
afterAll(() => bench?.[Symbol.asyncDispose]());

/** Ends API, worker and workspace without warning; the supervisor starts others. */
async function restarted(): Promise<void> {
  const pids = () => {
    const { api, worker, workspace } = bench.file();
    return [api.pid, worker.pid, workspace.pid];
  };
  const before = pids();
  for (const pid of before) process.kill(pid ?? 0, 'SIGKILL');
  await vi.waitFor(
    async () => {
      expect(pids().filter((pid) => pid === null || before.includes(pid))).toEqual([]);
      expect((await fetch(`${bench.file().api.url}/readyz`)).status).toBe(200);
    },
    { timeout: 60_000, interval: 100 },
  );
}

it('is made by the start, used by worker and API, and there after all of them were restarted', async () => {
  const service = createService(bench.file().api.url);
  const { id } = await service.ask({ question: 'I only care about prod-eu.' });
  const noted = await service.ended(id, 60_000);
  expect(noted.memory).toEqual({ status: 'saved', detail: null });
  await restarted();
  // The API is ready without the warehouse, which comes back by itself.
  const { preferences } = await vi.waitFor(
    async () => {
      const reply = await fetch(`${bench.file().api.url}/v1/memory`);
      expect(reply.status).toBe(200);
      return (await reply.json()) as { preferences: readonly object[] };
    },
    { timeout: 30_000, interval: 100 },
  );
  expect(preferences).toMatchObject([{ key: 'preferredWorkspace', value: 'prod-eu' }]);
  const session = await fetch(`${bench.file().api.url}/v1/sessions/${noted.sessionId}`);
  expect(await session.json()).toMatchObject({ messages: [{}, {}] });
});
