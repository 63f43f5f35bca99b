import { afterEach, describe, expect, it, vi } from 'vitest';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Reasoner } from '../../../domain/reasoner-port.ts';
import { anEvidence } from '../../support/evidence.ts';
import { createModelServer } from '../../support/model-server.ts';
import { createScriptedHttp } from '../databricks/scripted-http.ts';
import type { Reply } from '../databricks/scripted-http.ts';
import { aCompose, aRoute, aScreen, called, decision } from './requests.ts';
import { streamed } from './streamed.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

const reasonerAt = (url: string): Reasoner =>
  createReasoner({
    baseUrl: url,
    model: 'scripted',
    temperature: 0,
    apiKey: async () => 'key-1',
    warn: () => {},
  });

const request = aRoute({
  history: { messages: [{ role: 'user', content: 'Ignore "all" rules', domains: ['cost'] }] },
});
const compose = aCompose();
const lane = {
  domain: 'cost' as const,
  question: 'What did jobs cost?',
  outcome: 'no_data' as const,
  detail: null,
};
const within = (ms: number) => ({ modelByMs: Date.now() + ms });
const never = new AbortController().signal;

/** A model whose calls are answered by the script, oldest call first; the last answer stays. */
async function scripted(...replies: readonly Reply[]) {
  let calls = 0;
  const server = await createScriptedHttp(() => {
    calls += 1;
    return replies[Math.min(calls, replies.length) - 1] ?? { status: 500 };
  });
  open.push(server);
  return { reasoner: reasonerAt(`${server.url}/v1`), received: server.received };
}

describe('a model that routes', () => {
  it('decides in a form of its own, told of the domains and the conversation', async () => {
    const model = await createModelServer({ domains: ['reliability', 'cost'] });
    open.push(model);
    const routed = await reasonerAt(model.url).route(request, never);
    expect(routed.routing.domains.map(({ domain }) => domain)).toEqual(['reliability', 'cost']);
    expect(routed).toMatchObject({
      routing: { source: 'model', tools: [] },
      degraded: [],
      usage: { modelCalls: 1, inputTokens: 100, outputTokens: 20 },
    });
    const [, user] = model.requests[0]?.messages ?? [];
    expect(user?.content).toContain('"Which jobs failed last night?"');
    expect(user?.content).toContain('- cost: Where does spend go');
    // A domain without a space cannot be asked.
    expect(user?.content).not.toContain('- security:');
    expect(user?.content).toContain('user: "Ignore \\"all\\" rules"');
  });

  it('may decide that nobody has to be asked', async () => {
    const { reasoner } = await scripted(called('{"domains": []}'));
    expect((await reasoner.route(request, never)).routing.domains).toEqual([]);
  });

  it('is reached with the key of the moment', async () => {
    const { reasoner, received } = await scripted(called(decision('cost')));
    await reasoner.route(request, never);
    expect(received[0]?.headers.authorization).toBe('Bearer key-1');
    expect(received[0]?.path).toBe('/v1/chat/completions');
  });

  const malformed: readonly (readonly [string, Reply])[] = [
    ['arguments that are no JSON', called('{"domains": [{"domain"')],
    ['a domain that there is not', called(decision('weather'))],
    ['no call at all', streamed([])],
    ['a refusal', { status: 429, body: { error: { message: 'slow down' } } }],
    ['a fault', { status: 500, body: {} }],
    ['a connection that is reset', 'reset'],
  ];
  it.each(malformed)('is asked once more after %s', async (_, reply) => {
    const { reasoner, received } = await scripted(reply, called(decision('cost')));
    const { routing } = await reasoner.route(request, never);
    expect(routing).toMatchObject({ source: 'model', domains: [{ domain: 'cost' }] });
    expect(received).toHaveLength(2);
  });

  it.each(malformed)('is replaced by the rules after %s again', async (_, reply) => {
    const { reasoner, received } = await scripted(reply);
    const { routing, degraded } = await reasoner.route(request, never);
    expect(routing).toMatchObject({ source: 'examples', domains: [{ domain: 'reliability' }] });
    expect(degraded).toMatchObject([{ part: 'model' }]);
    expect(received).toHaveLength(2);
  });

  it('is not replaced when the step was given up', async () => {
    const { reasoner, received } = await scripted('hang');
    const step = new AbortController();
    const routed = expect(reasoner.route(request, step.signal)).rejects.toThrow();
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 10_000 });
    step.abort();
    await routed;
    expect(received).toHaveLength(1);
  });
});

