import { WorkspaceClient } from '@databricks/sdk-experimental';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthenticate } from '../../../adapters/databricks/auth.ts';
import { createGenie } from '../../../adapters/databricks/genie.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { localClientId } from '../../../local/workspace/oauth/known-principals.ts';
import { createWorkspace, type Workspace } from '../../../local/workspace/workspace.ts';
import { sharedCache } from '../data/cache.ts';
import { createClient } from './client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const space_id = localSpaces.reliability.spaceId;
const warehouse_id = 'a1b2c3d4e5f60001';
const question = 'Which jobs failed?';

let workspace: Workspace;
let admin: WorkspaceClient;
let control: ReturnType<typeof createClient>['control'];

beforeAll(async () => {
  const cacheDir = await sharedCache();
  workspace = await createWorkspace({ cacheDir, nowMs, days: 3, genieQpm: 1000, answerMs: 50 });
  await workspace.ready;
  admin = vendorClient(workspace.token);
  ({ control } = createClient(workspace));
}, 60_000);

afterEach(() => control('DELETE', '/faults'));
afterAll(() => workspace.close());

// The Databricks SDK does not verify certificates unless it is configured to.
const vendorClient = (token: string) =>
  new WorkspaceClient({ host: workspace.url, token, authType: 'pat', skipVerify: false });

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The error that a rejected call of the SDK throws. */
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error as { statusCode: number; errorCode: unknown; message: string },
  );

async function answered(client: WorkspaceClient, content = question) {
  const started = await client.genie.startConversation({ space_id, content });
  const message = await started.wait();
  const { conversation_id, message_id } = started;
  const attachment_id = message.attachments?.find(({ query }) => query)?.attachment_id ?? '';
  return { message, at: { space_id, conversation_id, message_id }, attachment_id };
}

