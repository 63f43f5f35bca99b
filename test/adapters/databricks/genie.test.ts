import { afterEach, describe, expect, it } from 'vitest';
import { createGenie } from '../../../adapters/databricks/genie.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { Genie, GenieTable } from '../../../domain/genie.ts';
import type { Received, Reply, ScriptedHttp } from './scripted-http.ts';

let server: ScriptedHttp | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function genieThat(script: (request: Received) => Reply) {
  server = await createScriptedHttp(script);
  const { url, received } = server;
  return {
    genie: createGenie(
      url,
      createHttp(url, async () => ({})),
    ),
    url,
    received,
  };
}

const never = new AbortController().signal;
const yes = async (): Promise<boolean> => true;
const at = { spaceId: 's/1', conversationId: 'c1', messageId: 'm1', attachmentId: 'a1' };
async function tableOf(genie: Genie): Promise<GenieTable> {
  const result = await genie.result(at, 'read', never);
  if (result.state !== 'ready') throw new Error(`the result is ${result.state}`);
  return result.table;
}
const table = {
  body: {
    statement_response: {
      status: { state: 'SUCCEEDED' },
      manifest: { schema: { columns: [] } },
      result: {},
    },
  },
};
const paths = (received: readonly Received[]) =>
  received.map(({ method, path }) => `${method} ${path}`);
const messageOf = (id: string) => ({
  message_id: id,
  conversation_id: 'c1',
  content: id,
  status: 'COMPLETED',
  created_timestamp: 1,
});