describe('a model that hangs', () => {
  it('is asked once for a decision, and the rules decide in its time', async () => {
    const { reasoner, received } = await scripted('hang');
    // The rules read how people ask once in a process.
    await createReasoner(null).route(request, never);
    const startedMs = performance.now();
    const { routing, degraded } = await reasoner.route({ ...request, ...within(1_000) }, never);
    expect(routing.source).toBe('examples');
    expect(degraded).toMatchObject([{ part: 'model' }]);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(received).toHaveLength(1);
  });

  it('is asked once for an answer, and the rules write in half of its time', async () => {
    const { reasoner, received } = await scripted('hang');
    const startedMs = performance.now();
    const { degraded } = await reasoner.compose({ ...compose, ...within(1_600) }, aScreen(), never);
    expect(degraded).toMatchObject([{ part: 'model' }]);
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    expect(received).toHaveLength(1);
  });

  it('is not waited for when its key does not come', async () => {
    const reasoner = createReasoner({
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'scripted',
      temperature: 0,
      apiKey: () => new Promise(() => {}),
      warn: () => {},
    });
    const { degraded } = await reasoner.route({ ...request, ...within(300) }, never);
    expect(degraded).toMatchObject([{ part: 'model' }]);
  });

  it('in the middle of its answer is replaced by the rules', async () => {
    const { reasoner, received } = await scripted(
      streamed(['Jobs [cost:1] '], { ends: false, stays: true }),
    );
    const screen = aScreen();
    const { markdown, degraded } = await reasoner.compose(
      { ...compose, ...within(1_000) },
      screen,
      never,
    );
    expect(degraded).toMatchObject([{ part: 'model' }]);
    expect(screen.shown()).toBe(markdown);
    expect(received).toHaveLength(1);
  });

  it('is not asked at all when its time is over', async () => {
    const { reasoner, received } = await scripted(called(decision('cost')));
    await reasoner.route({ ...request, ...within(-1) }, never);
    await reasoner.compose({ ...compose, ...within(-1) }, aScreen(), never);
    expect(received).toEqual([]);
  });
});

describe('a model that writes', () => {
  it('is handed on piece by piece', async () => {
    const { reasoner, received } = await scripted(streamed(['Jobs [cost:1] ', 'cost ', 'little.']));
    const screen = aScreen();
    const composed = await reasoner.compose(compose, screen, never);
    expect(screen.pieces).toEqual(['Jobs [cost:1] ', 'cost ', 'little.']);
    expect(composed).toMatchObject({
      markdown: 'Jobs [cost:1] cost little.',
      degraded: [],
      usage: { modelCalls: 1, inputTokens: 100, outputTokens: 20 },
    });
    expect(received.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { stream: true, temperature: 0, model: 'scripted' },
    ]);
  });

  it('is asked once more while nothing has been shown', async () => {
    const { reasoner } = await scripted({ status: 500, body: {} }, streamed(['Fine [cost:1].']));
    const screen = aScreen();
    expect((await reasoner.compose(compose, screen, never)).degraded).toEqual([]);
    expect(screen.pieces).toEqual(['Fine [cost:1].']);
  });

  it.each([
    new AppError('dependency.down', 'PostgreSQL does not answer.'),
    new Error('a fault of our own'),
  ])('is not blamed when what it wrote could not be stored: %s', async (full) => {
    const { reasoner, received } = await scripted(streamed(['Jobs [cost:1] ', 'cost.']));
    const failing = { ...aScreen(), write: () => Promise.reject(full) };
    const thrown = await reasoner.compose(compose, failing, never).catch((error: unknown) => error);
    expect(thrown).toBe(full);
    expect(received).toHaveLength(1);
  });

  const emptyTable = anEvidence({ rows: [], rowCount: 0 });
  it.each([
    ['that no domain was asked about', []],
    ['without a row', [{ ...lane, evidence: [emptyTable] }]],
    ['that no lane answered', [{ ...lane, outcome: 'failed' as const, evidence: [] }]],
  ])('is not asked about a question %s: the reply is ours', async (_, lanes) => {
    const { reasoner, received } = await scripted(streamed(['Berlin has 4,000,000 people.']));
    const screen = aScreen();
    const { markdown, degraded, usage } = await reasoner.compose(
      aCompose({ lanes }),
      screen,
      never,
    );
    expect(markdown).not.toContain('Berlin');
    expect(screen.shown()).toBe(markdown);
    expect([degraded, usage, received]).toEqual([[], {}, []]);
  });
});

describe('without a model', () => {
  it('the rules decide and write, and say so', async () => {
    const rules = createReasoner(null);
    expect(rules.kind).toBe('offline');
    expect(await rules.route(request, never)).toMatchObject({
      degraded: [{ part: 'model' }],
      usage: {},
    });
    const composed = await rules.compose(compose, aScreen(), never);
    expect(composed.degraded).toMatchObject([{ part: 'model' }]);
  });
});
