import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../data/cache.ts';
import { at, createClient } from './client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const space = localSpaces.reliability.spaceId;
const statements = '/api/2.0/sql/statements';

let workspace: Workspace;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 20 });
  await workspace.ready;
  client = createClient(workspace);
}, 60_000);
afterAll(() => workspace.close());

async function answered() {
  const path = await client.start(space, 'Which jobs failed?');
  const { message } = await client.follow(path);
  const list = at(message, 'attachments');
  const found: unknown = Array.isArray(list) ? list.find((one) => at(one, 'query')) : undefined;
  return {
    path,
    attachment: `${path}/attachments/${String(at(found, 'attachment_id'))}`,
    statementId: String(at(found, 'query', 'statement_id')),
  };
}

describe('a statement of Genie', () => {
  test('is read at the Statement Execution API by who asked, and is in the history', async () => {
    const { attachment, statementId } = await answered();
    const genie = (await client.get(`${attachment}/query-result`)).body;
    const read = await client.get(`${statements}/${statementId}`);
    const rows = at(genie, 'statement_response', 'result', 'data_array');
    expect(Array.isArray(rows) && rows.length > 0).toBe(true);
    expect(at(read.body, 'result', 'data_array')).toEqual(rows);
    expect(at(read.body, 'manifest', 'schema')).toEqual(
      at(genie, 'statement_response', 'manifest', 'schema'),
    );
    const chunk = await client.get(`${statements}/${statementId}/result/chunks/0`);
    expect(at(chunk.body, 'data_array')).toEqual(rows);
    const other = createClient(workspace, `${workspace.token}-analyst`);
    expect((await other.get(`${statements}/${statementId}`)).status).toBe(404);
    const history = await client.get('/api/2.0/sql/history/queries?filter_by.statuses=FINISHED');
    expect(at(history.body, 'res', 0)).toMatchObject({ query_id: statementId, is_final: true });
  });

  test('is downloaded whole behind links that take no token', async () => {
    const { attachment } = await answered();
    const started = await client.post(`${attachment}/downloads`, {});
    const id = String(started.body['download_id']);
    const poll = (signature: string) =>
      client.get(`${attachment}/downloads/${id}?download_id_signature=${signature}`);
    expect((await poll('wrong')).status).toBe(400);
    const signature = String(started.body['download_id_signature']);
    const state = async () =>
      at((await poll(signature)).body, 'statement_response', 'status', 'state');
    await expect.poll(state, { timeout: 5000 }).toBe('SUCCEEDED');
    const links = at(
      (await poll(signature)).body,
      'statement_response',
      'result',
      'external_links',
    );
    const rows: unknown = await (await fetch(String(at(links, 0, 'external_link')))).json();
    const shown = await client.get(`${attachment}/query-result`);
    expect(rows).toEqual(at(shown.body, 'statement_response', 'result', 'data_array'));
  });

  test('gives a result of several chunks, each with the link of the next', async () => {
    const body = { warehouse_id: 'a1b2c3d4e5f60001', statement: 'select id from range(12000)' };
    const first = (await client.post(statements, body)).body;
    const sizes = [at(first, 'result', 'row_count')];
    for (let link = at(first, 'result', 'next_chunk_internal_link'); typeof link === 'string';) {
      const chunk = (await client.get(link)).body;
      sizes.push(chunk['row_count']);
      link = chunk['next_chunk_internal_link'];
    }
    expect(sizes).toEqual([5000, 5000, 2000]);
  });
});

test('comments of a message are kept and listed for its conversation', async () => {
  const { path } = await answered();
  const made = await client.post(`${path}/comments`, { content: 'looks right' });
  expect(made.body).toMatchObject({ content: 'looks right', user_id: 5_550_000 });
  expect((await client.get(`${path}/comments`)).body).toEqual({ comments: [made.body] });
  const conversation = path.replace(/\/messages\/.*/, '');
  expect((await client.get(`${conversation}/list-comments`)).body).toEqual({
    comments: [made.body],
  });
});

