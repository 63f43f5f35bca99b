import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import OpenAI from 'openai';
import OpenAI6 from 'openai-6';
import { query } from '../../adapters/postgres/pool.ts';
import { ResponseBody } from '../../api/responses/schemas.ts';
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
import type { Service } from './service.ts';

let service: Service;
let openai: OpenAI;
beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
  openai = new OpenAI({ baseURL: `${service.url}/v1`, apiKey: 'none', maxRetries: 0 });
});
afterAll(() => service.close());

const input = 'What did jobs cost?';
const text = 'Jobs cost 12.50 USD [cost:1].\n\n## Caveats\n\n- List prices.\n';
const answer = {
  ...anAnswer(text),
  citations: [
    {
      marker: 'cost:1',
      evidenceId: 'ev_x' as never,
      row: 0,
      column: 'cost',
      columnIndex: 1,
      value: '12.50',
    },
  ],
};
const idOf = (response: { readonly id: string }): InvestigationId =>
  response.id.replace('resp_', 'inv_') as InvestigationId;

const laneStarted = event('lane.started', { domain: 'cost', round: 1, question: input, ask: 1 });
/** Of an investigation that asks cost, and security in vain. */
async function run(id: InvestigationId, ending = finished()): Promise<void> {
  await service.write(id, event('started', {}), routed('cost', 'security'), laneStarted);
  await service.write(
    id,
    event('lane.waiting', { domain: 'cost', round: 1, reason: 'quota', position: 2, until: '' }),
    event('lane.waiting', { domain: 'cost', round: 1, reason: 'quota', position: 1, until: '' }),
    laneFinished('security', 'failed'),
    laneFinished('cost', 'answered'),
    event('answer.delta', { attempt: 1, text: 'Jobs' }, 'answer.delta:1:1:1'),
    event(
      'answer.finished',
      { answer, usage: { inputTokens: 3, outputTokens: 4 } },
      'answer.finished:1:1',
    ),
    ending,
  );
}

const begin = (body: object = {}) =>
  openai.responses.create({ model: 'health-monitor', input, background: true, ...body });

async function wire(id: string, search = ''): Promise<string> {
  return (await service.get(`/v1/responses/${id}?stream=true${search}`)).text();
}
const numbersIn = (sse: string): number[] =>
  [...sse.matchAll(/"sequence_number":(\d+)\}?\n\n/g)].map(([, n]) => Number(n));

