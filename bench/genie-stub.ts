import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

/** Requests since the last `takeCounts`, and the stub's own processing time. */
export type StubCounts = {
  readonly posts: number;
  readonly gets: number;
  /** Processing time of the slowest conversation, the sum of its requests, milliseconds. */
  readonly longestConversationMs: number;
};

export type GenieStub = {
  readonly url: string;
  /** How long each question takes from its POST on, milliseconds, from now on; 0 at first. */
  readonly answerAfter: (ms: number) => void;
  /** Returns the counts. Effect: resets them. */
  readonly takeCounts: () => StubCounts;
  readonly close: () => Promise<void>;
};

const conversation = '/api/2.0/genie/spaces/:space/conversations/:conversation';
/** A conversation with its only message. */
type Begun = {
  readonly space: string;
  readonly conversation: string;
  readonly message: ReturnType<typeof messageShape>;
};
/** The newest ones, which a question whose reply was lost is looked for among. */
const mostListed = 500;
/** Digits of an id that tell when it was made. */
const timeDigits = 12;
const newId = (): string =>
  Date.now().toString(16).padStart(timeDigits, '0') + randomBytes(10).toString('hex');
const ageMs = (id: string): number => Date.now() - Number.parseInt(id.slice(0, timeDigits), 16);

/**
 * Starts a stub of Genie on the loopback interface. Every question is completed at the first poll, or
 * after the time that `answerAfter` sets; the stub measures its own processing time.
 *
 * Effect: opens a port.
 */
export async function startGenieStub(): Promise<GenieStub> {
  let answerAfterMs = 0;
  let posts = 0;
  let gets = 0;
  let busyMs = new Map<string, number>();
  const begun: Begun[] = [];
  const app = new Hono();
  addLists(app, begun);
  app.use(async (c, next) => {
    const startedMs = performance.now();
    await next();
    if (!c.req.path.startsWith('/api/2.0/genie/')) return;
    if (c.req.method === 'POST') posts += 1;
    else gets += 1;
    const conversationId = c.req.path.split('/')[5] ?? '';
    busyMs.set(conversationId, (busyMs.get(conversationId) ?? 0) + performance.now() - startedMs);
  });
  app.post('/api/2.0/genie/spaces/:space/start-conversation', async (c) => {
    const { content } = await c.req.json<{ content: string }>();
    const ids = { conversation_id: newId(), message_id: newId() };
    const message = messageShape(ids.conversation_id, ids.message_id, content, 'SUBMITTED');
    begun.unshift({ space: c.req.param('space'), conversation: ids.conversation_id, message });
    begun.splice(mostListed);
    return c.json({ ...ids, message });
  });
  app.get(`${conversation}/messages/:message`, (c) => {
    const { conversation: conversationId, message } = c.req.param();
    const status = ageMs(message) < answerAfterMs ? 'ASKING_AI' : 'COMPLETED';
    return c.json(messageShape(conversationId, message, 'asked', status));
  });
  app.get(`${conversation}/messages/:message/attachments/:attachment/query-result`, (c) =>
    c.json(result),
  );
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answerAfter: (ms) => {
      answerAfterMs = ms;
    },
    takeCounts: () => {
      const counts = { posts, gets, longestConversationMs: Math.max(0, ...busyMs.values()) };
      [posts, gets, busyMs] = [0, 0, new Map()];
      return counts;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** The lists of conversations and of messages, newest first. */
function addLists(app: Hono, begun: readonly Begun[]): void {
  app.get('/api/2.0/genie/spaces/:space/conversations', (c) => {
    const own = begun.filter(({ space }) => space === c.req.param('space'));
    const conversations = own.map((one) => ({
      conversation_id: one.conversation,
      title: one.message.content,
      created_timestamp: one.message.created_timestamp,
    }));
    return c.json({ conversations });
  });
  app.get(`${conversation}/messages`, (c) => {
    const own = begun.filter((one) => one.conversation === c.req.param('conversation'));
    return c.json({ messages: own.map(({ message }) => message) });
  });
}

const query = { title: 'Amount per day', query: 'select day, name, amount', statement_id: 's1' };

function messageShape(conversationId: string, messageId: string, content: string, status: string) {
  const now = Date.now();
  return {
    id: messageId,
    message_id: messageId,
    conversation_id: conversationId,
    content,
    status,
    created_timestamp: now,
    last_updated_timestamp: now,
    attachments: status === 'COMPLETED' ? [{ attachment_id: messageId, query }] : [],
  };
}

const columns = [
  { name: 'day', type_name: 'DATE', type_text: 'DATE' },
  { name: 'name', type_name: 'STRING', type_text: 'STRING' },
  { name: 'amount', type_name: 'DECIMAL', type_text: 'DECIMAL(18,2)' },
];
const rows = Array.from({ length: 10 }, (_, n) => [
  `2026-01-${String(n + 1).padStart(2, '0')}`,
  `thing_${n}`,
  `${n * 17}.25`,
]);
const result = {
  statement_response: {
    statement_id: 's1',
    status: { state: 'SUCCEEDED' },
    manifest: { schema: { columns }, total_row_count: rows.length, truncated: false },
    result: { data_array: rows },
  },
};
