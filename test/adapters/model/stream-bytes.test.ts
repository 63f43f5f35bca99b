import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import type { Reasoner } from '../../../domain/reasoner-port.ts';
import { aCompose, aScreen } from './requests.ts';

const answer = 'Jobs cost 3 €, “näch­ste” 🙂 run: data: [cost:1]\n\nFine.';
const line = (chunk: object): string => `data: ${JSON.stringify(chunk)}\n\n`;
const piece = (content: string): string =>
  line({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] });
const stop = line({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const whole = Array.from(answer, piece).join('') + stop;
const done = 'data: [DONE]\n\n';

let next: { pieces: readonly Uint8Array[]; headers: Record<string, string> };
let reasoner: Reasoner;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    void (async () => {
      response.socket?.setNoDelay();
      response.writeHead(200, { 'content-type': 'text/event-stream', ...next.headers });
      for (const bytes of next.pieces) {
        await new Promise((resolve) => response.write(bytes, resolve));
        await turn();
      }
      response.end();
    })();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  reasoner = createReasoner({
    baseUrl: `http://127.0.0.1:${port}/v1`,
    model: 'scripted',
    temperature: null,
    apiKey: async () => 'key',
    warn: () => {},
  });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function read(pieces: readonly Uint8Array[], headers: Record<string, string> = {}) {
  next = { pieces, headers };
  const screen = aScreen();
  const { markdown, degraded, caveats } = await reasoner.compose(
    aCompose({ modelCalls: 1 }),
    screen,
    new AbortController().signal,
  );
  expect([degraded, screen.shown()]).toEqual([[], markdown]);
  return { markdown, caveats };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('a stream of the same text', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['as usual', whole + done],
    ['with CRLF', (whole + done).replaceAll('\n', '\r\n')],
    ['without [DONE]', whole],
    ['with comments', `: hello\n\n${whole.replaceAll('\n\n', '\n\n: still here\n\n')}${done}`],
    ['with a byte order mark', `\uFEFF${whole}${done}`],
    [
      'with names of events and ids',
      whole.replaceAll('data: ', 'event: message\nid: 1\ndata: ') + done,
    ],
    ['without a space behind data:', whole.replaceAll('data: {', 'data:{') + 'data:[DONE]\n\n'],
    ['with usage that is null', whole.replaceAll('{"choices"', '{"usage":null,"choices"') + done],
    ['with lists of choices that are empty', line({ choices: [] }) + whole + done],
    ['with an end that has no delta', `${whole.replace('"delta":{},', '')}${done}`],
    ['with a last event that no line ends', `${whole}${done}`.trimEnd()],
  ];
  it.each(forms)('%s is that text', async (_, text) => {
    expect(await read([bytes(text)])).toEqual({ markdown: answer, caveats: [] });
  });

  it('compressed is that text', async () => {
    const packed = gzipSync(bytes(whole + done));
    const { markdown } = await read([packed], { 'content-encoding': 'gzip' });
    expect(markdown).toBe(answer);
  });

  it('split anywhere is that text', async () => {
    const all = Buffer.from(whole + done);
    const crlf = Buffer.from((whole + done).replaceAll('\n', '\r\n'));
    const splits = fc.uniqueArray(fc.nat(all.length), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(all, crlf), splits, async (text, at) => {
        const ends = [0, ...at.toSorted((a, b) => a - b), text.length];
        const pieces = ends.slice(1).map((end, n) => text.subarray(ends[n], end));
        expect((await read(pieces.filter(({ length }) => length > 0))).markdown).toBe(answer);
      }),
      { numRuns: 60 },
    );
  });

  it('byte by byte is that text', async () => {
    const text = Buffer.from(piece('Näch') + piece('ste [cost:1] 🙂') + stop + done);
    const { markdown } = await read([...text].map((byte) => Uint8Array.of(byte)));
    expect(markdown).toBe('Nächste [cost:1] 🙂');
  });
});