describe('the Databricks SDK', () => {
  test('signs in with client credentials and reads its identity', async () => {
    const service = new WorkspaceClient({
      host: workspace.url,
      clientId: localClientId,
      clientSecret: workspace.token,
      authType: 'oauth-m2m',
      skipVerify: false,
    });
    expect(await service.currentUser.me()).toMatchObject({ userName: localClientId, active: true });
    expect(await admin.currentUser.me()).toMatchObject({
      userName: 'admin@example.com',
      groups: [{ display: 'admins' }, { display: 'users' }],
    });
  });

  test('asks a question, waits, reads the rows, asks a follow-up and lists its conversations', async () => {
    const { message, at, attachment_id } = await answered(admin);
    expect(message).toMatchObject({ status: 'COMPLETED', content: question, space_id });
    const { statement_response: result } = await admin.genie.getMessageAttachmentQueryResult({
      ...at,
      attachment_id,
    });
    expect(result?.status?.state).toBe('SUCCEEDED');
    expect(result?.result?.data_array).toHaveLength(result?.manifest?.total_row_count ?? -1);
    const next = await admin.genie.createMessage({ ...at, content: 'And the day before?' });
    expect((await next.wait()).status).toBe('COMPLETED');
    const { messages } = await admin.genie.listConversationMessages(at);
    expect(messages?.map(({ content }) => content)).toEqual([question, 'And the day before?']);
    const { conversations } = await admin.genie.listConversations({ space_id });
    expect(conversations?.[0]).toMatchObject({ conversation_id: at.conversation_id });
  }, 30_000);

  test('rates a message and deletes it and its conversation', async () => {
    const { at } = await answered(admin);
    await admin.genie.sendMessageFeedback({ ...at, rating: 'POSITIVE' });
    expect((await admin.genie.getMessage(at)).feedback).toEqual({ rating: 'POSITIVE' });
    await admin.genie.deleteConversationMessage(at);
    expect((await refusal(admin.genie.getMessage(at)))?.statusCode).toBe(404);
    expect((await admin.genie.listConversationMessages(at)).messages).toEqual([]);
    await admin.genie.deleteConversation(at);
    const gone = await refusal(admin.genie.listConversationMessages(at));
    expect(gone?.statusCode).toBe(404);
  });

  test('lists the conversations of other users only with CAN_MANAGE on the space', async () => {
    const analyst = vendorClient(`${workspace.token}-analyst`);
    const { at } = await answered(analyst);
    const list = async (client: WorkspaceClient, include_all: boolean) =>
      (await client.genie.listConversations({ space_id, include_all })).conversations?.map(
        ({ conversation_id }) => conversation_id,
      );
    expect(await list(admin, false)).not.toContain(at.conversation_id);
    expect(await list(admin, true)).toContain(at.conversation_id);
    expect((await refusal(list(analyst, true)))?.statusCode).toBe(403);
    expect((await refusal(admin.genie.getMessage(at)))?.statusCode).toBe(404);
  });

  test('gets an expired result after an hour and executes the query again', async () => {
    const { at, attachment_id } = await answered(admin);
    await control('PUT', '/clock', { now: '2026-11-18T00:59:00Z' });
    expect((await admin.genie.getMessage(at)).status).toBe('COMPLETED');
    await control('PUT', '/clock', { now: '2026-11-18T01:01:00Z' });
    expect((await admin.genie.getMessage(at)).status).toBe('QUERY_RESULT_EXPIRED');
    const look = admin.genie.getMessageAttachmentQueryResult({ ...at, attachment_id });
    expect((await refusal(look))?.statusCode).toBe(400);
    const again = await admin.genie.executeMessageAttachmentQuery({ ...at, attachment_id });
    expect(again.statement_response?.status?.state).toBe('SUCCEEDED');
    expect((await admin.genie.getMessage(at)).status).toBe('COMPLETED');
  }, 30_000);

  test('executes statements: inline, in chunks, with links, cancelled and failed', async () => {
    const run = (statement: string, more: object = {}) =>
      admin.statementExecution.executeStatement({ statement, warehouse_id, ...more });
    const parameters = [{ name: 'n', value: '2', type: 'INT' }];
    const one = await run('select :n * 3 as six', { parameters });
    expect(one.result?.data_array).toEqual([['6']]);
    const statement_id = (await run('select * from range(6000)')).statement_id ?? '';
    const chunk = { statement_id, chunk_index: 1 };
    const second = await admin.statementExecution.getStatementResultChunkN(chunk);
    expect(second).toMatchObject({ row_offset: 5000, row_count: 1000 });
    const linked = await run('select 1', { disposition: 'EXTERNAL_LINKS' });
    const link = linked.result?.external_links?.[0]?.external_link ?? '';
    expect(await (await fetch(link)).json()).toEqual([['1']]);
    await control('PUT', '/faults', [{ match: { path: 'sql' }, fault: { kind: 'slow', ms: 500 } }]);
    const slow = {
      statement_id: (await run('select 1', { wait_timeout: '0s' })).statement_id ?? '',
    };
    await admin.statementExecution.cancelExecution(slow);
    expect((await admin.statementExecution.getStatement(slow)).status?.state).toBe('CANCELED');
    expect((await run('select nothing')).status).toMatchObject({
      state: 'FAILED',
      error: { error_code: 'BAD_REQUEST' },
    });
  });

  test('reads warehouses, endpoints and permissions, and sets permissions', async () => {
    expect(await all(admin.warehouses.list({}))).toHaveLength(2);
    await (await admin.warehouses.start({ id: warehouse_id })).wait();
    expect((await admin.warehouses.get({ id: warehouse_id })).state).toBe('RUNNING');
    expect(await all(admin.servingEndpoints.list())).toContainEqual(
      expect.objectContaining({ task: 'llm/v1/embeddings' }),
    );
    const about = {
      request_object_type: 'genie',
      request_object_id: localSpaces.quality.spaceId,
    } as const;
    await admin.permissions.set({
      ...about,
      access_control_list: [{ user_name: 'viewer@example.com', permission_level: 'CAN_RUN' }],
    });
    const { access_control_list } = await admin.permissions.get(about);
    expect(
      access_control_list?.map(({ user_name, group_name }) => user_name ?? group_name),
    ).toEqual(['viewer@example.com', 'admins']);
    const viewer = vendorClient(`${workspace.token}-viewer`);
    expect((await viewer.genie.listSpaces({})).spaces).toHaveLength(2);
  });

  test('parses errors with and without details, and the login page', async () => {
    const missing = { space_id: '0'.repeat(32) };
    // The SDK cannot parse `RequestInfo` without `metadata`, which a real workspace sends too.
    expect(await refusal(admin.genie.getSpace(missing))).toMatchObject({ statusCode: 404 });
    const bare = { kind: 'status', status: 404, errorCode: 'NOT_FOUND', details: 'none' };
    await control('PUT', '/faults', [{ times: 1, fault: bare }]);
    expect(await refusal(admin.genie.getSpace(missing))).toMatchObject({
      statusCode: 404,
      errorCode: 'NOT_FOUND',
    });
    const limited = { kind: 'status', status: 429, retryAfterSeconds: 1 };
    await control('PUT', '/faults', [{ times: 1, fault: limited }]);
    expect((await admin.genie.getSpace({ space_id })).space_id).toBe(space_id);
    await control('PUT', '/faults', [{ times: 1, fault: { kind: 'loginPage' } }]);
    expect((await refusal(admin.genie.getSpace({ space_id })))?.message).toMatch(/JSON/);
  });
});

