import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../../local/workspace/oauth/principals.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { at, createClient } from './client.ts';

const { spaceId } = localSpaces.reliability;
const startPath = `/api/2.0/genie/spaces/${spaceId}/start-conversation`;
const nowMs = Date.parse('2026-11-18T00:00:00Z');

let cacheDir: string;
let workspace: Workspace;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'health-monitor-control-'));
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 50 });
  await workspace.ready;
  client = createClient(workspace);
}, 60_000);

afterEach(() => client.control('DELETE', '/faults'));

afterAll(async () => {
  await workspace.close();
  await rm(cacheDir, { recursive: true });
});

const faults = (...rules: unknown[]) => client.control('PUT', '/faults', { faults: rules });
const newest = async () =>
  (await client.control('GET', '/requests')).body['requests'] as {
    n: number;
    method: string;
    path: string;
    status: number | null;
    principal: string | null;
    body?: unknown;
  }[];

describe('discovery and identity', () => {
  test('are served at the well-known paths', async () => {
    expect((await client.get('/.well-known/databricks-config')).body).toMatchObject({
      oidc_endpoint: `${workspace.url}/oidc`,
    });
    const { body } = await client.get('/oidc/.well-known/oauth-authorization-server');
    expect(body['token_endpoint']).toBe(`${workspace.url}/oidc/v1/token`);
  });

  test('need valid client credentials', async () => {
    const basic = (secret: string) => ({
      Authorization: `Basic ${Buffer.from(`${localClientId}:${secret}`).toString('base64')}`,
    });
    const wrong = await client.call(
      'POST',
      '/oidc/v1/token',
      'grant_type=client_credentials',
      basic('no'),
    );
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
    const other = await client.call(
      'POST',
      '/oidc/v1/token',
      'grant_type=password',
      basic(workspace.token),
    );
    expect([other.status, other.body['error']]).toEqual([400, 'unsupported_grant_type']);
  });

  test('return the id of the workspace in a header of the SCIM response', async () => {
    const me = await client.get('/api/2.0/preview/scim/v2/Me');
    expect([me.headers.get('x-databricks-org-id'), me.body['userName']]).toEqual([
      '4010000000000001',
      'admin@example.com',
    ]);
  });
});

describe('the request log', () => {
  test('has the principal, the question and the status of every request', async () => {
    const before = (await newest()).at(-1)?.n ?? 0;
    const path = await client.start(spaceId, 'Which jobs failed?');
    await client.follow(path);
    await createClient(workspace, 'wrong').get(path);
    const { body } = await client.control('GET', `/requests?after=${before}`);
    const requests = body['requests'] as Awaited<ReturnType<typeof newest>>;
    expect(requests[0]).toMatchObject({
      n: before + 1,
      method: 'POST',
      path: startPath,
      principal: 'admin@example.com',
      status: 200,
      body: { content: 'Which jobs failed?' },
    });
    expect(requests.at(-1)).toMatchObject({ principal: null, status: 403 });
    expect(requests.every((request) => !request.path.startsWith('/__local'))).toBe(true);
  });
});

