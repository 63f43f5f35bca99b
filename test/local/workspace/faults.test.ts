import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionKinds, genieKinds } from '../../../local/workspace/control/fault-kinds.ts';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../../local/workspace/oauth/known-principals.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../data/cache.ts';
import { at, createClient, type Json } from './client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const space = localSpaces.reliability.spaceId;
const spaces = '/api/2.0/genie/spaces';
const question = 'Which jobs failed?';

let workspace: Workspace;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 10_000, answerMs: 200 });
  await workspace.ready;
  client = createClient(workspace);
}, 60_000);

afterEach(() => client.control('DELETE', '/faults'));
afterAll(() => workspace.close());

const put = (...rules: unknown[]) => client.control('PUT', '/faults', rules);
const get = (headers: Record<string, string> = {}) =>
  fetch(`${workspace.url}${spaces}`, {
    headers: { Authorization: `Bearer ${workspace.token}`, ...headers },
    redirect: 'manual',
  });
const ask = async (content = question) => {
  const path = await client.start(space, content);
  return { path, ...(await client.follow(path)) };
};
const attachments = (message: Json) => (message['attachments'] ?? []) as Json[];
const queryPath = (path: string, message: Json) => {
  const last = attachments(message).findLast((attachment) => 'query' in attachment);
  return `${path}/attachments/${String(last?.['attachment_id'])}`;
};

describe('a fault of the connection', () => {
  test('can be any status, with or without Retry-After, with any code and details', async () => {
    const limited = { kind: 'status', status: 429, errorCode: 'REQUEST_LIMIT_EXCEEDED' };
    await put(
      { times: 1, fault: { ...limited, retryAfterSeconds: 3, details: 'ErrorInfo' } },
      { times: 1, fault: { ...limited, details: 'none', message: 'Slow down' } },
    );
    const first = await client.get(spaces);
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '3']);
    expect(at(first.body, 'details', 0)).toMatchObject({
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      metadata: {},
    });
    const second = await client.get(spaces);
    expect(second.headers.get('retry-after')).toBeNull();
    expect(second.body).toEqual({ error_code: 'REQUEST_LIMIT_EXCEEDED', message: 'Slow down' });
    expect((await client.get(spaces)).status).toBe(200);
  });

  test('can be a missing scope with a numeric code, or a hidden object', async () => {
    await put({ times: 1, fault: { kind: 'scope' } }, { fault: { kind: 'hidden' } });
    const scope = await client.get(spaces);
    expect([scope.status, scope.body['error_code']]).toEqual([403, 403]);
    const hidden = await client.get(`${spaces}/${space}`);
    expect([hidden.status, hidden.body['error_code']]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
    expect(at(hidden.body, 'details', 0)).toEqual({
      '@type': 'type.googleapis.com/google.rpc.RequestInfo',
      request_id: expect.stringMatching(/^local-\d+$/),
    });
  });

  test('can expire a token during polling, which continues with a new token', async () => {
    const fresh = async () => {
      const basic = Buffer.from(`${localClientId}:${workspace.token}`).toString('base64');
      const form = 'grant_type=client_credentials';
      const { body } = await client.call('POST', '/oidc/v1/token', form, {
        Authorization: `Basic ${basic}`,
      });
      return createClient(workspace, String(body['access_token']));
    };
    const service = await fresh();
    const path = await service.start(space, question);
    await put({ match: { path: 'messages/' }, times: 1, fault: { kind: 'tokenExpired' } });
    expect((await service.get(path)).status).toBe(401);
    expect((await service.get(path)).status).toBe(401);
    expect((await (await fresh()).follow(path)).message['status']).toBe('COMPLETED');
    await put({ times: 1, fault: { kind: 'tokenExpired' } });
    expect((await client.get(spaces)).status).toBe(401);
    expect((await client.get(spaces)).status).toBe(200);
  });

  test('can be a login page or a redirect to it', async () => {
    await put(
      { times: 1, fault: { kind: 'loginPage' } },
      { fault: { kind: 'loginPage', status: 303 } },
    );
    const page = await get();
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=UTF-8',
    ]);
    expect(await page.text()).toMatch(/^<!doctype html>/);
    const redirect = await get();
    expect([redirect.status, redirect.headers.get('location')]).toEqual([
      303,
      `${workspace.url}/login.html`,
    ]);
  });

  test('can send the response byte by byte', async () => {
    const whole = await (await get()).text();
    await put({ fault: { kind: 'drip', bytesPerSecond: 20 } });
    const reply = await get();
    expect(reply.status).toBe(200);
    const reader = (reply.body ?? new ReadableStream<Uint8Array>()).getReader();
    const startedMs = performance.now();
    let text = '';
    while (text.length < 10) text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    expect(whole.startsWith(text)).toBe(true);
    expect(performance.now() - startedMs).toBeGreaterThan(300);
    expect(text.length).toBeLessThan(40);
  });

  test('can truncate the JSON or change its types', async () => {
    const whole = await (await get()).text();
    await put({ times: 1, fault: { kind: 'truncatedJson' } }, { fault: { kind: 'wrongTypes' } });
    const half = await (await get()).text();
    expect([whole.startsWith(half), half.length]).toEqual([true, Math.ceil(whole.length / 2)]);
    const { body } = await client.get(spaces);
    expect(Array.isArray(body['spaces'])).toBe(false);
    expect(at(body, 'spaces', '0', 'space_id')).toEqual([expect.any(String)]);
  });
});

