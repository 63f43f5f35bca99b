import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { domains } from '../../../../domain/domains.ts';
import { localSpaces } from '../../../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../../../local/workspace/oauth/principals.ts';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { loadCatalogue, matchCertified } from '../../../../sql/catalogue.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient } from '../client.ts';

const cost = localSpaces.cost.spaceId;
const spaces = '/api/2.0/genie/spaces';
const nowMs = Date.parse('2026-11-18T00:00:00Z');
const order = [
  'SUBMITTED',
  'FETCHING_METADATA',
  'FILTERING_CONTEXT',
  'ASKING_AI',
  'EXECUTING_QUERY',
  'COMPLETED',
];

let cacheDir: string;
let workspace: Workspace;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 30, genieQpm: 1000, answerMs: 300 });
  await workspace.ready;
  client = createClient(workspace);
}, 60_000);

afterAll(async () => {
  await workspace.close();
});

describe('Genie', () => {
  test('answers with a certified question, statuses in order and text cells', async () => {
    const path = await client.start(
      cost,
      'Why did our spend jump yesterday, and are the expensive jobs failing too? Use the last 30 days. Include error messages.',
    );
    const { statuses, message } = await client.follow(path);
    expect(statuses).toEqual(order.filter((status) => statuses.includes(status)));
    expect(statuses.length).toBeGreaterThanOrEqual(4);
    const query = at(message, 'attachments', 0, 'query');
    expect(matchCertified(loadCatalogue(), String(at(query, 'query')))?.id).toBe(
      'cost/spend_drivers',
    );
    expect(at(query, 'parameters')).toContainEqual({
      keyword: 'from_date',
      sql_type: 'DATE',
      value: '2026-11-17',
    });
    const { body } = await client.get(
      `${path}/attachments/${String(at(message, 'attachments', 0, 'attachment_id'))}/query-result`,
    );
    const rows = at(body, 'statement_response', 'result', 'data_array') as unknown[][];
    expect(at(body, 'statement_response', 'status', 'state')).toBe('SUCCEEDED');
    expect(rows.flat().every((cell) => cell === null || typeof cell === 'string')).toBe(true);
    expect(rows[0]?.[4]).toBe('payments_ledger_sync');
    expect(at(body, 'statement_response', 'manifest', 'total_row_count')).toBe(
      at(query, 'query_result_metadata', 'row_count'),
    );
    expect(at(message, 'attachments', 0, 'attachment_id')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('returns an empty result object when there are no rows', async () => {
    const path = await client.start(
      localSpaces.reliability.spaceId,
      'Which jobs failed between 2020-01-01 and 2020-01-02?',
    );
    const { message } = await client.follow(path);
    const attachment = `${path}/attachments/${String(at(message, 'attachments', 0, 'attachment_id'))}`;
    const { body } = await client.get(`${attachment}/query-result`);
    expect(at(body, 'statement_response', 'result')).toEqual({});
    expect(at(body, 'statement_response', 'manifest', 'total_chunk_count')).toBe(0);
    expect(
      at(
        (await client.post(`${attachment}/execute-query`, {})).body,
        'statement_response',
        'result',
      ),
    ).toEqual({});
  });

  test('declines a question without data and suggests questions', async () => {
    const { message, statuses } = await client.follow(
      await client.start(cost, 'What is the weather like in Paris?'),
    );
    expect(statuses).not.toContain('EXECUTING_QUERY');
    expect(at(message, 'attachments', 0, 'text', 'content')).toMatch(/^I cannot answer this/);
    expect(at(message, 'attachments', 1, 'suggested_questions', 'questions')).toHaveLength(3);
  });

  test('answers a follow-up with the same question for another time window', async () => {
    const first = await client.start(cost, 'Top 3 most expensive jobs');
    await client.follow(first);
    const messages = first.replace(/\/[^/]+$/, '');
    const { body } = await client.post(messages, { content: 'And last week?' });
    const { message } = await client.follow(`${messages}/${String(body['message_id'])}`);
    expect(at(message, 'attachments', 0, 'query', 'parameters')).toMatchObject([
      { value: '2026-11-09' },
      { value: '2026-11-16' },
      { value: 'ALL' },
      { value: 'ALL' },
      { value: '3' },
    ]);
    const { body: listed } = await client.get(messages);
    expect((listed['messages'] as { content: string }[]).map((item) => item.content)).toEqual([
      'Top 3 most expensive jobs',
      'And last week?',
    ]);
  });

  test('refuses a second message while one is in progress', async () => {
    const path = await client.start(cost, 'Spend by day');
    expect(
      await client.post(path.replace(/\/[^/]+$/, ''), { content: 'And last week?' }),
    ).toMatchObject({ status: 409, body: { error_code: 'ABORTED' } });
    await client.follow(path);
  });

  test('lists conversations by title, newest first, in pages', async () => {
    const space = localSpaces.quality.spaceId;
    for (const question of ['Stale tables', 'Unused tables'])
      await client.follow(await client.start(space, question));
    const first = await client.get(`${spaces}/${space}/conversations?page_size=1`);
    expect(first.body['conversations']).toEqual([
      {
        conversation_id: expect.any(String),
        title: 'Unused tables',
        created_timestamp: expect.any(Number),
        agent_type: 'GENIE_CONVERSATION_TYPE_CHAT',
      },
    ]);
    const next = await client.get(
      `${spaces}/${space}/conversations?page_size=1&page_token=${String(first.body['next_page_token'])}`,
    );
    expect(at(next.body, 'conversations', 0, 'title')).toBe('Stale tables');
    expect(next.body['next_page_token']).toBeUndefined();
  });

  test('lists six spaces whose titles contain their domain', async () => {
    const { body } = await client.get(spaces);
    const titles = (body['spaces'] as { title: string }[]).map((space) =>
      space.title.toLowerCase(),
    );
    expect(titles.map((title, index) => title.includes(domains[index] ?? '?'))).toEqual(
      domains.map(() => true),
    );
    expect((await client.get(`${spaces}/${cost}`)).body).toMatchObject({
      space_id: cost,
      title: localSpaces.cost.title,
    });
  });
});

describe('an invalid request', () => {
  test('gets the status and error code of Databricks', async () => {
    const stranger = createClient(workspace, 'wrong');
    const conversation = `${spaces}/${cost}/conversations/${'0'.repeat(32)}`;
    const refused = [
      await stranger.get(spaces),
      await client.get(`${spaces}/${'0'.repeat(32)}`),
      await client.get(`${conversation}/messages/${'0'.repeat(32)}`),
      await client.post(`${conversation}/messages`, { content: 'x' }),
      await client.post(`${spaces}/${cost}/start-conversation`, {}),
      await client.post(`${spaces}/${cost}/start-conversation`, '{'),
      await client.get('/api/2.0/nothing'),
    ];
    expect(refused.map((reply) => `${reply.status} ${String(reply.body['error_code'])}`)).toEqual([
      '403 403',
      '404 RESOURCE_DOES_NOT_EXIST',
      '404 RESOURCE_DOES_NOT_EXIST',
      '404 RESOURCE_DOES_NOT_EXIST',
      '400 INVALID_PARAMETER_VALUE',
      '400 BAD_REQUEST',
      '404 ENDPOINT_NOT_FOUND',
    ]);
  });

  test("for another principal's conversation gets a 404", async () => {
    const path = await client.start(cost, 'Spend by SKU');
    const basic = Buffer.from(`${localClientId}:${workspace.token}`).toString('base64');
    const granted = await client.call(
      'POST',
      '/oidc/v1/token',
      'grant_type=client_credentials&scope=all-apis',
      { Authorization: `Basic ${basic}` },
    );
    expect(granted.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'all-apis',
    });
    const other = createClient(workspace, String(granted.body['access_token']));
    expect((await other.get(path)).status).toBe(404);
    expect((await other.get('/api/2.0/preview/scim/v2/Me')).body).toMatchObject({
      userName: localClientId,
    });
    await client.follow(path);
  });
});
