import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Investigation } from '../../domain/investigation.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';

let bench: StackBench;
let service: Service;

beforeAll(async () => {
  bench = await createStackBench();
  await bench.start([], { LOCAL_NOW: '2026-11-18T00:00:00Z' }).ready;
  service = createService(bench.file().api.url);
}, 180_000);
afterAll(() => bench?.[Symbol.asyncDispose]());

async function answered(question: string, sessionId?: string): Promise<Investigation> {
  const { id } = await service.ask({ question, ...(sessionId ? { sessionId } : {}) });
  return service.ended(id, 60_000);
}

const call = async (method: string, path: string) => {
  const reply = await fetch(`${bench.file().api.url}${path}`, { method });
  expect([200, 204]).toContain(reply.status);
  return reply.status === 204 ? null : ((await reply.json()) as Record<string, unknown>);
};

/** Ends API and worker without warning; the supervisor starts others. */
async function restarted(): Promise<void> {
  const before = { api: bench.file().api.pid, worker: bench.file().worker.pid };
  for (const pid of Object.values(before)) process.kill(pid ?? 0, 'SIGKILL');
  await vi.waitFor(
    async () => {
      const { api, worker } = bench.file();
      expect([api.pid === before.api, worker.pid === before.worker]).toEqual([false, false]);
      expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
    },
    { timeout: 60_000, interval: 100 },
  );
  service = createService(bench.file().api.url);
}

describe('what a user says they care about', () => {
  const question = 'Which jobs failed in the last 7 days?';

  it('narrows the answers of other sessions, with its source, until it is deleted', async () => {
    const before = await answered(question);
    expect(before.answer?.usedMemory).toEqual([]);
    const noted = await answered('I only care about prod-eu.');
    expect(noted).toMatchObject({ status: 'completed', lanes: [], usage: { genieQuestions: 0 } });
    expect(noted.answer?.markdown).toContain('Noted: only workspace prod-eu.');
    const narrowed = await answered(question);
    expect(narrowed.lanes[0]?.question).toContain('Only for workspace prod-eu.');
    expect(narrowed.answer?.usedMemory).toMatchObject([
      {
        key: 'preferredWorkspace',
        value: 'prod-eu',
        source: { investigationId: noted.id, said: 'I only care about prod-eu' },
      },
    ]);
    expect(narrowed.answer?.markdown).toContain('you said “I only care about prod-eu”');
    expect(narrowed.answer?.citations).not.toEqual(before.answer?.citations);
    const memory = await call('GET', '/v1/memory');
    expect(memory?.['preferences']).toMatchObject([{ key: 'preferredWorkspace' }]);
    await call('DELETE', '/v1/memory/preferences/preferredWorkspace');
    const after = await answered(question);
    expect(after.answer?.usedMemory).toEqual([]);
    expect(after.answer?.markdown).toBe(before.answer?.markdown);
  });
});

/** Monday to Sunday before the Wednesday that is taken for now. */
const lastWeek = { from_time: '2026-11-09T00:00:00.000Z', to_time: '2026-11-16T00:00:00.000Z' };

/** The parameters of the only table of an answer, by name. */
async function parametersOf({ id }: Investigation): Promise<Record<string, string>> {
  const [table] = await service.evidence(id);
  return Object.fromEntries(table?.parameters.map(({ name, value }) => [name, value]) ?? []);
}

describe('a session', () => {
  it('goes on after worker and API were restarted between its turns', async () => {
    const first = await answered('Which workspace spent most last week?');
    const [, top = ''] = first.answer?.markdown.match(/^`([^`]+)`/) ?? [];
    expect(first.lanes).toMatchObject([{ domain: 'cost', outcome: 'answered' }]);
    await restarted();
    const second = await answered('and which of its jobs fail?', first.sessionId);
    expect(second.lanes).toMatchObject([{ domain: 'reliability' }]);
    expect(second.lanes[0]?.question).toContain(
      `and which of the jobs of workspace \`${top}\` fail last week?`,
    );
  });

  it('narrows step by step, and has all turns in order', async () => {
    const first = await answered('Which workspace had the most failed runs last week?');
    const [, top = ''] = first.answer?.markdown.match(/`([^`]+)`/) ?? [];
    const second = await answered('and which of its jobs fail?', first.sessionId);
    expect(await parametersOf(second)).toMatchObject({ workspace: top, ...lastWeek });
    await restarted();
    const third = await answered('only the ones owned by payments', first.sessionId);
    expect(third).toMatchObject({ status: 'completed', routing: { source: 'thread' } });
    expect(await parametersOf(third)).toMatchObject({
      workspace: top,
      team: 'payments',
      ...lastWeek,
    });
    expect(third.answer?.markdown).not.toContain('could not be applied');
    const session = await call('GET', `/v1/sessions/${first.sessionId}`);
    const messages = session?.['messages'] as readonly { content: string }[];
    expect(messages.map(({ content }) => content)).toEqual(
      [first, second, third].flatMap(({ question, answer }) => [question, answer?.markdown]),
    );
  });
});

describe('everything of a user', () => {
  it('can be forgotten', async () => {
    const { id } = await answered('I am a manager. Which jobs failed yesterday?');
    await call('DELETE', '/v1/memory');
    expect((await fetch(`${bench.file().api.url}/v1/investigations/${id}`)).status).toBe(404);
    expect(await call('GET', '/v1/sessions')).toEqual({ sessions: [], nextCursor: null });
    expect(await call('GET', '/v1/memory')).toMatchObject({ preferences: [] });
  });
});