describe('a fault of Genie', () => {
  test.each(['CONTENT_FILTER_EXCEPTION', 'RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION', 'NEVER_SEEN'])(
    'makes a question fail with error type %s',
    async (type) => {
      await put({ fault: { kind: 'failed', type, error: 'no' } });
      expect((await ask()).message).toMatchObject({
        status: 'FAILED',
        error: { type, error: 'no' },
      });
    },
  );

  test('makes the first query fail: Genie asks again and the second query succeeds', async () => {
    await put({ fault: { kind: 'selfCorrect' } });
    const { path, statuses, message } = await ask();
    expect(statuses.slice(statuses.indexOf('EXECUTING_QUERY'))).toEqual([
      'EXECUTING_QUERY',
      'ASKING_AI',
      'EXECUTING_QUERY',
      'COMPLETED',
    ]);
    const parts = attachments(message).map((part) => Object.keys(part)[1]);
    expect(parts.slice(0, 3)).toEqual(['query', 'text', 'query']);
    expect(at(attachments(message)[0], 'query', 'query')).toMatch(/no_such_column/);
    expect(at(attachments(message)[1], 'text', 'content')).toMatch(/\[UNRESOLVED_COLUMN/);
    const { body } = await client.get(`${queryPath(path, message)}/query-result`);
    expect(at(body, 'statement_response', 'status', 'state')).toBe('SUCCEEDED');
  });

  test('makes Genie answer with text only or with a clarifying question', async () => {
    await put(
      { times: 1, fault: { kind: 'textOnly', text: 'All is well.' } },
      { fault: { kind: 'clarify', question: 'Which?' } },
    );
    const said = await ask();
    expect(said.statuses).not.toContain('EXECUTING_QUERY');
    expect(attachments(said.message)).toMatchObject([
      { text: { content: 'All is well.', purpose: 'TEXT_ATTACHMENT_PURPOSE_ANSWER' } },
    ]);
    expect(at((await ask()).message, 'attachments', 0, 'text', 'purpose')).toBe(
      'TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION',
    );
  });

  test('returns no rows or truncated rows; executing the query again returns all rows', async () => {
    await put({ times: 1, fault: { kind: 'zeroRows' } }, { fault: { kind: 'truncate', rows: 1 } });
    const none = await ask();
    const empty = await client.get(`${queryPath(none.path, none.message)}/query-result`);
    expect(at(empty.body, 'statement_response', 'result')).toEqual({});
    const cut = await ask();
    const result = queryPath(cut.path, cut.message);
    expect(at(cut.message, 'attachments', 0, 'query', 'query_result_metadata')).toEqual({
      row_count: 1,
      is_truncated: true,
    });
    const { body } = await client.get(`${result}/query-result`);
    expect(at(body, 'statement_response', 'manifest')).toMatchObject({
      total_row_count: 1,
      truncated: true,
    });
    const again = (await client.post(`${result}/execute-query`, {})).body;
    expect(at(again, 'statement_response', 'manifest', 'truncated')).toBe(false);
    expect(at(again, 'statement_response', 'result', 'row_count')).toBeGreaterThan(1);
  });

  test('makes the result expire at once', async () => {
    await put({ fault: { kind: 'expire' } });
    const path = await client.start(space, question);
    const look = async () => (await client.get(path)).body['status'];
    await expect.poll(look, { timeout: 4000 }).toBe('QUERY_RESULT_EXPIRED');
  });

  test('makes Genie wait for a cold warehouse, show an unknown status or cancel the message', async () => {
    await put(
      { times: 1, fault: { kind: 'coldWarehouse', ms: 200 } },
      { times: 1, fault: { kind: 'unknownStatus', status: 'PONDERING', ms: 200 } },
      { fault: { kind: 'cancelled' } },
    );
    expect((await ask()).statuses.slice(-3)).toEqual([
      'PENDING_WAREHOUSE',
      'EXECUTING_QUERY',
      'COMPLETED',
    ]);
    expect((await ask()).statuses.slice(-3)).toEqual(['PONDERING', 'EXECUTING_QUERY', 'COMPLETED']);
    const path = await client.start(space, question);
    const look = async () => (await client.get(path)).body['status'];
    await expect.poll(look, { timeout: 4000 }).toBe('CANCELLED');
  });
});

describe('a fault rule', () => {
  test('applies only to its principal, question and route', async () => {
    const analyst = createClient(workspace, `${workspace.token}-analyst`);
    const status = { kind: 'status', status: 503 };
    await put({ match: { principal: 'analyst@example.com' }, fault: status });
    expect([(await analyst.get(spaces)).status, (await client.get(spaces)).status]).toEqual([
      503, 200,
    ]);
    await put({ match: { content: 'sky' }, fault: { kind: 'textOnly', text: 'Blue.' } });
    expect((await ask()).statuses).toContain('EXECUTING_QUERY');
    expect(at((await ask('The sky?')).message, 'attachments', 0, 'text', 'content')).toBe('Blue.');
    await put({ match: { path: `${spaces}/`, method: 'GET' }, fault: status });
    expect([
      (await client.get(spaces)).status,
      (await client.get(`${spaces}/${space}`)).status,
    ]).toEqual([200, 503]);
  });

  test('with a probability applies to the same requests every time', async () => {
    const draw = async () => {
      await put({ probability: 0.3, fault: { kind: 'hidden' } });
      const statuses: number[] = [];
      for (let n = 0; n < 60; n += 1) statuses.push((await get()).status);
      return statuses;
    };
    const first = await draw();
    const met = first.filter((status) => status === 404).length;
    expect(met).toBeGreaterThan(8);
    expect(met).toBeLessThan(30);
    expect(await draw()).toEqual(first);
  });

  test.each([
    [{ probability: 0, fault: { kind: 'hang' } }, /^0\.probability/],
    [{ match: { user: 'x' }, fault: { kind: 'hang' } }, /^0\.match: .*user/],
    [{ fault: { kind: 'drip', bytesPerSecond: 0 } }, /^0\.fault\.bytesPerSecond/],
    [{ fault: { kind: 'truncate', rows: '9' } }, /^0\.fault\.rows/],
    [{ fault: { kind: 'loginPage', status: 404 } }, /^0\.fault\.status/],
    [{ fault: { kind: 'status', status: 429, details: 'all' } }, /^0\.fault\.details/],
    [{ fault: { kind: 'unknownStatus' } }, /^0\.fault\.status/],
  ])('that is invalid, %j, is refused with the name of the field', async (rule, message) => {
    const { status, body } = await put(rule);
    expect([status, body['message']]).toEqual([400, expect.stringMatching(message)]);
  });

  test('has a kind that is either of the connection or of Genie', () => {
    expect(new Set([...connectionKinds, ...genieKinds]).size).toBe(22);
  });
});
