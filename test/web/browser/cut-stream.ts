import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service before another one that cuts its event streams. */
export type CutStream = AsyncDisposable & {
  readonly url: string;
  /** How many streams were cut. */
  readonly cuts: () => number;
};

const isStream = (path: string): boolean => /\/events(?:\?|$)/.test(path);

type Answer = { readonly status: number; readonly headers: Headers; readonly body: Buffer };

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const answer = await fetch(url, { headers });
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, body };
}

/**
 * Passes everything on; a stream is of a log that has ended, so it is asked for once from each event. A stream ends after its first byte, the next one after its second, and so on until
 * a whole event came through; then the count begins again. So each event is cut at each of its bytes.
 */
export async function cutStreams(target: string): Promise<CutStream> {
  let length = 0;
  let last = '';
  let cuts = 0;
  const streams = new Map<string, Promise<Answer>>();
  const server = createServer((request, reply) => {
    void (async () => {
      const path = request.url ?? '/';
      const from = String(request.headers['last-event-id'] ?? '');
      const headers = {
        ...(request.headers.accept ? { accept: request.headers.accept } : {}),
        ...(from === '' ? {} : { 'last-event-id': from }),
      };
      const key = `${path} ${from}`;
      const asked = streams.get(key) ?? ask(target + path, headers);
      if (isStream(path)) streams.set(key, asked);
      const { status, headers: given, body } = await asked;
      reply.statusCode = status;
      for (const name of ['content-type', 'content-security-policy']) {
        const value = given.get(name);
        if (value !== null) reply.setHeader(name, value);
      }
      if (!isStream(path)) return void reply.end(body);
      length = from === last ? length + 1 : 1;
      last = from;
      if (length < body.length) cuts += 1;
      // The browser is to come back at once.
      reply.write('retry: 1\n');
      reply.end(body.subarray(0, length));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cuts: () => cuts,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
