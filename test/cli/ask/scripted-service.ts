import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { neutralEnvironment } from '../../../config/index.ts';
import type { EndStatus } from '../../../domain/investigation.ts';
import { evidence, investigation, logOf } from './investigation-fixture.ts';

export type Asked = { method: string; path: string; lastEventId: string | undefined; body: string };
export type Scripted = AsyncDisposable & { readonly url: string; readonly asked: Asked[] };
export type Script = (asked: Asked, reply: ServerResponse) => void;

/** The far side of the client: a service that answers as it is told to. */
export async function scripted(script: Script): Promise<Scripted> {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const one: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      lastEventId: request.headers['last-event-id']?.toString(),
      body: await text(request),
    };
    asked.push(one);
    script(one, reply);
  };
  const server = createServer((request, reply) => void answer(request, reply));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const json = (reply: ServerResponse, status: number, body: unknown): void => {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** One whole investigation; the stream breaks off after `breakAfter` and never ends with `hang`. */
export function service(
  status: EndStatus,
  options: { breakAfter?: number; hang?: boolean } = {},
): Script {
  const { id } = investigation(status);
  return ({ method, path, lastEventId }, reply) => {
    if (path === '/healthz') return json(reply, 200, { status: 'ok', service: 'health-monitor' });
    if (method === 'POST') return json(reply, 202, investigation(status));
    if (path.includes('?limit=')) {
      return json(reply, 200, { investigations: [investigation(status)] });
    }
    if (path.endsWith('/proof')) return void reply.end('PK of a bundle');
    if (path.endsWith('/evidence')) return json(reply, 200, { evidence: [evidence] });
    if (!path.endsWith('/events')) return json(reply, 200, investigation(status));
    expect(path).toContain(id);
    const left = logOf(status).filter(({ seq }) => seq > Number(lastEventId ?? -1));
    const sent = lastEventId === undefined ? left.slice(0, options.breakAfter) : left;
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.write(': following\n\n');
    for (const event of options.hang ? sent.slice(0, 4) : sent) {
      reply.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\nid: ${event.seq}\n\n`);
    }
    if (!options.hang) reply.end();
  };
}

export const home = fileURLToPath(new URL('../../..', import.meta.url));

export function start(url: string, ...args: readonly string[]) {
  return spawn(process.execPath, ['cli/ask.ts', ...args], {
    cwd: home,
    env: { ...neutralEnvironment(), HEALTH_MONITOR_URL: url, ENV_FILE: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export function ask(url: string, ...args: readonly string[]) {
  const child = start(url, ...args);
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[code], out, err]) => ({ code: code as number, out, err }),
  );
  return { child, ended };
}
