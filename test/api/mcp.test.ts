import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvestigationId } from '../../domain/ids.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import { asAdmin, event, finished, laneFinished, routed, startService } from './service.ts';
import { someEvidence } from './some-evidence.ts';
import type { Service } from './service.ts';
import { callerOf } from '../../domain/caller.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({
    authenticate: (request) => {
      const name = request.headers.get('x-test-principal');
      return name === 'viewer'
        ? { caller: callerOf({ id: 'viewer', groups: [] }, 'viewer', 'local'), setCookie: null }
        : asAdmin(name ?? 'local');
    },
  });
});
afterAll(() => service.close());

type Era = 'legacy' | 'modern';
const eras: readonly Era[] = ['legacy', 'modern'];

async function connect(era: Era, { answer, who }: { answer?: string; who?: string } = {}) {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
      capabilities: answer === undefined ? {} : { elicitation: {} },
    },
  );
  const asked: string[] = [];
  if (answer !== undefined)
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      asked.push(params.message);
      return { action: 'accept' as const, content: { answer } };
    });
  const headers = who === undefined ? {} : { 'x-test-principal': who };
  const transport = new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`), {
    requestInit: { headers },
  });
  await client.connect(transport as Parameters<Client['connect']>[0]);
  return { client, asked, [Symbol.asyncDispose]: () => client.close() };
}

const question = 'What did jobs cost?';

/** The id of the investigation that was started behind `before` others. */
async function startedAfter(before: number): Promise<InvestigationId> {
  await expect.poll(() => service.engine.started.length).toBe(before + 1);
  const id = service.engine.started.at(-1)?.id;
  if (id === undefined) throw new Error('nothing was started');
  return id;
}

const end = (markdown: string) => [
  event('answer.finished', { answer: anAnswer(markdown), usage: {} }, 'answer.finished:1:1'),
  finished(),
];

describe.each(eras)('a client of the %s revision', (era) => {
  it('finds tools that say what they give and that they only read', async () => {
    await using it = await connect(era);
    const { tools } = await it.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'investigate',
      'poll_investigation',
      'answer_question',
      'cancel_investigation',
      'get_evidence',
      'get_proof',
      'list_domains',
    ]);
    for (const { name, outputSchema, annotations, description } of tools) {
      expect(outputSchema, name).toMatchObject({ type: 'object' });
      expect(annotations?.destructiveHint, name).toBe(false);
      expect(description?.length, name).toBeGreaterThan(20);
    }
    const reading = tools.filter(({ annotations }) => annotations?.readOnlyHint === true);
    expect(reading).toHaveLength(5);
  });

  it('investigates with progress, and reads evidence and proof', async () => {
    await using it = await connect(era);
    const before = service.engine.started.length;
    const told: string[] = [];
    const calling = it.client.callTool(
      { name: 'investigate', arguments: { question, domains: ['cost'] } },
      { onprogress: ({ message }) => told.push(message ?? '') },
    );
    const id = await startedAfter(before);
    await service.write(id, event('started', {}), routed('cost'));
    await service.write(id, laneFinished('cost', 'answered'), ...end('It cost 12.50 USD.'));
    await service.addEvidence(id, someEvidence);
    const result = await calling;
    expect(result.structuredContent).toMatchObject({ id, status: 'completed', next: null });
    expect(result.content).toEqual([{ type: 'text', text: 'It cost 12.50 USD.' }]);
    expect(told[0]).toBe('Asking cost: About cost?');
    const evidence = await it.client.callTool({ name: 'get_evidence', arguments: { id, n: 1 } });
    expect(evidence.structuredContent).toMatchObject({
      id: someEvidence.id,
      sql: someEvidence.sql,
      rows: someEvidence.rows,
    });
    const proof = await it.client.callTool({ name: 'get_proof', arguments: { id } });
    const [, file] = proof.content;
    const blob = file?.type === 'resource' && 'blob' in file.resource ? file.resource.blob : '';
    expect(Buffer.from(String(blob), 'base64').subarray(0, 2).toString()).toBe('PK');
    const polled = await it.client.callTool({ name: 'poll_investigation', arguments: { id } });
    expect(polled.structuredContent).toMatchObject({ id, answer: 'It cost 12.50 USD.' });
  });

  it('cancels, lists domains, and is told what is wrong', async () => {
    await using it = await connect(era);
    const { id } = await service.ask();
    const cancelling = it.client.callTool({ name: 'cancel_investigation', arguments: { id } });
    await expect.poll(() => service.engine.cancelled).toContain(id);
    await service.write(id, finished('cancelled'));
    expect((await cancelling).structuredContent).toMatchObject({ status: 'cancelled' });
    const { structuredContent } = await it.client.callTool({ name: 'list_domains' });
    expect(structuredContent).toMatchObject({
      domains: expect.arrayContaining([
        expect.objectContaining({ domain: 'quality', available: false }),
      ]),
    });
    const wrong = async (name: string, given: object) => {
      const reply = await it.client
        .callTool({ name, arguments: { ...given } })
        .catch((error: unknown) => ({ isError: true, content: [{ text: String(error) }] }));
      const [first] = reply.content as readonly { text?: string }[];
      return [reply.isError, first?.text];
    };
    expect(await wrong('get_evidence', { id, n: 1 })).toEqual([
      true,
      expect.stringContaining('n:'),
    ]);
    expect(await wrong('investigate', { question: ' ' })).toEqual([
      true,
      expect.stringContaining('visible character'),
    ]);
    expect(await wrong('investigate', { question, colour: 1 })).toEqual([
      true,
      expect.stringContaining('colour'),
    ]);
    expect(await wrong('poll_investigation', { id: 'x' })).toEqual([
      true,
      expect.stringContaining('no such investigation'),
    ]);
    await using viewer = await connect(era, { who: 'viewer' });
    const denied = await viewer.client.callTool({ name: 'investigate', arguments: { question } });
    expect(denied.isError).toBe(true);
    expect(JSON.stringify(denied.content)).toContain('needs the permission ask');
  });
});

describe('a question of Genie', () => {
  const asks = (id: InvestigationId) =>
    service.write(
      id,
      event('started', {}),
      routed('cost'),
      event('lane.started', { domain: 'cost', round: 1, question, ask: 1 }, 'lane.started:1'),
      event('lane.waiting', {
        domain: 'cost',
        round: 1,
        reason: 'clarification',
        question: 'Which currency?',
        questionId: 'cost:1:1',
      }),
    );

  it('is put to the user within the call, and the answer goes back to the run', async () => {
    await using it = await connect('modern', { answer: 'Euro' });
    const before = service.engine.started.length;
    const calling = it.client.callTool({ name: 'investigate', arguments: { question } });
    const id = await startedAfter(before);
    await asks(id);
    await expect
      .poll(() => service.engine.steered.map(({ action }) => action))
      .toContainEqual({
        action: 'answer',
        domain: 'cost',
        text: 'Euro',
        questionId: 'cost:1:1',
      });
    await service.write(
      id,
      event('lane.started', { domain: 'cost', round: 1, question, ask: 2 }, 'lane.started:2'),
      laneFinished('cost', 'answered'),
      ...end('It cost 11 EUR.'),
    );
    expect((await calling).structuredContent).toMatchObject({ id, answer: 'It cost 11 EUR.' });
    expect(it.asked).toEqual(['Genie asks back about cost: Which currency?']);
    expect(service.engine.started).toHaveLength(before + 1);
  });

  it('is told to a client that cannot ask, which answers by a tool', async () => {
    await using it = await connect('legacy');
    const { id } = await service.ask();
    await asks(id);
    const polled = await it.client.callTool({
      name: 'poll_investigation',
      arguments: { id, wait_s: 5 },
    });
    expect(polled.structuredContent).toMatchObject({
      next: 'answer_question',
      asks_back: { domain: 'cost', question: 'Which currency?', question_id: 'cost:1:1' },
    });
    await it.client.callTool({
      name: 'answer_question',
      arguments: { id, domain: 'cost', text: 'US dollars' },
    });
    expect(service.engine.steered.at(-1)?.action).toMatchObject({ text: 'US dollars' });
  });
});

describe('the endpoint', () => {
  it('refuses an unknown revision, other methods and what is no message', async () => {
    const headers = { accept: 'application/json, text/event-stream' };
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2031-01-01',
      'io.modelcontextprotocol/clientCapabilities': {},
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    };
    const future = await service.post(
      '/mcp',
      { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } },
      { ...headers, 'mcp-protocol-version': '2031-01-01', 'mcp-method': 'tools/list' },
    );
    const { error } = (await future.json()) as { error: { message: string; code: number } };
    expect([future.status, error.code]).toEqual([400, expect.any(Number)]);
    expect(error.message).toMatch(/version/i);
    expect((await service.get('/mcp')).status).toBe(405);
    const broken = await service.post('/mcp', '{"jsonrpc"', headers);
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32700 } });
    const long = await service.post('/mcp', { text: 'x'.repeat(200_000) }, headers);
    expect(long.status).toBe(413);
    expect(await long.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32600 } });
  });
});
