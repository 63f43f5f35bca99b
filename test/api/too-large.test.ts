import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** Requests over one connection at a time, which is kept where the service lets it. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterAll(() => agent.destroy());

const send = (path: string, body?: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request(service.url + path, { agent, method, headers }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });

const textOf = async (reply: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of reply) text += String(chunk);
  return text;
};

it('a body that is too large does not end the stream that its client opens next', async () => {
  const { id } = await service.ask();
  const refused = await send(
    '/v1/investigations',
    JSON.stringify({ question: 'x'.repeat(200_000) }),
  );
  expect(refused.statusCode).toBe(413);
  await textOf(refused);
  const stream = await send(`/v1/investigations/${id}/events`);
  let isCut: unknown = null;
  stream.on('error', (error) => (isCut = error));
  stream.resume();
  // The library closes connections whose body it could not read after half a second.
  const { status } = await service.get(`/v1/investigations/${id}?waitSeconds=1`);
  expect([status, isCut, stream.closed]).toEqual([200, null, false]);
  stream.destroy();
});

it.each([200_000, 5_000_000])(
  'a body of %i bytes is refused with a reply that arrives',
  async (size) => {
    for (let n = 0; n < 20; n += 1) {
      const reply = await service.post('/v1/investigations', { question: 'x'.repeat(size) });
      expect([reply.status, await reply.json()]).toMatchObject([413, { code: 'input.too_large' }]);
    }
  },
);
