import { setTimeout as delay } from 'node:timers/promises';
import type { Workspace } from '../../../local/workspace/workspace.ts';

export type Reply = { readonly status: number; readonly headers: Headers; readonly body: Json };
export type Json = { readonly [key: string]: unknown };

/** A plain HTTP client that sends and returns JSON unchanged. */
export function createClient(workspace: Workspace, token: string = workspace.token) {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const init =
      body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const reply = await fetch(`${workspace.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      ...init,
    });
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Json };
  };
  const get = (path: string) => call('GET', path);
  const post = (path: string, body: unknown) => call('POST', path, body);
  const start = async (spaceId: string, content: string) => {
    const { body } = await post(`/api/2.0/genie/spaces/${spaceId}/start-conversation`, { content });
    return `/api/2.0/genie/spaces/${spaceId}/conversations/${String(body['conversation_id'])}/messages/${String(body['message_id'])}`;
  };
  /** Polls a message until it is completed or failed; returns its successive statuses and the last response. */
  const follow = async (messagePath: string) => {
    const statuses: string[] = [];
    for (;;) {
      const { body } = await get(messagePath);
      const status = String(body['status']);
      if (statuses.at(-1) !== status) statuses.push(status);
      if (['COMPLETED', 'FAILED'].includes(status)) return { statuses, message: body };
      await delay(20);
    }
  };
  const control = (method: string, path: string, body?: unknown) =>
    call(method, `/__local${path}`, body);
  return { call, get, post, start, follow, control };
}

/** The value at a path in JSON; undefined when there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}
