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
import { fetchAllRows } from './result-chunks.ts';
import { Me, mePath } from './workspace-wire.ts';

const pageSize = 50;

/** Short, because the name is only used in hints; milliseconds. */
const callerTimeoutMs = 3_000;

/**
 * Databricks Genie over its conversation API.
 *
 * Effect: HTTP to the workspace; one request per call, for lists one per page.
 *
 * @param host Base URL of the workspace; its host name identifies the quota.
 * @param signIn How `http` signs in, for hints.
 */
export function createGenie(host: string, http: Http, signIn: SignIn = { by: 'default' }): Genie {
  const get = async <Reply>(
    path: string,
    shape: z.ZodType<Reply>,
    signal: AbortSignal,
  ): Promise<Reply> => requireReply(await http({ method: 'GET', path, signal }, shape));
  return {
    workspace: new URL(host).host,
    ask: async ({ spaceId, conversationId, content }, mayStillSend) => {
      const path =
        conversationId === null
          ? `${spacePath(spaceId)}/start-conversation`
          : `${conversationPath(spaceId, conversationId)}/messages`;
      const reply = await http({ method: 'POST', path, body: { content }, mayStillSend }, Started);
      return reply && { conversationId: reply.conversation_id, messageId: reply.message_id };
    },
    message: async (at, signal) =>
      toMessage(
        await get(
          `${conversationPath(at.spaceId, at.conversationId)}/messages/${at.messageId}`,
          Message,
          signal,
        ),
      ),
    messages: async (at, signal) => {
      const path = `${conversationPath(at.spaceId, at.conversationId)}/messages`;
      const pages = await fetchPages(
        path,
        (url) => get(url, Messages, signal),
        () => true,
      );
      return pages.flatMap((page) => page.messages ?? []).map(toMessage);
    },
    conversationsSince: (spaceId, sinceMs, signal) =>
      conversationsSince(`${spacePath(spaceId)}/conversations`, sinceMs, (url) =>
        get(url, Conversations, signal),
      ),
    rows: async (at, { expired }, signal) => {
      const path = `${conversationPath(at.spaceId, at.conversationId)}/messages/${at.messageId}/attachments/${at.attachmentId}`;
      const reply = expired
        ? requireReply(
            await http({ method: 'POST', path: `${path}/execute-query`, signal }, QueryResult),
          )
        : await get(`${path}/query-result`, QueryResult, signal);
      return toTable(reply, await fetchAllRows(reply, (url) => get(url, Chunk, signal)));
    },
    urlOf: ({ spaceId }) => new URL(`/genie/rooms/${encodeURIComponent(spaceId)}`, host).href,
    ping: async (signal) => {
      await get(mePath, z.unknown(), signal);
    },
    caller: async (signal) => {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(callerTimeoutMs)]);
      const me = await get(mePath, Me, limited).catch(() => null);
      return { principal: me?.userName ?? null, host: new URL(host).origin, signIn };
    },
  };
}

function spacePath(spaceId: string): string {
  return `/api/2.0/genie/spaces/${encodeURIComponent(spaceId)}`;
}

function conversationPath(spaceId: string, conversationId: string): string {
  return `${spacePath(spaceId)}/conversations/${encodeURIComponent(conversationId)}`;
}

/** The reply is null only for a request with `mayStillSend`, which only `ask` uses. */
function requireReply<Reply>(reply: Reply | null): Reply {
  if (reply === null) throw new Error('a request without `mayStillSend` was not sent');
  return reply;
}

/** Reads pages until one has no conversation since then; Genie lists the newest first. */
async function conversationsSince(
  path: string,
  sinceMs: number,
  fetchPage: (url: string) => Promise<z.infer<typeof Conversations>>,
): Promise<readonly string[]> {
  const isNew = (one: { created_timestamp: number }): boolean => one.created_timestamp >= sinceMs;
  const pages = await fetchPages(path, fetchPage, (page) => (page.conversations ?? []).some(isNew));
  return pages
    .flatMap((page) => page.conversations ?? [])
    .filter(isNew)
    .map((one) => one.conversation_id);
}

async function fetchPages<Page extends { next_page_token?: string | null | undefined }>(
  path: string,
  fetchPage: (url: string) => Promise<Page>,
  wantsNext: (page: Page) => boolean,
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
    token = wantsNext(page) ? page.next_page_token : null;
  } while (token);
  return pages;
}
