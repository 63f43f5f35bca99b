import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { listen } from '../../api/listen.ts';
import type { Listening } from '../../api/listen.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
let server: Listening;
beforeAll(async () => {
  service = await startService();
  const patience = { headersMs: 200, requestMs: 400, checkMs: 50 };
  server = await listen(createApp(service.deps), '127.0.0.1', 0, patience);
});
afterAll(async () => {
  await server.close();
  await service.close();
});

/** Opens a connection and sends the beginning of a request, as bytes. */
async function begin(text: string): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(text);
  return socket;
}

/** What the service sent before it closed the connection. */
async function untilClosed(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (part) => {
    text += String(part);
  });
  // What is sent to a closed connection is an error, which its end follows.
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  return text;
}

const head = 'POST /v1/investigations HTTP/1.1\r\nHost: localhost\r\n';
const json = 'Content-Type: application/json\r\n';

describe('a client', () => {
  it('that does not end its headers is let go', async () => {
    expect(await untilClosed(await begin(head))).toContain('408');
  });

  it('that does not end its body is let go, and nothing is asked', async () => {
    const socket = await begin(`${head}${json}Content-Length: 4000\r\n\r\n{"question":"What`);
    const closed = untilClosed(socket);
    const trickle = setInterval(() => socket.write(' '), 100);
    // At this pace the body would take minutes.
    await closed;
    clearInterval(trickle);
    expect(await service.count('investigations')).toBe(0);
  });

  it('that reads slowly gets the whole log, while others are served', async () => {
    const { id } = await service.ask();
    const path = `/v1/investigations/${id}/events`;
    const slow = await begin(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    slow.pause();
    // Longer than a request may take to come in: a reply has no such limit.
    const reply = await fetch(`${server.url}/v1/investigations/${id}?waitSeconds=1`);
    expect(reply.status).toBe(200);
    slow.resume();
    const [part] = (await once(slow, 'data')) as [Buffer];
    expect(String(part)).toContain('200 OK');
    slow.destroy();
  });
});

describe('a body', () => {
  const nested = (depth: number): string =>
    `{"question":"Cost?","domains":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const post = async (body: string) => (await service.post('/v1/investigations', body)).json();

  it('that is nested deeply is refused before it is read', async () => {
    for (const depth of [20, 1_000, 30_000]) {
      expect(await post(nested(depth))).toMatchObject({
        status: 400,
        errors: [{ path: 'body', message: 'must be nested at most 20 levels deep' }],
      });
    }
    expect(await post(nested(19))).toMatchObject({ status: 400, errors: [{ path: 'domains.0' }] });
  });

  it('may have as many brackets in its text as it likes', async () => {
    const question = `${'[{'.repeat(100)} \\" ${'['.repeat(50)} "?`;
    expect(await post(JSON.stringify({ question }))).toMatchObject({ status: 'queued', question });
  });
});