describe('a response', () => {
  it('is told at once in the background, and whole when it has ended', async () => {
    const begun = await begin({ metadata: { ticket: '7' }, instructions: 'Be brief.' });
    expect(begun).toMatchObject({ object: 'response', status: 'queued', output: [], usage: null });
    expect(begun).toMatchObject({ background: true, metadata: { ticket: '7' } });
    expect(service.engine.started.at(-1)).toMatchObject({ nobodyAnswers: true });
    await run(idOf(begun));
    const whole = await openai.responses.retrieve(begun.id);
    expect(ResponseBody.safeParse(whole).error).toBeUndefined();
    expect(whole).toMatchObject({
      status: 'completed',
      output_text: text,
      instructions: 'Be brief.',
      usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 },
    });
    expect(whole.output.map(({ type }) => type)).toEqual([
      'reasoning',
      'mcp_call',
      'reasoning',
      'mcp_call',
      'message',
    ]);
    expect(whole).toMatchObject({
      custom_outputs: { domain: 'cross_domain', source: 'genie', confidence: 1 },
    });
  });

  it.each([
    ['7', OpenAI],
    // Its types are those of another package.
    ['6', OpenAI6 as unknown as typeof OpenAI],
  ])('is followed by the stream helper of openai %s', async (_, Client) => {
    const client = new Client({ baseURL: `${service.url}/v1`, apiKey: 'none', maxRetries: 0 });
    const stream = client.responses.stream({ model: 'health-monitor', input });
    const numbers: number[] = [];
    for await (const one of stream as AsyncIterable<{
      sequence_number: number;
      type: string;
      response?: { id: string };
    }>) {
      numbers.push(one.sequence_number);
      if (one.type === 'response.queued' && one.response) await run(idOf(one.response));
    }
    expect(numbers).toEqual(numbers.map((_one, n) => n));
    const final = await stream.finalResponse();
    expect(final.output_text).toBe(text);
    const message = final.output.at(-1);
    const part = message?.type === 'message' ? message.content[0] : undefined;
    const [cited] = part?.type === 'output_text' ? part.annotations : [];
    expect(cited).toMatchObject({ type: 'url_citation', title: 'cost:1: cost = 12.50' });
    expect(cited?.type === 'url_citation' && text.slice(cited.start_index, cited.end_index)).toBe(
      '[cost:1]',
    );
  });

  it('is the same for an early and a late reader, and goes on after every event', async () => {
    const { id } = await begin();
    const early = wire(id);
    await run(idOf({ id }));
    const whole = await wire(id);
    expect((await early).replaceAll(': still here\n', '')).toBe(whole);
    const numbers = numbersIn(whole);
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual(numbers.map((_, n) => n));
    expect(whole.endsWith('\n\ndata: [DONE]\n\n')).toBe(true);
    for (const n of numbers) {
      const rest = await wire(id, `&starting_after=${n}`);
      expect(numbersIn(rest)).toEqual(numbers.slice(n + 1));
      expect(whole.endsWith(rest.replaceAll(': still here\n', ''))).toBe(true);
    }
  });

  it('is whole however its stream was cut', async () => {
    const { id } = await begin();
    await run(idOf({ id }));
    const whole = await wire(id);
    const rests = new Map<number, string>();
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const got = numbersIn(whole.slice(0, cut));
      const last = got.at(-1) ?? -1;
      const rest = rests.get(last) ?? (await wire(id, last < 0 ? '' : `&starting_after=${last}`));
      rests.set(last, rest);
      if ([...got, ...numbersIn(rest)].some((n, at) => n !== at)) throw new Error(`cut at ${cut}`);
    }
    expect(rests.size).toBe(numbersIn(whole).length + 1);
  });

  it('that failed without an answer is failed, and one that was cancelled is incomplete', async () => {
    const failed = await begin();
    await service.write(idOf(failed), event('started', {}), finished('failed'));
    expect(await openai.responses.retrieve(failed.id)).toMatchObject({
      status: 'failed',
      error: { code: 'server_error', message: expect.any(String) },
    });
    expect(await wire(failed.id)).toContain('event: response.failed\n');
    const { id } = await begin();
    const cancelling = openai.responses.cancel(id);
    await expect.poll(() => service.engine.cancelled).toContain(idOf({ id }));
    await service.write(idOf({ id }), laneStarted, finished('cancelled'));
    expect((await cancelling).status).toBe('cancelled');
    expect(await openai.responses.cancel(id)).toMatchObject({ status: 'cancelled' });
    const events = await wire(id);
    expect(events).toContain('event: response.incomplete\n');
    expect(events).toContain('The investigation ended before it did.');
  });

  it('goes on with the conversation of another one', async () => {
    const first = await begin();
    await run(idOf(first));
    const sessionOf = ({ conversation }: OpenAI.Responses.Response) => conversation?.id;
    const whole = await openai.responses.retrieve(first.id);
    const next = await begin({ previous_response_id: first.id, input: 'And the day before?' });
    expect(next.previous_response_id).toBe(first.id);
    const history = [...whole.output, { role: 'user', content: 'And before that?' }];
    const third = await begin({ input: history });
    const fourth = await begin({ conversation: sessionOf(first), input: 'Why?' });
    expect([next, third, fourth].map(sessionOf)).toEqual(Array(3).fill(sessionOf(first)));
    expect(sessionOf(await begin())).not.toBe(sessionOf(first));
    const { data } = await openai.responses.inputItems.list(third.id, { limit: 2 });
    expect(data).toMatchObject([{ role: 'user' }, { type: 'message', role: 'assistant' }]);
    const rest = await openai.responses.inputItems.list(third.id, { after: data[1]?.id ?? '' });
    expect(rest.data).toHaveLength(history.length - 2);
  });

  it('is deleted with its investigation, when it has ended', async () => {
    const { id } = await begin();
    await expect(openai.responses.delete(id)).rejects.toMatchObject({ status: 409 });
    await run(idOf({ id }));
    const next = await begin({ previous_response_id: id });
    await run(idOf(next));
    await query(
      service.pool,
      `insert into summaries (investigation_id, session_id, owner, content, domains, up_to, expires_at)
        select id, session_id, owner, 'of both', '{}', now(), now() + interval '1 day' from investigations
          where id = $1`,
      [idOf(next)],
    );
    await openai.responses.delete(id);
    expect(await query(service.pool, 'select from summaries')).toEqual([]);
    expect((await openai.responses.retrieve(next.id)).status).toBe('completed');
    await expect(openai.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    expect((await service.get(`/v1/investigations/${idOf({ id })}`)).status).toBe(404);
  });
});

describe('a request that is sent again', () => {
  const post = async (body: object, headers: Record<string, string> = {}) => {
    const reply = await service.post('/v1/responses', { background: true, ...body }, headers);
    return ((await reply.json()) as { id: string }).id;
  };
  const again = { 'x-stainless-retry-count': '1' };

  it('by a client itself is the same response, and by a person another one', async () => {
    const body = { input: 'What was repeated?' };
    const first = await post(body);
    expect(await post(body, again)).toBe(first);
    const second = await post(body);
    expect(second).not.toBe(first);
    expect(await post(body, again)).toBe(second);
    expect(await post(body, { ...again, 'x-test-principal': 'bob' })).not.toBe(second);
    expect(await post({ input: 'What else?' }, again)).not.toBe(second);
  });

  it('by the official client, whose connections are cut, makes one investigation', async () => {
    const before = await service.count('investigations');
    let posts = 0;
    const client = new OpenAI({
      baseURL: `${service.url}/v1`,
      apiKey: 'none',
      maxRetries: 2,
      fetch: async (url, init) => {
        const reply = await fetch(url, init);
        posts += 1;
        if (posts === 3) return reply;
        await reply.body?.cancel();
        throw new TypeError('fetch failed');
      },
    });
    await client.responses.create({ input: 'What did the cut cost?', background: true });
    expect(posts).toBe(3);
    expect(await service.count('investigations')).toBe(before + 1);
  });

  it('with a key is the same, and with another body refused', async () => {
    const key = { 'idempotency-key': 'monday' };
    const first = await post({ input }, key);
    expect(await post({ input }, key)).toBe(first);
    const other = await service.post('/v1/responses', { input: 'Another?' }, key);
    expect(other.status).toBe(422);
  });
});
