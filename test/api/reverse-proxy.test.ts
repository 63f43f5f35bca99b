import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKeyStore } from '../../adapters/postgres/api-keys.ts';
import { openDoor } from '../../api/auth/open-door.ts';
import { loadConfig } from '../../config/index.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { nginxPath } from '../../local/proxy.ts';
import { startNginx } from './nginx.ts';
import type { ReverseProxy } from './nginx.ts';
import { event, finished, startService } from './service.ts';
import type { Service } from './service.ts';

describe.skipIf(nginxPath === null)('a service behind nginx', () => {
  let service: Service;
  let proxy: ReverseProxy;
  let key: string;
  beforeAll(async () => {
    const config = loadConfig({
      AUTH: 'api-keys',
      PUBLIC_URL: 'https://health.example.com',
      TRUSTED_PROXIES: '127.0.0.1',
    });
    service = await startService((pool) => openDoor(config, pool));
    proxy = await startNginx(service.url);
    const made = await createApiKeyStore(service.pool).create({
      name: 'ann',
      principal: 'key:ann',
      role: 'analyst',
      groups: [],
      scopes: null,
      dailyQuestions: null,
      days: 1,
    });
    key = made.text;
  });
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await service?.close();
  });

  type Headers = Readonly<Record<string, string>>;
  const usual = (): Headers => ({
    host: 'health.example.com',
    authorization: `Bearer ${key}`,
  });
  /** The reply, once its headers have come. */
  async function open(path: string, headers: Headers, body?: object, to = proxy.url) {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(to + path, { method, headers: { ...json, ...headers } });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    return reply;
  }
  async function textOf(reply: IncomingMessage): Promise<string> {
    let text = '';
    for await (const part of reply) text += String(part);
    return text;
  }
  const statusOf = async (headers: Headers): Promise<number | undefined> => {
    const reply = await open('/v1/agents', headers);
    await textOf(reply);
    return reply.statusCode;
  };

  it('is reached by its own name, as whom the key says', async () => {
    const told = JSON.parse(await textOf(await open('/v1/sign-in', usual()))) as object;
    expect(told).toMatchObject({ caller: { id: 'key:ann' } });
    expect(await statusOf({ host: 'health.example.com' })).toBe(401);
  });

  it('is not reached by another name, whatever the client forwards', async () => {
    expect(await statusOf({ ...usual(), host: 'evil.example' })).toBe(403);
    const forwarded = { 'x-forwarded-host': 'health.example.com', 'x-forwarded-user': 'ada' };
    expect(await statusOf({ ...usual(), ...forwarded, host: 'evil.example' })).toBe(403);
    expect(await statusOf({ ...forwarded, host: 'health.example.com' })).toBe(401);
  });

  it('signs a browser in over https, with a cookie for this host only', async () => {
    const origin = { host: 'health.example.com', origin: 'https://health.example.com' };
    const reply = await open('/v1/sign-in', origin, { key });
    await textOf(reply);
    expect(reply.headers['set-cookie']?.[0]).toMatch(
      /^__Host-health-monitor=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const [cookie = ''] = reply.headers['set-cookie']?.[0]?.split(';') ?? [];
    expect(await statusOf({ host: 'health.example.com', cookie })).toBe(200);
    const asked = { ...origin, cookie };
    const body = { question: 'What did jobs cost?' };
    expect((await open('/v1/investigations', asked, body)).statusCode).toBe(202);
    const foreign = { ...asked, origin: 'https://evil.example' };
    expect((await open('/v1/investigations', foreign, body)).statusCode).toBe(403);
  });

  it('streams each event when it is there, not when the stream ends', async () => {
    const asked = await open('/v1/investigations', usual(), { question: 'What did jobs cost?' });
    const { id } = JSON.parse(await textOf(asked)) as Investigation;
    const stream = await open(`/v1/investigations/${id}/events`, usual());
    let text = '';
    stream.on('data', (part) => {
      text += String(part);
    });
    const until = async (words: string): Promise<void> => {
      while (!text.includes(words)) await once(stream, 'data');
    };
    await until('event: queued');
    await service.write(id, event('started', {}));
    await until('event: started');
    const ended = once(stream, 'end');
    await service.write(id, finished('failed'));
    await ended;
    expect(text).toContain('event: finished');
  });

  it('that takes everybody for its own machine refuses them all', async () => {
    await using alone = await startService();
    await using front = await startNginx(alone.url);
    const reply = await open('/v1/agents', { host: '127.0.0.1' }, undefined, front.url);
    expect([reply.statusCode, await textOf(reply)]).toEqual([
      403,
      expect.stringContaining('came through a proxy'),
    ]);
  });
});