describe('Genie', () => {
  it('is asked in a new conversation or in one that there is', async () => {
    const started = { body: { conversation_id: 'c9', message_id: 'm9', message: {} } };
    const { genie, received } = await genieThat(() => started);
    const content = 'What did we spend?';
    const ids = { conversationId: 'c9', messageId: 'm9' };
    expect(await genie.ask({ spaceId: 's/1', conversationId: null, content }, yes)).toEqual(ids);
    expect(await genie.ask({ spaceId: 's/1', conversationId: 'c1', content }, yes)).toEqual(ids);
    expect(paths(received)).toEqual([
      'POST /api/2.0/genie/spaces/s%2F1/start-conversation',
      'POST /api/2.0/genie/spaces/s%2F1/conversations/c1/messages',
    ]);
    expect(received.map(({ body }) => JSON.parse(body) as object)).toEqual([
      { content },
      { content },
    ]);
  });

  it('is not asked when that may no longer be', async () => {
    const { genie, received } = await genieThat(() => ({}));
    const question = { spaceId: 's', conversationId: null, content: 'q' };
    expect(await genie.ask(question, async () => false)).toBeNull();
    expect(received).toEqual([]);
  });

  it('gives rows, and runs the query again when its result has expired', async () => {
    const { genie, received } = await genieThat(() => table);
    await genie.result(at, 'read', never);
    await genie.result(at, 'execute', never);
    const path = '/api/2.0/genie/spaces/s%2F1/conversations/c1/messages/m1/attachments/a1';
    expect(paths(received)).toEqual([`GET ${path}/query-result`, `POST ${path}/execute-query`]);
  });

  const firstOf = (rows: string[][], total: number, next?: number | string) => ({
    body: {
      statement_response: {
        statement_id: 'st1',
        status: { state: 'SUCCEEDED' },
        manifest: { schema: { columns: [] }, total_row_count: total },
        result: { data_array: rows, ...(next === undefined ? {} : { next_chunk_index: next }) },
      },
    },
  });

  it('gives the rows of every chunk of a result', async () => {
    const chunks: Record<string, object> = {
      '1': { chunk_index: 1, data_array: [['c']], next_chunk_index: 2 },
      '2': { chunk_index: 2, data_array: [['d']] },
    };
    const { genie, received } = await genieThat(({ path }) =>
      path.includes('/query-result')
        ? firstOf([['a'], ['b']], 4, 1)
        : { body: chunks[path.split('/').at(-1) ?? ''] ?? {} },
    );
    const { rows, truncated } = await tableOf(genie);
    expect([rows, truncated]).toEqual([[['a'], ['b'], ['c'], ['d']], false]);
    expect(paths(received).slice(1)).toEqual([
      'GET /api/2.0/sql/statements/st1/result/chunks/1',
      'GET /api/2.0/sql/statements/st1/result/chunks/2',
    ]);
  });

  it.each([
    ['itself', 1],
    ['an earlier one', '0'],
    ['one that nobody can name', {}],
    ['part of one', 1.5],
  ])('ends at a chunk that points to %s, and says that rows are missing', async (_, next) => {
    const again = { body: { data_array: [['b']], next_chunk_index: next } };
    const { genie, received } = await genieThat(({ path }) =>
      path.includes('/query-result') ? firstOf([['a']], 2, 1) : again,
    );
    expect(await tableOf(genie)).toMatchObject({ rows: [['a'], ['b']], truncated: true });
    expect(received).toHaveLength(2);
  });

  it('reads on where the index of the next chunk is a text', async () => {
    const { genie } = await genieThat(({ path }) =>
      path.includes('/query-result') ? firstOf([['a']], 2, '1') : { body: { data_array: [[7]] } },
    );
    expect(await tableOf(genie)).toMatchObject({ rows: [['a'], ['7']], truncated: false });
  });

  it('says that rows are missing when a chunk may not be read', async () => {
    const { genie } = await genieThat(({ path }) =>
      path.includes('/query-result') ? firstOf([['a']], 2, 1) : { status: 403 },
    );
    const { rows, rowCount, truncated } = await tableOf(genie);
    expect([rows, rowCount, truncated]).toEqual([[['a']], 2, true]);
  });

  it('says that rows are missing when fewer came than were promised', async () => {
    const { genie } = await genieThat(() => firstOf([['a']], 10));
    expect(await tableOf(genie)).toMatchObject({
      rowCount: 10,
      truncated: true,
    });
  });

  it('fails for a moment when a chunk is down, so that the step is tried again', async () => {
    const { genie } = await genieThat(({ path }) =>
      path.includes('/query-result') ? firstOf([['a']], 2, 1) : { status: 503 },
    );
    await expect(tableOf(genie)).rejects.toMatchObject({
      code: 'upstream.down',
    });
  });

  it('lists all messages of a conversation, page by page', async () => {
    const { genie, received } = await genieThat(({ path }) =>
      path.includes('page_token=two')
        ? { body: { messages: [messageOf('m2')] } }
        : { body: { messages: [messageOf('m1')], next_page_token: 'two' } },
    );
    const messages = await genie.messages({ spaceId: 's', conversationId: 'c1' }, never);
    expect(messages.map(({ messageId }) => messageId)).toEqual(['m1', 'm2']);
    expect(received).toHaveLength(2);
  });

  it('ends a list whose pages name the same next page again', async () => {
    const { genie, received } = await genieThat(({ path }) => ({
      body: path.endsWith('/messages?page_size=50')
        ? { messages: [messageOf('m1')], next_page_token: 'a' }
        : { messages: [], next_page_token: path.endsWith('=a') ? 'b' : 'a' },
    }));
    expect(await genie.messages({ spaceId: 's', conversationId: 'c1' }, never)).toHaveLength(1);
    expect(received).toHaveLength(3);
  });

  it('does not search a list that it can read only in part', async () => {
    const body = { messages: [messageOf('m1'), { ...messageOf('m2'), created_timestamp: 'x' }] };
    const { genie } = await genieThat(() => ({ body }));
    const reading = genie.messages({ spaceId: 's', conversationId: 'c1' }, never);
    await expect(reading).rejects.toMatchObject({
      code: 'upstream.rejected',
      message: expect.stringContaining('`messages.1.created_timestamp` (expected a time)'),
    });
  });

  it('lists conversations no further back than is asked for', async () => {
    const page = (created: readonly number[], next: string) => ({
      body: {
        conversations: created.map((ms) => ({ conversation_id: `c${ms}`, created_timestamp: ms })),
        next_page_token: next,
      },
    });
    const { genie, received } = await genieThat(({ path }) =>
      path.includes('page_token=2')
        ? page([60, 40], '3')
        : path.includes('page_token=3')
          ? page([30], '4')
          : page([90, 80], '2'),
    );
    expect(await genie.conversationsSince('s', 50, never)).toEqual(['c90', 'c80', 'c60']);
    // The third page is the first with nothing new enough, and the last that is read.
    expect(received).toHaveLength(3);
  });

  it('has no conversation yet, which is an empty list', async () => {
    const { genie } = await genieThat(() => ({}));
    expect(await genie.conversationsSince('s', 0, never)).toEqual([]);
    expect(await genie.messages({ spaceId: 's', conversationId: 'c' }, never)).toEqual([]);
  });

  it('has a page for people, and a name for its quota', async () => {
    const { genie, url } = await genieThat(() => ({}));
    expect(genie.urlOf({ spaceId: 's/1', conversationId: 'c1' })).toBe(`${url}/genie/rooms/s%2F1`);
    expect(genie.workspace).toBe(new URL(url).host);
  });

  it('is there when the workspace knows who we are', async () => {
    const { genie, received } = await genieThat(() => ({ body: { userName: 'ann' } }));
    await genie.ping(never);
    expect(paths(received)).toEqual(['GET /api/2.0/preview/scim/v2/Me']);
  });
});

describe('whom a grant would go to', () => {
  it('is who the workspace says we are', async () => {
    const { genie, url, received } = await genieThat(() => ({ body: { userName: 'app-1' } }));
    expect(await genie.caller(never)).toEqual({
      principal: 'app-1',
      host: url,
      signIn: { by: 'default' },
    });
    expect(paths(received)).toEqual(['GET /api/2.0/preview/scim/v2/Me']);
  });

  it('is nobody by name when the workspace does not say', async () => {
    const { genie } = await genieThat(() => ({ status: 401, body: {} }));
    expect((await genie.caller(never)).principal).toBeNull();
  });
});
