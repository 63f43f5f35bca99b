import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect } from 'vitest';
import { question, right } from './ability.ts';
import type { Programs } from './ability.ts';

type Result = { readonly id: string; readonly status: string; readonly answer: string };

/** The official client of the Model Context Protocol. */
export function mcpPrograms(url: string): Programs {
  const connected = async (): Promise<Client> => {
    const client = new Client({ name: 'mine', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
    return client;
  };
  const call = async (client: Client, name: string, given: object, more: object = {}) =>
    (await client.callTool({ name, arguments: { ...given } }, more)).structuredContent as Result;
  /** Polls until it has ended. */
  const polled = async (client: Client, id: string): Promise<Result> => {
    for (;;) {
      const found = await call(client, 'poll_investigation', { id });
      if (!['queued', 'running'].includes(found.status)) return found;
    }
  };
  /** The id of an investigation that goes on after its caller has left. */
  const left = async (client: Client): Promise<string> => {
    const leaving = new AbortController();
    const more = { signal: leaving.signal, onprogress: () => leaving.abort() };
    const asked = `${question} ${Math.random()}`;
    await call(client, 'investigate', { question: asked }, more).catch(() => null);
    const reply = await fetch(`${url}/v1/investigations?limit=50`);
    const { investigations } = (await reply.json()) as {
      investigations: { id: string; question: string }[];
    };
    const found = investigations.find((one) => one.question === asked);
    expect(found).toBeDefined();
    return found?.id ?? '';
  };
  return {
    asks: async () => {
      const client = await connected();
      const begun = await call(client, 'investigate', { question });
      expect((await polled(client, begun.id)).answer).toMatch(right);
      await client.close();
    },
    streams: async () => {
      const client = await connected();
      const told: string[] = [];
      const onprogress = ({ message = '' }: { message?: string | undefined }) => told.push(message);
      await call(client, 'investigate', { question }, { onprogress });
      expect(told.join()).toMatch(/Asking cost/);
      await client.close();
    },
    'goes on after a cut': async () => {
      const client = await connected();
      const id = await left(client);
      await client.close();
      const again = await connected();
      expect((await polled(again, id)).status).toMatch(/completed|partial/);
      await again.close();
    },
    cancels: async () => {
      const client = await connected();
      const id = await left(client);
      const cancelled = await call(client, 'cancel_investigation', { id });
      expect(cancelled.status).toBe('cancelled');
      await client.close();
    },
    'is refused': async () => {
      const client = await connected();
      const rows = [
        ['investigate', { question: ' ' }, /visible character/],
        ['investigate', { question, colour: 1 }, /colour/],
        ['investigate', { question: 'x'.repeat(4_001) }, /4001|4000/],
        ['poll_investigation', { id: 'x' }, /no such investigation/],
      ] as const;
      for (const [name, given, says] of rows) {
        const told = await client
          .callTool({ name, arguments: { ...given } })
          .then(({ content }) => JSON.stringify(content), String);
        expect(told).toMatch(says);
      }
      const version = { 'mcp-protocol-version': '1999-01-01', 'content-type': 'application/json' };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
      const headers = { ...version, accept: 'application/json, text/event-stream' };
      expect((await fetch(`${url}/mcp`, { method: 'POST', headers, body })).status).toBe(400);
      await client.close();
    },
  };
}
