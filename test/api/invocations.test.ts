import { randomUUID } from 'node:crypto';
import { createDatabricksProvider } from '@databricks/ai-sdk-provider';
import { streamText } from 'ai';
import type { LanguageModel } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvocationState } from '../../api/invocations/schemas.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import {
  authenticateByHeader,
  event,
  finished,
  laneFinished,
  routed,
  startService,
} from './service.ts';
import { someEvidence } from './some-evidence.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterAll(() => service.close());

const question = 'What did jobs cost?';
const input = [{ role: 'user', content: question }];
const text = 'Jobs cost 12.50 USD.\n\nList prices.';
const chart = {
  type: 'bar',
  x: 'job_name',
  y: 'cost',
  title: 'Cost by job',
  reason: 'top',
} as const;
const answer = { ...anAnswer(text), charts: [{ ...chart, evidenceId: someEvidence.id }] };

/** Runs whatever the next request starts. */
async function running(
  asking: Promise<Response>,
  ending = finished(),
  withAnswer = true,
): Promise<Response> {
  const before = service.engine.started.length;
  await expect.poll(() => service.engine.started.length).toBe(before + 1);
  const id = service.engine.started.at(-1)?.id as InvestigationId;
  await service.addEvidence(id, someEvidence);
  await service.write(
    id,
    event('started', {}),
    routed('cost'),
    event('lane.started', { domain: 'cost', round: 1, question, ask: 1 }),
    event('lane.progress', {
      domain: 'cost',
      round: 1,
      status: 'ASKING_AI',
      genie: { spaceId: 's', conversationId: 'c-1', messageId: 'm', url: 'http://genie' },
    }),
    laneFinished('cost', withAnswer ? 'answered' : 'failed'),
    ...(withAnswer ? [event('answer.finished', { answer, usage: {} }, 'answer.finished:1:1')] : []),
    event('remembered', { status: 'saved', detail: null }),
    ending,
  );
  return asking;
}

type Body = {
  id: string;
  output: Record<string, unknown>[];
  custom_outputs: Record<string, unknown>;
};
const dataIn = (sse: string): Record<string, unknown>[] =>
  [...sse.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data) as never);

describe('a front end of the original', () => {
  it('finds every field that its contract names', async () => {
    const reply = await running(
      service.post('/invocations', {
        input,
        custom_inputs: { user_id: 'somebody else', session_id: 'front-end-1', request_id: 'r' },
      }),
    );
    const body = (await reply.json()) as Body;
    expect(body.id).toMatch(/^resp_/);
    expect(body.output.at(-1)).toMatchObject({
      type: 'message',
      content: [{ type: 'output_text', text }],
    });
    expect(body.custom_outputs).toMatchObject({
      thread_id: expect.stringMatching(/^ses_/),
      genie_conversation_ids: { cost: 'c-1' },
      memory_status: 'saved',
      domain: 'cost',
      domains: ['cost'],
      source: 'genie',
      confidence: 1,
      sources: [],
      visualization_hint: {
        type: 'bar_chart',
        x_axis: 'job_name',
        y_axis: 'cost',
        label: null,
        value: null,
        title: 'Cost by job',
        columns: ['job_name', 'cost', 'runs'],
        reason: 'top',
        row_count: 2,
        domain_preferences: { prefer_currency_format: true, default_sort: 'descending' },
      },
      data: [{ job_name: 'nightly, "etl"', cost: '-12.500000000000000001', runs: 3 }, {}],
      cross_domain_errors: {},
      error: null,
    });
  });

  it('goes on in its own conversation, by its name for it or by ours', async () => {
    const ask = async (custom_inputs: object, who = 'local'): Promise<unknown> => {
      const body = { input, background: true, custom_inputs };
      const reply = await service.post('/responses', body, { 'x-test-principal': who });
      return ((await reply.json()) as Body).custom_outputs['thread_id'];
    };
    const first = await ask({ session_id: 'tab-7' });
    expect(await ask({ session_id: 'tab-7' })).toBe(first);
    expect(await ask({ thread_id: first })).toBe(first);
    expect(await ask({ session_id: 'tab-8' })).not.toBe(first);
    expect(await ask({ session_id: 'tab-7' }, 'bob')).not.toBe(first);
    expect(await ask({ thread_id: first }, 'bob')).not.toBe(first);
  });

  it('reads a stream of text, work and outputs, and one that failed in the words of the reason', async () => {
    const reply = await running(service.post('/invocations', { input, stream: true }));
    const sse = await reply.text();
    expect(sse).not.toMatch(/^event:/m);
    const events = dataIn(sse);
    const deltas = events.filter(({ type }) => type === 'response.output_text.delta');
    expect(deltas.map(({ delta }) => delta).join('')).toBe(text);
    const items = events.filter(({ type }) => type === 'response.output_item.done');
    expect(items.map(({ item }) => (item as { type: string }).type)).toEqual([
      'reasoning',
      'function_call',
      'function_call_output',
      'message',
    ]);
    expect(items.at(-1)).toMatchObject({ custom_outputs: { domain: 'cost', data: [{}, {}] } });
    expect(events.map(({ sequence_number: n }) => n)).toEqual(events.map((_, n) => n));
    const failing = service.post('/invocations', { input });
    const failed = (await (await running(failing, finished('failed'), false)).json()) as Body;
    expect(JSON.stringify(failed.output.at(-1))).toContain('There is no answer.');
    expect(failed.custom_outputs).toMatchObject({ source: 'error' });
  });

  it('goes on behind any event after its stream was cut', async () => {
    const reply = await running(service.post('/responses', { input, stream: true }));
    const whole = dataIn(await reply.text());
    const { id } = (whole[0] as { response: Body }).response;
    for (const { sequence_number: n } of whole) {
      const rest = await service.get(`/responses/${id}?stream=true&starting_after=${String(n)}`);
      expect(dataIn(await rest.text())).toEqual(whole.slice(Number(n) + 1));
    }
    const polled = (await (await service.get(`/responses/${id}`)).json()) as Body;
    expect(polled.custom_outputs).toMatchObject({ data: [{}, {}] });
  });

  it('is told what is wrong as a serving endpoint tells it', async () => {
    const rows = [
      [{}, 400, 'input'],
      [{ input: [{ role: 'user', content: [{ type: 'input_image' }] }] }, 400, 'input_image'],
      [{ input, tools: [{}] }, 400, 'tools'],
      [{ input: [{ role: 'user', content: 'x'.repeat(200_000) }] }, 413, '64 kB'],
    ] as const;
    for (const [body, status, says] of rows) {
      const reply = await service.post('/invocations', body);
      const told = (await reply.json()) as { error_code: string; message: string };
      expect([reply.status, Object.keys(told)]).toEqual([status, ['error_code', 'message']]);
      expect(told.message).toContain(says);
    }
  });

  it("is Databricks' provider for the AI SDK, unmodified", async () => {
    const provider = createDatabricksProvider({ baseURL: service.url });
    const model = provider.responses('health-monitor') as unknown as LanguageModel;
    let failure: unknown = null;
    const stream = streamText({
      model,
      prompt: question,
      onError: ({ error }) => (failure = error),
    });
    const kinds = new Set<string>();
    const read = (async () => {
      for await (const part of stream.fullStream) kinds.add(part.type);
      return new Response(await stream.text);
    })();
    expect(await (await running(read)).text()).toBe(text);
    expect(failure).toBeNull();
    expect([...kinds]).toEqual(
      expect.arrayContaining(['reasoning-delta', 'tool-call', 'tool-result', 'text-delta']),
    );
  });
});