test('users, groups and service principals are listed, filtered and shown', async () => {
  const base = '/api/2.0/preview/scim/v2';
  const users = (await client.get(`${base}/Users`)).body;
  expect(users).toMatchObject({ totalResults: 6, startIndex: 1 });
  const filter = encodeURIComponent('userName eq "analyst@example.com"');
  const [one] = at(
    (await client.get(`${base}/Users?filter=${filter}`)).body,
    'Resources',
  ) as unknown[];
  expect((await client.get(`${base}/Users/${String(at(one, 'id'))}`)).body).toEqual(one);
  expect(at((await client.get(`${base}/ServicePrincipals`)).body, 'totalResults')).toBe(2);
  expect(at((await client.get(`${base}/Groups`)).body, 'Resources', 0, 'displayName')).toBe(
    'admins',
  );
  expect((await client.post(`${base}/Users`, {})).status).toBe(403);
});

test('a warehouse keeps what is edited, within the limits of the service', async () => {
  const path = '/api/2.0/sql/warehouses/a1b2c3d4e5f60001';
  const edited = await client.post(`${path}/edit`, { name: 'renamed', auto_stop_mins: 20 });
  expect(edited.status).toBe(200);
  expect((await client.get(path)).body).toMatchObject({ name: 'renamed', auto_stop_mins: 20 });
  expect((await client.post(`${path}/edit`, { auto_stop_mins: 5 })).status).toBe(400);
  const viewer = createClient(workspace, `${workspace.token}-viewer`);
  expect((await viewer.post(`${path}/edit`, { name: 'mine' })).status).toBe(403);
  expect((await viewer.post('/api/2.0/sql/warehouses', { name: 'mine' })).status).toBe(403);
});

describe('what is declined', () => {
  test.each([
    ['GET', `/api/2.0/genie/spaces/${space}/eval-runs`, 200, undefined],
    ['POST', `/api/2.0/genie/spaces/${space}/eval-runs`, 501, 'NOT_IMPLEMENTED'],
    ['GET', `/api/2.0/genie/spaces/${space}/eval-runs/1/results`, 404, 'RESOURCE_DOES_NOT_EXIST'],
    ['POST', `/api/2.0/genie/agents/${space}/responses`, 404, 'FEATURE_DISABLED'],
    ['GET', '/api/2.1/unity-catalog/tables/system.billing.nothing', 404, 'TABLE_DOES_NOT_EXIST'],
    ['GET', '/api/2.1/unity-catalog/catalogs/main', 404, 'CATALOG_DOES_NOT_EXIST'],
    ['GET', '/api/2.0/nothing', 404, 'ENDPOINT_NOT_FOUND'],
    ['POST', '/serving-endpoints/chat/completions', 404, 'ENDPOINT_NOT_FOUND'],
    ['GET', '/nothing', 404, 'ENDPOINT_NOT_FOUND'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const reply = await client.call(method, path, method === 'POST' ? {} : undefined);
    expect([reply.status, reply.body['error_code']]).toEqual([status, code]);
  });

  test('names an unknown endpoint without the version, and a final slash changes nothing', async () => {
    const { body } = await client.get('/api/2.1/unity-catalog/domains');
    expect(body['message']).toBe("No API found for 'GET /unity-catalog/domains'");
    expect((await client.get('/api/2.0/sql/warehouses/')).status).toBe(200);
  });
});

describe('a token', () => {
  const paths = [
    '/api/2.0/genie/spaces',
    '/api/2.0/sql/history/queries',
    '/api/2.1/unity-catalog/catalogs',
    '/api/2.0/nothing',
    '/serving-endpoints/chat/completions',
    '/oidc/v1/authorize',
    '/nothing',
  ];
  const ask = (path: string, headers: Record<string, string>) =>
    fetch(`${workspace.url}${path}`, { headers });

  test.each(paths)('is needed for %s', async (path) => {
    const reply = await ask(path, {});
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="DatabricksRealm"');
    expect(await reply.json()).toMatchObject({
      error_code: 401,
      message: 'Credential was not sent or was of an unsupported type for this API.',
    });
  });

  test.each(paths)('that is wrong is refused for %s', async (path) => {
    const reply = await ask(path, { Authorization: 'Bearer wrong' });
    expect(reply.status).toBe(403);
    expect(reply.headers.get('x-databricks-reason-phrase')).toBe('Invalid access token.');
    expect(await reply.json()).toMatchObject({ error_code: 403, message: 'Invalid access token.' });
  });

  test.each([
    '/.well-known/databricks-config',
    '/oidc/.well-known/oauth-authorization-server',
    '/__local/health',
  ])('is not needed for %s', async (path) => {
    expect((await ask(path, {})).status).toBe(200);
  });
});
