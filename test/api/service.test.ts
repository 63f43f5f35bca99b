import { describe, expect, it } from 'vitest';
import { startService } from './service.ts';

describe('the service itself', () => {
  it('is alive while everything else is away', async () => {
    await using service = await startService();
    service.engine.down = true;
    const reply = await service.get('/healthz');
    expect([reply.status, await reply.json()]).toEqual([
      200,
      { status: 'ok', service: 'health-monitor' },
    ]);
  });

  it('is ready when all three answer', async () => {
    await using service = await startService();
    const reply = await service.get('/readyz');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({
      status: 'ok',
      checks: { database: { ok: true }, temporal: { ok: true }, workspace: { ok: true } },
    });
  });

  it('is not ready with one away, and says which and why', async () => {
    await using service = await startService({
      pingWorkspace: async () => {
        throw new Error('the token is not valid');
      },
    });
    const reply = await service.get('/readyz');
    expect(reply.status).toBe(503);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.headers.get('retry-after')).toBe('5');
    expect(await reply.json()).toMatchObject({
      code: 'dependency.down',
      detail: 'the token is not valid',
      checks: {
        database: { ok: true },
        temporal: { ok: true },
        workspace: { ok: false, message: 'the token is not valid' },
      },
    });
  });

  it('is not ready when one does not answer in time', async () => {
    await using service = await startService({ pingWorkspace: () => new Promise(() => {}) });
    const reply = await service.get('/readyz');
    expect(await reply.json()).toMatchObject({
      status: 503,
      checks: { workspace: { ok: false, message: expect.stringContaining('within 3 s') } },
    });
  });

  it('routes a question without asking anything', async () => {
    await using service = await startService();
    const reply = await service.post('/v1/route', { question: 'What did jobs cost?' });
    expect(await reply.json()).toMatchObject({
      domains: [{ domain: 'cost' }],
      source: 'examples',
      degraded: ['model'],
      degradedDetail: [{ part: 'model', reason: 'No model is set.' }],
    });
    expect([await service.count('investigations'), service.engine.started]).toEqual([0, []]);
  });

  it('describes every route it has', async () => {
    await using service = await startService();
    const document = (await (await service.get('/openapi.json')).json()) as {
      components: {
        schemas: Record<string, { type: unknown; properties: Record<string, unknown> }>;
      };
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    };
    const routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    const self = '/v1/investigations/{id}';
    expect(routes.toSorted()).toEqual(
      [
        'get /healthz',
        'get /v1/watches',
        'post /v1/watches',
        'get /v1/watches/{id}',
        'patch /v1/watches/{id}',
        'delete /v1/watches/{id}',
        'post /v1/watches/{id}/pause',
        'post /v1/watches/{id}/resume',
        'post /v1/watches/{id}/snooze',
        'post /v1/watches/{id}/acknowledge',
        'get /v1/webhooks',
        'post /v1/webhooks',
        'get /v1/webhooks/{id}',
        'delete /v1/webhooks/{id}',
        'post /v1/webhooks/{id}/rotate',
        'post /v1/webhooks/{id}/test',
        'get /v1/webhooks/{id}/deliveries',
        'get /v1/digests',
        'post /v1/digests',
        'get /v1/digests/{id}',
        'delete /v1/digests/{id}',
        'post /v1/digests/{id}/pause',
        'post /v1/digests/{id}/resume',
        'post /v1/digests/{id}/trigger',
        'get /v1/corrections',
        `post ${self}/correction/seen`,
        'get /readyz',
        ...['get', 'post', 'delete'].map((method) => `${method} /v1/sign-in`),
        'get /v1/sign-in/oidc',
        'get /v1/sign-in/oidc/callback',
        'get /v1/agents',
        'get /v1/tools',
        'post /v1/diagnosis',
        'get /v1/investigations',
        `get ${self}`,
        `get ${self}/events`,
        `get ${self}/evidence`,
        `get ${self}/evidence/{evidenceId}`,
        `get ${self}/sources`,
        `get ${self}/proof`,
        `patch ${self}`,
        'post /v1/investigations',
        `post ${self}/cancel`,
        `post ${self}/retry`,
        `post ${self}/steer`,
        `post ${self}/token`,
        `post ${self}/feedback`,
        `patch ${self}/proposals/{pid}`,
        ...['approve', 'reject'].map((verb) => `post ${self}/proposals/{pid}/${verb}`),
        'get /v1/alerts',
        'delete /v1/alerts/{pid}',
        ...['pause', 'resume'].map((verb) => `post /v1/alerts/{pid}/${verb}`),
        'post /v1/responses',
        ...['get', 'delete'].map((method) => `${method} /v1/responses/{id}`),
        'post /v1/responses/{id}/cancel',
        'get /v1/responses/{id}/input_items',
        'get /v1/models',
        'get /v1/models/{id}',
        ...['get', 'post', 'delete'].map((method) => `${method} /mcp`),
        ...['/invocations', '/responses', '/serving-endpoints/{name}/invocations'].map(
          (path) => `post ${path}`,
        ),
        'get /responses/{id}',
        'post /api/invocations',
        'get /api/invocations/{id}',
        'get /api/invocations/{id}/events',
        'post /v1/route',
        ...['get', 'put', 'delete'].map((method) => `${method} /v1/memory`),
        'get /v1/memory/export',
        'put /v1/memory/preferences/{key}',
        'delete /v1/memory/preferences/{key}',
        'delete /v1/memory/insights/{id}',
        'get /v1/sessions',
        'get /v1/sessions/{id}',
        'delete /v1/sessions/{id}',
        'get /v1/evaluations',
        'post /v1/evaluations',
        'get /v1/evaluations/{id}',
        'post /v1/evaluations/{id}/cancel',
        'get /v1/evaluations/cases',
        ...['accept', 'reject'].map((verb) => `post /v1/evaluations/cases/{id}/${verb}`),
        'get /v1/evaluations/schedule',
        'put /v1/evaluations/schedule',
        ...['pause', 'resume', 'trigger', 'backfill'].map(
          (verb) => `post /v1/evaluations/schedule/${verb}`,
        ),
      ].toSorted(),
    );
    expect(JSON.stringify(document)).toContain('"maxLength":4000');
    expect(document).toMatchObject({ security: [{ bearer: [] }, {}] });
    const { schemas } = document.components;
    expect(schemas['NewResponse']).toMatchObject({
      additionalProperties: false,
      required: ['input'],
    });
    expect(schemas['Routing']?.type).toBe('object');
    expect(schemas['Lane']?.properties['genie']).toEqual({
      anyOf: [{ $ref: '#/components/schemas/GenieReference' }, { type: 'null' }],
    });
  });

  it('tells of a bug without its detail, and logs it with its stack', async () => {
    await using good = await startService();
    const { store } = good.deps;
    await using service = await startService({
      store: { ...store, find: () => Promise.reject(new Error('secret detail')) },
    });
    const reply = await service.get(`/v1/investigations/inv_${'a'.repeat(32)}`);
    const text = await reply.text();
    expect(reply.status).toBe(500);
    expect(text).not.toContain('secret detail');
    expect(JSON.parse(text)).toMatchObject({ code: 'bug' });
    expect(service.lines).toMatchObject([
      { level: 'error', status: 500, code: 'bug', err: { message: 'secret detail' } },
    ]);
  });

  it('logs one line a request and never what was asked', async () => {
    await using service = await startService();
    await service.ask({ question: 'Why is the secretproject late?' });
    await service.get('/v1/investigations?q=secretproject');
    await service.post('/v1/investigations', { question: 'secretproject', colour: 1 });
    expect(service.lines).toMatchObject([
      { method: 'POST', path: '/v1/investigations', status: 202, principal: 'local' },
      { method: 'GET', path: '/v1/investigations', status: 200 },
      { method: 'POST', status: 400, code: 'input.invalid' },
    ]);
    expect(JSON.stringify(service.lines)).not.toContain('secretproject');
  });

  it('answers only its own machine, however a browser was led to it', async () => {
    await using service = await startService();
    const rebound = await fetchAs(service.url, 'evil.example', {});
    const crossed = await service.post(
      '/v1/investigations',
      { question: 'x' },
      {
        origin: 'https://evil.example',
      },
    );
    const own = await service.get('/v1/agents', { origin: service.url });
    expect([rebound, crossed.status, own.status]).toEqual([403, 403, 200]);
    expect(await service.count('investigations')).toBe(0);
  });
});

/** `fetch` sets Host by itself, so a foreign one takes a plain request. */
async function fetchAs(url: string, host: string, headers: Record<string, string>) {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(`${url}/v1/agents`, { headers: { ...headers, host } }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
