import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/**
 * What to answer; `cut` promises more than it sends, `stays` sends no end, `hang` sends nothing,
 * `reset` hangs up.
 */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly cut?: true;
      readonly stays?: true;
    }
  | 'hang'
  | 'reset';

export type ScriptedHttp = AsyncDisposable & {
  readonly url: string;
  readonly received: readonly Received[];
};

/**
 * A service at the far side of the wire that answers what the script says.
 *
 * Effect: listens on loopback until disposed.
 */
export async function createScriptedHttp(
  script: (request: Received) => Reply | Promise<Reply>,
): Promise<ScriptedHttp> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString() };
      received.push(one);
      const reply = script(one);
      if (reply instanceof Promise) void reply.then((later) => answer(response, later));
      else answer(response, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status = 200, headers = {}, body = {}, cut, stays } = reply;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(cut ? { 'content-length': String(text.length + 100) } : {}),
    ...headers,
  });
  if (cut) response.write(text, () => response.destroy());
  else if (stays) response.write(text);
  else response.end(text);
}
