import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import { createScriptedHttp } from '../databricks/scripted-http.ts';
import type { Reply } from '../databricks/scripted-http.ts';
import { aCompose, aRoute, aScreen, called, decision } from './requests.ts';

const open: AsyncDisposable[] = [];
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

const never = new AbortController().signal;

/** A model that does what `replies` says at that moment. */
async function openModel(reply: () => Reply) {
  const service = await createScriptedHttp(reply);
  open.push(service);
  const reasoner = createReasoner({
    baseUrl: `${service.url}/v1`,
    model: 'scripted',
    temperature: null,
    apiKey: async () => 'key',
    warn: () => {},
  });
  const step = async () => (await reasoner.route(aRoute(), never)).degraded[0]?.reason ?? null;
  return { reasoner, step, calls: () => service.received.length };
}

describe('a model that cannot be reached', () => {
  it('in three steps is left alone for a minute, and then asked once more', async () => {
    let reply: Reply = 'reset';
    const { step, reasoner, calls } = await openModel(() => reply);
    for (const _ of [1, 2, 3]) expect(await step()).toContain('it could not be reached');
    const before = calls();
    expect(await step()).toMatch(
      /^The model did not choose the domains: it could not be reached in the last 3 steps, and is asked again in \d+ s\.$/,
    );
    const composed = await reasoner.compose(aCompose(), aScreen(), never);
    expect(composed).toMatchObject({ usage: { modelCalls: 0 }, degraded: [{ part: 'model' }] });
    expect(calls()).toBe(before);

    vi.setSystemTime(Date.now() + 61_000);
    expect(await step()).toMatch(
      /^The model did not choose the domains: it could not be reached \(/,
    );
    expect(calls()).toBeGreaterThan(before);
    const after = calls();
    expect(await step()).toContain('is asked again in');
    expect(calls()).toBe(after);

    vi.setSystemTime(Date.now() + 61_000);
    reply = called(decision('cost'));
    expect([await step(), await step()]).toEqual([null, null]);
  });

  it('is asked as long as it answers now and then, be it with an error', async () => {
    let n = 0;
    const { step, calls } = await openModel(() => {
      n += 1;
      return n % 4 < 2 ? 'reset' : { status: 500, body: {} };
    });
    for (const _ of [1, 2, 3, 4, 5, 6]) await step();
    expect(calls()).toBe(12);
  });
});
