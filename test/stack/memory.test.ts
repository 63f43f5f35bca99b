import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
