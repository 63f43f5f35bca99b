import { z } from 'zod';
import type { Genie } from '../../domain/genie.ts';
import type { SignIn } from '../../domain/hints.ts';
import {
  Chunk,
  Conversations,
  Message,
  Messages,
  QueryResult,
  Started,
  toMessage,
  toTable,
} from './genie-wire.ts';
import type { Http } from './http.ts';
import { everyRow } from './result-chunks.ts';
import { Me, mePath } from './workspace-wire.ts';

const pageSize = 50;

/** A name in a hint is not worth a longer wait. */
const callerTimeoutMs = 3_000;

/**
 * Databricks Genie over its conversation API.
 *
 * Effect: HTTP to the workspace; one request a call, lists one a page.
 *
 * @param host Base URL of the workspace; its host name is also the name its quota goes by.
 * @param signIn How `http` signs in, for hints.
 */
export function createGenie(host: string, http: Http, signIn: SignIn = { by: 'default' }): Genie {
  const get = async <Reply>(
    path: string,
    shape: z.ZodType<Reply>,
    signal: AbortSignal,
  ): Promise<Reply> => present(await http({ method: 'GET', path, signal }, shape));
  return {
    workspace: new URL(host).host,
    ask: async ({ spaceId, conversationId, content }, mayStillSend) => {
      const path =
        conversationId === null
          ? `${space(spaceId)}/start-conversation`
          : `${conversation(spaceId, conversationId)}/messages`;
      const reply = await http({ method: 'POST', path, body: { content }, mayStillSend }, Started);
      return reply && { conversationId: reply.conversation_id, messageId: reply.message_id };
    },
    message: async (at, signal) =>
      toMessage(
        await get(
          `${conversation(at.spaceId, at.conversationId)}/messages/${at.messageId}`,
          Message,
          signal,
        ),
      ),
    messages: async (at, signal) => {
      const path = `${conversation(at.spaceId, at.conversationId)}/messages`;
      const pages = await everyPage(
        path,
        (url) => get(url, Messages, signal),
        () => true,
      );
      return pages.flatMap((page) => page.messages ?? []).map(toMessage);
    },
    conversationsSince: (spaceId, sinceMs, signal) =>
      conversationsSince(`${space(spaceId)}/conversations`, sinceMs, (url) =>
        get(url, Conversations, signal),
      ),
    rows: async (at, { expired }, signal) => {
      const path = `${conversation(at.spaceId, at.conversationId)}/messages/${at.messageId}/attachments/${at.attachmentId}`;
      const reply = expired
        ? present(
            await http({ method: 'POST', path: `${path}/execute-query`, signal }, QueryResult),
          )
        : await get(`${path}/query-result`, QueryResult, signal);
      return toTable(reply, await everyRow(reply, (url) => get(url, Chunk, signal)));
    },
    urlOf: ({ spaceId }) => new URL(`/genie/rooms/${encodeURIComponent(spaceId)}`, host).href,
    ping: async (signal) => {
      await get(mePath, z.unknown(), signal);
    },
    caller: async (signal) => {
      const soon = AbortSignal.any([signal, AbortSignal.timeout(callerTimeoutMs)]);
      const me = await get(mePath, Me, soon).catch(() => null);
      return { principal: me?.userName ?? null, host: new URL(host).origin, signIn };
    },
  };
}

function space(spaceId: string): string {
  return `/api/2.0/genie/spaces/${encodeURIComponent(spaceId)}`;
}

function conversation(spaceId: string, conversationId: string): string {
  return `${space(spaceId)}/conversations/${encodeURIComponent(conversationId)}`;
}

/** Only a request that was held back has no reply, and only `ask` holds back. */
function present<Reply>(reply: Reply | null): Reply {
  if (reply === null) throw new Error('a request without a condition was held back');
  return reply;
}

/** Lists until a page has nothing new enough; the newest come first. */
async function conversationsSince(
  path: string,
  sinceMs: number,
  fetchPage: (url: string) => Promise<z.infer<typeof Conversations>>,
): Promise<readonly string[]> {
  const isNew = (one: { created_timestamp: number }): boolean => one.created_timestamp >= sinceMs;
  const pages = await everyPage(path, fetchPage, (page) => (page.conversations ?? []).some(isNew));
  return pages
    .flatMap((page) => page.conversations ?? [])
    .filter(isNew)
    .map((one) => one.conversation_id);
}

async function everyPage<Page extends { next_page_token?: string | null | undefined }>(
  path: string,
  fetchPage: (url: string) => Promise<Page>,
  goOn: (page: Page) => boolean,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let token: string | null | undefined = '';
  do {
    const query = new URLSearchParams({
      page_size: String(pageSize),
      ...(token ? { page_token: token } : {}),
    });
    const page: Page = await fetchPage(`${path}?${query.toString()}`);
    pages.push(page);
    token = goOn(page) ? page.next_page_token : null;
  } while (token);
  return pages;
}