describe('our own adapter', () => {
  const signal = new AbortController().signal;
  const first = { spaceId: space_id, conversationId: null, content: question };
  const mayStillSend = () => Promise.resolve(true);
  const adapter = () => {
    const authenticate = createAuthenticate({
      host: workspace.url,
      token: null,
      clientId: localClientId,
      clientSecret: workspace.token,
      profile: null,
    });
    return createGenie(workspace.url, createHttp(workspace.url, authenticate));
  };

  test('reads the same rows as the Databricks SDK', async () => {
    const genie = adapter();
    const asked = await genie.ask(first, mayStillSend);
    const at = { spaceId: space_id, conversationId: '', messageId: '', ...asked };
    await expect
      .poll(async () => (await genie.message(at, signal)).status, { timeout: 5000 })
      .toBe('COMPLETED');
    const { query } = await genie.message(at, signal);
    const place = { ...at, attachmentId: query?.attachmentId ?? '' };
    const read = await genie.result(place, 'read', signal);
    const theirs = await answered(admin);
    const { statement_response: result } = await admin.genie.getMessageAttachmentQueryResult({
      ...theirs.at,
      attachment_id: theirs.attachment_id,
    });
    const same = { state: 'ready', table: { rows: result?.result?.data_array } };
    expect(read).toMatchObject(same);
    expect(await genie.result(place, 'execute', signal)).toMatchObject(same);
  });

  test.each([
    [{ kind: 'scope' }, 'auth.denied'],
    [{ kind: 'hidden' }, 'input.not_found'],
    [{ kind: 'tokenExpired' }, 'auth.denied'],
    [{ kind: 'status', status: 429 }, 'upstream.limited'],
    [{ kind: 'reset' }, 'upstream.down'],
    [{ kind: 'loginPage' }, /^(auth|upstream)\./],
    [{ kind: 'truncatedJson' }, /^upstream\./],
    [{ kind: 'wrongTypes' }, /^upstream\./],
  ])('maps %j to an error', async (fault, code) => {
    const genie = adapter();
    await genie.ping(signal);
    const asked = await genie.ask(first, mayStillSend);
    const at = { spaceId: space_id, conversationId: '', messageId: '', ...asked };
    await control('PUT', '/faults', [{ match: { path: '/api/2.0/genie' }, fault }]);
    const error: unknown = await genie.message(at, signal).then(
      () => null,
      (failure: unknown) => failure,
    );
    expect(error).toMatchObject({ code: expect.stringMatching(code) as unknown });
  });
});
