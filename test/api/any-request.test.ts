import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualNotifications } from './manual-notifications.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

const notifications = manualNotifications();
let service: Service;
let known: string;
beforeAll(async () => {
  service = await startService({ notifications });
  known = (await service.ask()).id;
});
afterAll(() => service.close());

const q = 'What did jobs cost?';
const asJson = { 'content-type': 'application/json' };

type Raw = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** Sends what `fetch` would correct or refuse. */
async function send(path: string, { method = 'GET', headers = {}, body }: Raw = {}) {
  const sent = request(service.url + path, { method, headers: { ...headers } });
  sent.end(body);
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of reply) text += String(chunk);
  return { status: reply.statusCode ?? 0, headers: reply.headers, text };
}

const post = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = asJson) =>
  send('/v1/investigations', { method: 'POST', headers, body });

describe('a body', () => {
  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'as %s is read',
    async (type) => {
      const { status } = await post(JSON.stringify({ question: q }), { 'content-type': type });
      expect(status).toBe(202);
    },
  );

  it('in another character set is refused, not read wrongly', async () => {
    const type = 'application/json; charset=latin1';
    const { status, text } = await post(JSON.stringify({ question: q }), { 'content-type': type });
    expect([status, text]).toEqual([400, expect.stringContaining('UTF-8')]);
  });

  it('that is no UTF-8 is refused, not stored with other characters', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"question":"Caf'),
      Buffer.from([0xe9]),
      Buffer.from('?"}'),
    ]);
    const { status, text } = await post(bytes);
    expect([status, text]).toEqual([400, expect.stringContaining('UTF-8')]);
  });

  it('that names a field twice is read as JSON parsers read it', async () => {
    const { status, text } = await post(`{"question":"","question":"${q}"}`);
    expect([status, text]).toEqual([202, expect.stringContaining(q)]);
  });

  it('that names a prototype is refused as unknown fields are', async () => {
    const { status, text } = await post(`{"question":"${q}","__proto__":{"mode":"deep"}}`);
    expect([status, text]).toEqual([400, expect.stringContaining('__proto__')]);
  });
});

describe('an event stream', () => {
  const events = (): string => `/v1/investigations/${known}/events`;

  it('is neither stored, changed nor held back on its way', async () => {
    const left = new AbortController();
    const reply = await fetch(service.url + events(), { signal: left.signal });
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    expect(reply.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(reply.headers.get('x-accel-buffering')).toBe('no');
    left.abort();
  });

  it('whose headers alone are asked for is not followed', async () => {
    const own = (await service.ask()).id;
    const before = notifications.listeners();
    const path = `/v1/investigations/${own}/events`;
    const { status, headers, text } = await send(path, { method: 'HEAD' });
    expect([status, headers['content-type'], text]).toEqual([200, 'text/event-stream', '']);
    expect(notifications.listeners()).toBe(before);
  });
});

describe('a request with an odd head', () => {
  it.each(['[::1]:8787', '[::1]', 'localhost', '127.0.0.1:1'])('for %s is served', async (host) => {
    expect((await send('/v1/agents', { headers: { host } })).status).toBe(200);
  });

  it.each(['[::2]', '[::1', 'evil.example', '127.0.0.1@evil.example', 'a b'])(
    'for %s is refused',
    async (host) => {
      const { status } = await send('/v1/agents', { headers: { host } });
      expect([400, 403]).toContain(status);
    },
  );

  it('with a header that is too long is refused', async () => {
    const { status } = await send('/v1/agents', { headers: { 'x-long': 'x'.repeat(20_000) } });
    expect(status).toBe(431);
  });

  it('by OPTIONS is told that there is none', async () => {
    const { status, text } = await send('/v1/agents', { method: 'OPTIONS' });
    expect([status, text]).toEqual([404, expect.stringContaining('OPTIONS')]);
  });
});

/** Text of any code points, lone surrogates among them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);
/** Any bytes as a part of a URL. */
const anyPart = fc.oneof(
  anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  fc
    .uint8Array({ maxLength: 20 })
    .map((bytes) => Array.from(bytes, (n) => `%${n.toString(16).padStart(2, '0')}`).join('')),
  fc.constantFrom('%', '%2', '%zz', '%2e%2e', '%2f', 'inv_', 'ses_', 'constructor', '__proto__'),
);
const runs = { numRuns: 150 };

describe('any text', () => {
  it('as a question is answered, never by a fault of ours', async () => {
    const where = fc.constantFrom('/v1/investigations', '/v1/route');
    await fc.assert(
      fc.asyncProperty(where, anyText, async (path, question) => {
        const body = JSON.stringify({ question });
        const { status } = await send(path, { method: 'POST', headers: asJson, body });
        expect(status).toBeLessThan(500);
      }),
      runs,
    );
  });

  it('as a body is answered, never by a fault of ours', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        expect((await post(body)).status).toBeLessThan(500);
      }),
      runs,
    );
  });

  it('as an id or in a query is answered, never by a fault of ours', async () => {
    const places: readonly ((part: string) => string)[] = [
      (part) => `/v1/investigations/${part}`,
      (part) => `/v1/investigations/${part}/events`,
      (part) => `/v1/investigations/${part}/evidence`,
      (part) => `/v1/investigations/${known}/evidence/${part}`,
      ...['cursor', 'sessionId', 'status', 'limit', 'q'].map(
        (name) => (part: string) => `/v1/investigations?${name}=${part}`,
      ),
      (part) => `/v1/investigations/${known}?waitSeconds=x${part}`,
      (part) => `/v1/investigations/${known}/events?after=x${part}`,
      (part) => `/v1/${part}`,
      (part) => `/${part}`,
      (part) => `/v1/agents?${part}`,
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anyPart, async (place, part) => {
        expect((await send(place(part))).status).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
  });
});
