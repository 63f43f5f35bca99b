import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { localClientId, knownPrincipals } from '../../../local/workspace/oauth/known-principals.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../data/cache.ts';
import { at, createClient } from './client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const spaces = '/api/2.0/genie/spaces';
const cost = localSpaces.cost.spaceId;
const security = localSpaces.security.spaceId;
const warehouse = '/api/2.0/sql/warehouses/a1b2c3d4e5f60001';

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 50 });
  await workspace.ready;
  admin = createClient(workspace);
}, 60_000);

afterAll(() => workspace.close());

const as = (key: string) => createClient(workspace, `${workspace.token}-${key}`);

async function tokenOf(clientId: string, secret: string, scope = 'all-apis') {
  const basic = Buffer.from(`${clientId}:${secret}`).toString('base64');
  const { body } = await admin.call(
    'POST',
    '/oidc/v1/token',
    `grant_type=client_credentials&scope=${encodeURIComponent(scope)}`,
    { Authorization: `Basic ${basic}` },
  );
  return body;
}

const clientWith = async (scope: string) =>
  createClient(
    workspace,
    String((await tokenOf(localClientId, workspace.token, scope))['access_token']),
  );

const errorOf = ({ status, body }: { status: number; body: object }) => [
  status,
  at(body, 'error_code'),
];

describe('the identity of the caller', () => {
  test.each(
    knownPrincipals.filter((principal) => !principal.isServicePrincipal && principal.key !== ''),
  )('is $name with the token of that principal', async (principal) => {
    const me = await as(principal.key).get('/api/2.0/preview/scim/v2/Me');
    expect(me.headers.get('x-databricks-org-id')).toBe('4010000000000001');
    expect(me.body).toMatchObject({
      id: String(principal.id),
      userName: principal.name,
      groups: [{ display: 'users' }],
    });
  });

  test('can be a second service principal with its own secret and grants', async () => {
    const reporter = knownPrincipals.find((principal) => principal.key === 'cost-reporter');
    const id = reporter?.name ?? '';
    expect(await tokenOf(id, workspace.token)).toMatchObject({ error: 'invalid_client' });
    const granted = await tokenOf(id, `${workspace.token}-cost-reporter`);
    const client = createClient(workspace, String(granted['access_token']));
    const me = await client.get('/api/2.0/preview/scim/v2/Me');
    expect([me.body['userName'], me.body['emails']]).toEqual([id, undefined]);
    const { body } = await client.get(spaces);
    expect(at(body, 'spaces')).toMatchObject([{ space_id: cost }]);
  });

  test('is lost when the access token expires after an hour', async () => {
    const granted = await tokenOf(localClientId, workspace.token);
    expect(granted['expires_in']).toBe(3600);
    const client = createClient(workspace, String(granted['access_token']));
    await admin.control('PUT', '/clock', { now: '2026-11-18T00:59:00Z' });
    expect((await client.get(spaces)).status).toBe(200);
    await admin.control('PUT', '/clock', { now: '2026-11-18T01:00:01Z' });
    expect(errorOf(await client.get(spaces))).toEqual([401, 'UNAUTHENTICATED']);
    expect((await admin.get(spaces)).status).toBe(200);
    await admin.control('PUT', '/clock', { now: '2026-11-18T00:00:00Z' });
  }, 30_000);
});

describe('the scope of a token', () => {
  test('is required; the error has a numeric code', async () => {
    const client = await clientWith('sql');
    const refused = await client.get(spaces);
    expect(errorOf(refused)).toEqual([403, 403]);
    expect(refused.body['message']).toMatch(
      /^Provided OAuth token does not have required scopes: genie \[ReqId: local-\d+\]$/,
    );
    expect((await client.get('/api/2.0/sql/warehouses')).status).toBe(200);
    expect(errorOf(await client.get('/api/2.0/serving-endpoints'))).toEqual([403, 403]);
    expect((await client.get('/api/2.0/preview/scim/v2/Me')).status).toBe(200);
  });

  test.each(['genie', 'dashboards.genie sql', 'all-apis'])(
    '%s allows Genie requests',
    async (scope) => {
      expect((await (await clientWith(scope)).get(spaces)).status).toBe(200);
    },
  );
});

describe('Genie', () => {
  test('hides a space without CAN_VIEW and refuses questions without CAN_RUN', async () => {
    const viewer = as('viewer');
    expect(at((await viewer.get(spaces)).body, 'spaces')).toHaveLength(1);
    expect((await viewer.get(`${spaces}/${cost}`)).status).toBe(200);
    const ask = (space: string) =>
      viewer.post(`${spaces}/${space}/start-conversation`, { content: 'Spend by day' });
    expect(errorOf(await ask(cost))).toEqual([403, 'PERMISSION_DENIED']);
    expect(errorOf(await ask(security))).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
    expect((await as('outsider').get(spaces)).body).toEqual({ spaces: [] });
  });

  test('answers from tables that the caller may read; for other tables the message fails', async () => {
    const analyst = as('analyst');
    const good = await analyst.follow(await analyst.start(cost, 'Spend by day'));
    expect(good.message['status']).toBe('COMPLETED');
    const bad = await analyst.follow(await analyst.start(security, 'Were there failed logins?'));
    expect(bad.message).toMatchObject({
      status: 'FAILED',
      error: {
        type: 'SQL_EXECUTION_EXCEPTION',
        error: expect.stringMatching(/^\[INSUFFICIENT_PERMISSIONS\] .*'system\.access\.audit'/),
      },
    });
    expect(bad.statuses).not.toContain('EXECUTING_QUERY');
  });

  test('needs permission on the warehouse', async () => {
    const client = as('no-warehouse');
    const { message } = await client.follow(await client.start(cost, 'Spend by day'));
    expect(at(message, 'error', 'type')).toBe('WAREHOUSE_ACCESS_MISSING_EXCEPTION');
    expect(errorOf(await client.get(warehouse))).toEqual([403, 'PERMISSION_DENIED']);
  });

  test('applies a granted or revoked SELECT at once', async () => {
    const path = '/api/2.1/unity-catalog/permissions/schema/system.access';
    const change = (part: object) =>
      admin.call('PATCH', path, { changes: [{ principal: 'analyst@example.com', ...part }] });
    const analyst = as('analyst');
    const ask = async () =>
      (await analyst.follow(await analyst.start(security, 'Were there failed logins?'))).message[
        'status'
      ];
    expect((await change({ add: ['SELECT'] })).body).toEqual({
      privilege_assignments: [{ principal: 'analyst@example.com', privileges: ['SELECT'] }],
    });
    expect(await ask()).toBe('COMPLETED');
    expect((await change({ remove: ['SELECT'] })).body).toEqual({ privilege_assignments: [] });
    expect(await ask()).toBe('FAILED');
    expect(errorOf(await analyst.call('PATCH', path, { changes: [] }))).toEqual([
      403,
      'PERMISSION_DENIED',
    ]);
    expect((await admin.get('/api/2.1/unity-catalog/permissions/schema/system')).status).toBe(404);
    expect((await admin.get('/api/2.1/unity-catalog/permissions/volume/system')).status).toBe(400);
    const stranger = await admin.call('PATCH', path, { changes: [{ principal: 'nobody' }] });
    expect(stranger.status).toBe(404);
  });
});
