import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { question } from '../steps.ts';
import type { Arm } from './arm.ts';

export type HttpArm = Arm & { readonly close: () => Promise<void> };

/**
 * An arm that is asked over HTTP: a POST with the question is answered with the answer.
 *
 * Effect: opens a port of the loopback interface.
 */
export async function behindHttp(answer: (question: string) => Promise<string>): Promise<HttpArm> {
  const app = new Hono();
  app.post('/ask', async (c) => {
    const body = await c.req.json<{ question: string }>();
    return c.json({ answer: await answer(body.question) });
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  };
  return {
    ask: async () => {
      const reply = await fetch(`http://127.0.0.1:${port}/ask`, request);
      const text = await reply.text();
      if (!reply.ok || !text.includes('thing_9')) throw new Error(`no answer: ${text}`);
    },
    settle: () => Promise.resolve(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