describe('a client of the agent server', () => {
  const path = '/api/invocations';
  const asked = (id: string, over: object = {}) => ({ id, input: { messages: input }, ...over });

  it('waits for the output, and asks again by the same id', async () => {
    const id = randomUUID();
    const reply = await running(service.post(path, asked(id), { 'x-routing-key': 'dag-1' }));
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({
      id,
      status: 'completed',
      output: { output: text, custom_outputs: { domain: 'cost' } },
    });
    const before = service.engine.started.length;
    const again = await service.post(path, asked(id), { 'x-routing-key': 'dag-1' });
    expect(await again.json()).toMatchObject({ id, status: 'completed' });
    const others = [
      service.post(path, { id, input: 'Something else?' }, { 'x-routing-key': 'dag-1' }),
      service.post(path, asked(id), { 'x-routing-key': 'dag-2' }),
    ];
    for (const other of await Promise.all(others)) {
      expect(other.status).toBe(409);
      expect(await other.json()).toEqual({ detail: expect.stringContaining('used for another') });
    }
    expect(service.engine.started).toHaveLength(before);
  });

  it('leaves it in the background, polls, and reads its events behind any of them', async () => {
    const id = randomUUID();
    const begun = service.post(path, asked(id, { background: true, stream: true }));
    const accepted = await running(begun);
    expect(accepted.status).toBe(202);
    const told = (await accepted.json()) as { status_url: string; events_url: string };
    expect(told).toMatchObject({
      id,
      status_url: `${path}/${id}`,
      events_url: `${path}/${id}/events`,
    });
    const state: unknown = await (await service.get(told.status_url)).json();
    expect(InvocationState.strict().safeParse(state).error).toBeUndefined();
    expect(state).toMatchObject({ status: 'completed' });
    const whole = await (await service.get(told.events_url)).text();
    expect([...whole.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)).toEqual([
      'run.started',
      'progress',
      'tool_call',
      'tool_result',
      'delta',
      'delta',
      'message',
      'run.completed',
    ]);
    for (const [, n = '0'] of whole.matchAll(/^id: (\d+)$/gm)) {
      const rest = await (await service.get(`${told.events_url}?after=${n}`)).text();
      expect(whole.endsWith(rest.replaceAll(': still here\n', ''))).toBe(true);
      expect(rest.match(/^id: /gm)?.length ?? 0).toBe(8 - Number(n));
    }
    const bob = { 'x-test-principal': 'bob' };
    expect((await service.get(told.status_url, bob)).status).toBe(404);
  });

  it('is told of a failure, and of what is wrong with a request', async () => {
    const failing = service.post(path, asked(randomUUID()));
    const failed = await running(failing, finished('failed'), false);
    expect(failed.status).toBe(500);
    expect(await failed.json()).toMatchObject({ status: 'failed', error: expect.any(String) });
    for (const body of [
      { id: 'x', input: question },
      { id: randomUUID() },
      { id: randomUUID(), input: 7 },
      { id: randomUUID(), input: question, colour: 'red' },
    ]) {
      const reply = await service.post(path, body);
      expect(reply.status).toBe(400);
      expect(await reply.json()).toEqual({ detail: expect.any(String) });
    }
  });
});