describe('a fault', () => {
  test('of kind status is injected as often as `times` says', async () => {
    await faults({
      match: { method: 'POST', domain: 'reliability' },
      times: 1,
      fault: { kind: 'status', status: 429, retryAfterSeconds: 7 },
    });
    const refused = await client.post(startPath, { content: 'Which jobs failed?' });
    expect([
      refused.status,
      refused.headers.get('retry-after'),
      refused.body['error_code'],
    ]).toEqual([429, '7', 'RESOURCE_EXHAUSTED']);
    expect((await client.control('GET', '/faults')).body).toEqual({ faults: [] });
    const path = await client.start(spaceId, 'Which jobs failed?');
    expect((await client.follow(path)).statuses.at(-1)).toBe('COMPLETED');
  });

  test('of Genie makes the message fail or ask a clarifying question', async () => {
    await faults(
      {
        match: { content: 'runs' },
        fault: {
          kind: 'failed',
          type: 'SQL_EXECUTION_EXCEPTION',
          error: '[INSUFFICIENT_PERMISSIONS] no SELECT',
        },
      },
      { match: { spaceId }, fault: { kind: 'clarify', question: 'Which workspace do you mean?' } },
    );
    const failed = await client.follow(await client.start(spaceId, 'List the latest failed runs'));
    expect(failed.message).toMatchObject({
      status: 'FAILED',
      error: { type: 'SQL_EXECUTION_EXCEPTION' },
    });
    const asked = await client.follow(await client.start(spaceId, 'Which jobs failed?'));
    expect(at(asked.message, 'attachments', 0, 'text')).toMatchObject({
      content: 'Which workspace do you mean?',
      purpose: 'TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION',
    });
  });

  test('of kind slow adds its time to the answer', async () => {
    await faults({ fault: { kind: 'slow', ms: 700 } });
    const startedMs = performance.now();
    await client.follow(await client.start(spaceId, 'Which jobs failed?'));
    expect(performance.now() - startedMs).toBeGreaterThan(745);
  });

  test('of kind reset loses the request; of kind doThenReset only the response', async () => {
    const conversations = async () =>
      (
        (await client.get(`/api/2.0/genie/spaces/${spaceId}/conversations?page_size=1000`)).body[
          'conversations'
        ] as unknown[]
      ).length;
    const before = await conversations();
    await faults({ match: { path: startPath }, times: 1, fault: { kind: 'reset' } });
    await expect(client.post(startPath, { content: 'Which jobs failed?' })).rejects.toThrow(
      'fetch failed',
    );
    expect(await conversations()).toBe(before);
    await faults({ match: { path: 'start-conv.*' }, times: 1, fault: { kind: 'doThenReset' } });
    await expect(client.post(startPath, { content: 'Which jobs failed?' })).rejects.toThrow(
      'fetch failed',
    );
    expect(await conversations()).toBe(before + 1);
    expect(
      (await newest()).filter((request) => request.path === startPath).at(-1)?.status,
    ).toBeNull();
  });

  test('of kind hang sends no response, and the log entry stays without a status', async () => {
    await faults({ match: { path: startPath }, times: 1, fault: { kind: 'hang' } });
    const given = fetch(`${workspace.url}${startPath}`, {
      method: 'POST',
      body: '{"content":"x"}',
      signal: AbortSignal.timeout(300),
    });
    await expect(given).rejects.toThrow(/abort/i);
    expect((await newest()).findLast((request) => request.path === startPath)?.status).toBeNull();
  });

  test('list must be JSON: a list, or an object with the field faults', async () => {
    const rule = { match: {}, times: null, fault: { kind: 'slow', ms: 1 } };
    expect((await client.control('PUT', '/faults', [rule])).body).toEqual({ faults: [rule] });
    expect(await client.control('PUT', '/faults', { rules: [] })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('rules') },
    });
    expect(await client.control('PUT', '/faults', '[')).toMatchObject({
      status: 400,
      body: { error_code: 'BAD_REQUEST' },
    });
  });

  test.each([
    [{ fault: { kind: 'explode' } }, /^0\.fault\.kind/],
    [{ fault: { kind: 'slow', ms: 1, seconds: 2 } }, /0\.fault: .*seconds/],
    [{ match: { method: 'FETCH' }, fault: { kind: 'hang' } }, /^0\.match\.method/],
    [{ match: { path: '(' }, fault: { kind: 'hang' } }, /^0\.match\.path/],
    [{ match: { space: 'x' }, fault: { kind: 'hang' } }, /0\.match: .*space/],
    [{ times: 0, fault: { kind: 'hang' } }, /^0\.times/],
  ])('that is invalid, %j, is refused with the name of the field', async (rule, message) => {
    const { status, body } = await faults(rule);
    expect(status).toBe(400);
    expect(body['message']).toMatch(message);
    expect((await client.control('GET', '/faults')).body).toEqual({ faults: [] });
  });
});

describe('the workspace', () => {
  test('accepts as many questions a minute as its quota allows', async () => {
    const small = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 2 });
    await small.ready;
    const other = createClient(small);
    const ask = () => other.post(startPath, { content: 'Which jobs failed?' });
    const replies = [await ask(), await ask(), await ask()];
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 429]);
    expect(Number(replies[2]?.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await other.get('/api/2.0/genie/spaces')).status).toBe(200);
    await small.close();
  });

  test('is unavailable (503) until the data is built', async () => {
    const other = await createWorkspace({ cacheDir, nowMs, days: 4 });
    const fresh = createClient(other);
    expect((await fresh.control('GET', '/health')).status).toBe(503);
    expect((await fresh.post(startPath, { content: 'Which jobs failed?' })).status).toBe(503);
    await other.ready;
    expect((await fresh.control('GET', '/health')).body).toMatchObject({
      ready: true,
      now: '2026-11-18T00:00:00.000Z',
    });
    await other.close();
  });

  test('sets its clock, and the data ends at the new time', async () => {
    const { body } = await client.control('PUT', '/clock', { now: '2026-11-19T00:00:00Z' });
    expect(body).toEqual({ now: '2026-11-19T00:00:00.000Z' });
    const { message } = await client.follow(
      await client.start(spaceId, 'Which jobs failed yesterday?'),
    );
    expect(at(message, 'attachments', 0, 'query', 'parameters', 0)).toEqual({
      keyword: 'from_time',
      sql_type: 'TIMESTAMP',
      value: '2026-11-18T00:00:00.000Z',
    });
    expect((await client.control('GET', '/truth')).body['now']).toBe('2026-11-19T00:00:00.000Z');
    expect(await client.control('PUT', '/clock', { now: 'soon' })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^now: /) },
    });
  });

  test('fails with the address when the port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const { port } = taken.address() as AddressInfo;
    await expect(createWorkspace({ cacheDir, nowMs, days: 3, port })).rejects.toThrow(
      `EADDRINUSE: address already in use 127.0.0.1:${port}`,
    );
    await new Promise((resolve) => {
      taken.close(resolve);
    });
  });
});
