import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostWebhooks } from '../../domain/own-webhooks.ts';
import { authenticateByHeader, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterAll(() => service.close());

const add = (body: object, who = 'ann') =>
  service.post('/v1/webhooks', body, { 'x-test-principal': who });

describe('a webhook that is added', () => {
  it.each([
    [{ url: 'http://example.com/' }, 'url', 'must begin with https://'],
    [{ url: 'ftp://example.com/' }, 'url', 'must begin with https://'],
    [{ url: 'https://me:secret@example.com/' }, 'url', 'must hold no user and no password'],
    [{ url: 'https://localhost/' }, 'url', 'must not lead to this machine'],
    [{ url: 'https://a.localhost./' }, 'url', 'must not lead to this machine'],
    [{ url: 'https://0x7f000001/' }, 'url', 'must be an address of the internet'],
    [{ url: 'https://[::ffff:10.0.0.1]/' }, 'url', 'must be an address of the internet'],
    [{ url: 'https://169.254.169.254/latest' }, 'url', 'must be an address of the internet'],
    [{ url: 'here' }, 'url', 'must be a URL'],
    [{ url: `https://example.com/${'x'.repeat(2_000)}` }, 'url', expect.stringMatching(/2000/)],
    [{ url: 'https://example.com/', events: [] }, 'events', 'must name an event'],
    [{ url: 'https://example.com/', events: ['all'] }, 'events.0', expect.anything()],
    [{ url: 'https://example.com/', body: 'xml' }, 'body', expect.anything()],
    [{ url: 'https://example.com/', secret: 'mine' }, 'secret', expect.anything()],
  ])('as %j is refused by field', async (body, path, message) => {
    const reply = await add(body);
    expect(reply.status).toBe(400);
    const { errors } = (await reply.json()) as { errors: object[] };
    expect(errors).toEqual([{ path, message }]);
  });

  it('shows its secret once, and of its address the origin', async () => {
    const reply = await add({ url: 'https://hooks.example/a/b?c=d' });
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const made = (await reply.json()) as { id: string; secret: string };
    expect(Buffer.from(made.secret.slice(6), 'base64')).toHaveLength(32);
    const shown = await service.get(reply.headers.get('location') ?? '', {
      'x-test-principal': 'ann',
    });
    const { secret: _, ...rest } = made;
    expect(await shown.json()).toEqual(rest);
    expect(rest).toMatchObject({ target: 'https://hooks.example/…', body: 'standard' });
  });

  it('twice for one address, or one too many, is refused', async () => {
    for (let n = 0; n < mostWebhooks; n += 1)
      expect((await add({ url: `https://example.com/${n}` }, 'bob')).status).toBe(201);
    expect((await add({ url: 'https://example.com/0' }, 'bob')).status).toBe(409);
    expect((await add({ url: 'https://example.com/new' }, 'bob')).status).toBe(409);
  });

  it('is nobody else’s', async () => {
    const made = (await (await add({ url: 'https://example.com/mine' })).json()) as { id: string };
    const bob = { 'x-test-principal': 'bob' };
    const self = `/v1/webhooks/${made.id}`;
    const told = await Promise.all([
      service.get(self, bob),
      service.get(`${self}/deliveries`, bob),
      service.post(`${self}/test`, {}, bob),
      service.post(`${self}/rotate`, {}, bob),
      fetch(service.url + self, { method: 'DELETE', headers: bob }),
    ]);
    expect(told.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await service.get(self, { 'x-test-principal': 'ann' })).status).toBe(200);
  });

  it('has its messages in pages, newest first', async () => {
    const made = (await (await add({ url: 'https://example.com/pages' })).json()) as { id: string };
    const ann = { 'x-test-principal': 'ann' };
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const reply = await service.post(`/v1/webhooks/${made.id}/test`, {}, ann);
      ids.unshift(((await reply.json()) as { id: string }).id);
    }
    type Page = { deliveries: { id: string }[]; nextCursor: string | null };
    const page = async (more: string): Promise<Page> =>
      (await (
        await service.get(`/v1/webhooks/${made.id}/deliveries?limit=2${more}`, ann)
      ).json()) as Page;
    const first = await page('');
    const second = await page(`&cursor=${first.nextCursor}`);
    expect([...first.deliveries, ...second.deliveries].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });
});
