import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newInvestigationInput } from '../../api/inputs.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { EndedTool } from '../../domain/tools.ts';
import { toolCards } from '../../tools/index.ts';
import { authenticateByHeader, event, finished, startService, unknownId } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({
    authenticate: authenticateByHeader,
    tools: toolCards(new Set(['TAVILY_API_KEY'])),
  });
});
afterAll(() => service.close());

const source = {
  marker: 'web:1',
  title: 'Status',
  text: 'All is well.',
  url: 'https://status.databricks.com/',
};
const ended: EndedTool = {
  tool: 'web_search',
  outcome: 'answered',
  summary: '1 result.',
  data: { heading: 'From the web', markdown: 'All is well. [web:1]', sources: [source] },
};

describe('tools', () => {
  it('are listed, with what is missing where nothing is set', async () => {
    await using bare = await startService();
    const { tools } = (await (await bare.get('/v1/tools')).json()) as {
      tools: { tool: string; effect: string; available: boolean; why: string | null }[];
    };
    expect(tools.find(({ tool }) => tool === 'web_search')).toMatchObject({
      effect: 'read',
      available: false,
      why: expect.stringContaining('TAVILY_API_KEY is not set') as string,
    });
    expect(tools.find(({ tool }) => tool === 'runbooks')).toMatchObject({
      available: true,
      why: null,
    });
  });

  it.each([
    ['Is databricks down in us-east-1?', ['web_search']],
    ['What should I do about a job that fails?', ['runbooks']],
    ['How much did jobs cost yesterday?', []],
  ])('of “%s” are in the preview of its routing: %j', async (question, wanted) => {
    const reply = await service.post('/v1/route', { question });
    const { tools } = (await reply.json()) as { tools: { tool: string; reason: string }[] };
    expect(tools.map(({ tool }) => tool)).toEqual(wanted);
    expect(tools.every(({ reason }) => reason.endsWith('.'))).toBe(true);
  });

  it('that the caller names are stored, and are a part of what a key stands for', async () => {
    const ask = (body: object) =>
      service.post(
        '/v1/investigations',
        { question: 'What did jobs cost?', ...body },
        { 'idempotency-key': 'tools-1' },
      );
    const reply = await ask({ tools: ['web_search'] });
    expect(reply.status).toBe(202);
    const { id } = (await reply.json()) as { id: InvestigationId };
    const stored = await service.deps.store.find({ id, owner: 'local' });
    expect(stored?.namedTools).toEqual(['web_search']);
    expect(((await (await ask({ tools: ['web_search'] })).json()) as { id: string }).id).toBe(id);
    expect((await ask({ tools: [] })).status).toBe(422);
    expect((await ask({})).status).toBe(422);
  });

  it('that change something cannot be named: they run after an approval only', () => {
    const card = { describes: '', effect: 'write', timeoutMs: 1, why: null } as const;
    const named = newInvestigationInput({ standard: 60, deep: 60 }, [
      { ...card, tool: 'hammer' },
    ]).safeParse({
      question: 'q',
      tools: ['hammer'],
    });
    expect(named.error?.issues).toMatchObject([
      { path: ['tools', 0], message: 'hammer changes something: it runs only after an approval' },
    ]);
  });

  it('are in the resource as they run and end, and their sources are read by marker', async () => {
    const { id } = await service.ask();
    const path = `/v1/investigations/${id}`;
    const read = async () => (await (await service.get(path)).json()) as Investigation;
    await service.write(id, event('tool.started', { tool: 'web_search' }));
    expect((await read()).tools).toMatchObject([{ tool: 'web_search', status: 'running' }]);
    await service.write(id, event('tool.finished', ended));
    expect((await read()).tools).toEqual([{ ...ended, status: 'finished' }]);
    const sources = await (await service.get(`${path}/sources`)).json();
    expect(sources).toEqual({ sources: [source], nextCursor: null });
  });

  it('that still run when an investigation ends are not said to run', async () => {
    const { id } = await service.ask();
    await service.write(id, event('tool.started', { tool: 'runbooks' }), finished('cancelled'));
    const one = (await (await service.get(`/v1/investigations/${id}`)).json()) as Investigation;
    expect(one.tools).toMatchObject([{ status: 'finished', outcome: 'cancelled' }]);
  });

  it('of other people, and of no investigation, have no sources', async () => {
    const { id } = await service.ask();
    const other = { 'x-test-principal': 'bob' };
    expect((await service.get(`/v1/investigations/${id}/sources`, other)).status).toBe(404);
    expect((await service.get(`/v1/investigations/${unknownId}/sources`)).status).toBe(404);
  });
});
