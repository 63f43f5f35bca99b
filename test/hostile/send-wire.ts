import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** What happens to a connection instead of a whole reply on it. */
export type Wire =
  /** No byte comes, and the connection stays. */
  | 'hang'
  /** It is reset before a byte of the reply. */
  | 'reset'
  /** It is closed after half of the body that was promised. */
  | 'cut'
  /** It ends well after half of the body. */
  | 'half'
  /** 50 MB of white space come after the body. */
  | 'padded'
  /** One byte of the body comes each second. */
  | 'drip';

const dripEveryMs = 1_000;
const megabyteOfSpace = Buffer.alloc(1_000_000, ' ');
const padding = 50;

/**
 * Sends a right body as the bend of its connection has it.
 *
 * Effect: writes to the connection; a drip goes on until the client leaves.
 */
export async function sendWire(
  response: ServerResponse,
  wire: Wire,
  body: Buffer,
  contentType = 'application/json',
): Promise<void> {
  if (wire === 'hang') return;
  if (wire === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (wire === 'padded') return sendPadded(response, body, contentType);
  const half = body.subarray(0, body.length / 2);
  const length = wire === 'half' ? half.length : body.length;
  response.writeHead(200, { 'content-type': contentType, 'content-length': String(length) });
  if (wire === 'half') {
    response.end(half);
    return;
  }
  if (wire === 'cut') {
    await new Promise((resolve) => response.write(half, resolve));
    response.destroy();
    return;
  }
  for (let at = 0; at < body.length && !response.destroyed; at += 1) {
    response.write(body.subarray(at, at + 1));
    await pause(dripEveryMs);
  }
  response.end();
}

async function sendPadded(
  response: ServerResponse,
  body: Buffer,
  contentType: string,
): Promise<void> {
  response.writeHead(200, { 'content-type': contentType });
  response.write(body);
  for (let n = 0; n < padding && !response.destroyed; n += 1)
    await new Promise<void>((resolve) => response.write(megabyteOfSpace, () => resolve()));
  response.end();
}
