import { z } from 'zod';
import type { Genie } from '../../domain/genie.ts';
import type { SignIn } from '../../domain/hints.ts';
import { Conversations, Message, Messages, Started, toMessage } from './genie-wire.ts';
import type { Http, Request } from './http.ts';
import { fetchPages } from './pages.ts';
import { fetchAllRows } from './result-chunks.ts';
import { Chunk, QueryResult, toResult } from './result-wire.ts';
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
      return http({ method: 'POST', path, body: { content }, mayStillSend }, Started);
    },
    message: async (at, signal) => toMessage(await get(messagePath(at), Message, signal)),
    messages: async (at, signal) => {
      const path = `${conversationPath(at.spaceId, at.conversationId)}/messages`;
      const pages = await fetchPages(path, pageSize, (url) => get(url, Messages, signal));
      return pages.flatMap((page) => page.messages);
    },
    conversationsSince: (spaceId, sinceMs, signal) =>
      conversationsSince(`${spacePath(spaceId)}/conversations`, sinceMs, (url) =>
        get(url, Conversations, signal),
      ),
    result: async (at, how, signal) => {
      const path = `${messagePath(at)}/attachments/${encodeURIComponent(at.attachmentId)}`;
      const request: Request =
        how === 'execute'
          ? { method: 'POST', path: `${path}/execute-query`, signal }
          : { method: 'GET', path: `${path}/query-result`, signal };
      const { statement_response: it } = requireReply(await http(request, QueryResult));
      return toResult(it, () => fetchAllRows(it, (url) => get(url, Chunk, signal)));
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

function messagePath(at: { spaceId: string; conversationId: string; messageId: string }): string {
  const conversation = conversationPath(at.spaceId, at.conversationId);
  return `${conversation}/messages/${encodeURIComponent(at.messageId)}`;
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
  const isNew = (one: { createdAtMs: number }): boolean => one.createdAtMs >= sinceMs;
  const pages = await fetchPages(path, pageSize, fetchPage, (page) =>
    page.conversations.some(isNew),
  );
  return pages
    .flatMap((page) => page.conversations)
    .filter(isNew)
    .map((one) => one.conversationId);
}
