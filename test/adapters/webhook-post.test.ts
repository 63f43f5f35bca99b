import type { lookup, LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedLookup, mayReach } from '../../adapters/public-address.ts';
import { createPost } from '../../adapters/webhook-post.ts';
import { until } from '../activities/bench.ts';
import { openWebhookTarget } from '../support/webhook-target.ts';
import type { WebhookTarget } from '../support/webhook-target.ts';

describe('an address', () => {
  it.each(['93.184.216.34', '2606:4700:4700::1111', '::ffff:93.184.216.34'])(
    '%s is of the internet',
    (address) => expect(mayReach(address, 'public')).toBe(true),
  );

  it.each(
    // This machine, private networks, where clouds tell credentials, carriers, neighbours, tests, multicast; and
    // one of those within an address of IPv6: mapped, translated, tunnelled.
    `127.0.0.1 127.8.8.8 ::1 0.0.0.0 :: 10.0.0.8 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1
     fe80::1 fd00::1 fec0::1 198.18.0.1 192.0.2.1 224.0.0.1 ff02::1 255.255.255.255 240.0.0.1 192.0.0.1
     ::ffff:127.0.0.1 ::ffff:a00:8 ::ffff:169.254.169.254 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:7f00:1::
     ::127.0.0.1 no-address`.split(/\s+/),
  )('%s is not', (address) => expect(mayReach(address, 'public')).toBe(false));

  it('of this machine is reached where that is allowed, and no other private one is', () => {
    const reached = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.8', '169.254.169.254'].map(
      (one) => mayReach(one, 'loopback'),
    );
    expect(reached).toEqual([true, true, true, false, false]);
  });
});

type Looked = { readonly error: Error | null; readonly address: string | LookupAddress[] };

/** Looks a name up that leads to these addresses. */
const looked = (addresses: readonly string[], all: boolean): Promise<Looked> =>
  new Promise((resolve) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const resolver = ((_: string, __: object, done: (e: null, f: LookupAddress[]) => void) =>
      done(null, found)) as unknown as typeof lookup;
    checkedLookup('public', resolver)('name.example', { all }, (error, address) =>
      resolve({ error, address }),
    );
  });

describe('a name', () => {
  it('gives just the addresses that were checked', async () => {
    const both = ['93.184.216.34', '2606:4700:4700::1111'];
    expect((await looked(both, true)).address).toEqual([
      { address: both[0], family: 4 },
      { address: both[1], family: 6 },
    ]);
    expect((await looked(both, false)).address).toBe(both[0]);
  });

  it.each([[['127.0.0.1']], [['93.184.216.34', '10.0.0.8']], [['::ffff:169.254.169.254']], [[]]])(
    'that leads to %j is refused',
    async (addresses) => {
      expect((await looked(addresses, true)).error).not.toBeNull();
      expect((await looked(addresses, false)).error).not.toBeNull();
    },
  );
});

describe('a request', () => {
  let target: WebhookTarget;
  let isClosed = false;
  beforeAll(async () => {
    target = await openWebhookTarget({
      '/moved': (to) => to.writeHead(302, { location: `${target.url}/next` }).end(),
      '/huge': (to) => {
        to.writeHead(200);
        to.once('close', () => {
          isClosed = true;
        });
        const more = (): void => {
          while (to.write('x'.repeat(65_536)));
          to.once('drain', more);
        };
        more();
      },
    });
  });
  afterAll(() => target[Symbol.asyncDispose]());

  it('to this machine is not made, however its address is written', async () => {
    const port = new URL(target.url).port;
    const post = createPost('public');
    const hosts = [
      '127.0.0.1',
      '127.1',
      '0x7f000001',
      '2130706433',
      'localhost',
      '[::1]',
      '[::ffff:7f00:1]',
    ];
    const ends = await Promise.all(hosts.map((host) => post(`http://${host}:${port}/`, '{}', {})));
    expect(ends.map(({ kind }) => kind)).toEqual(hosts.map(() => 'refused'));
    expect(target.received).toEqual([]);
  });

  it('follows nothing, reads no body, and uses no proxy', async () => {
    const post = createPost('loopback');
    expect(await post(`${target.url}/moved`, '{"a":"ü"}', { 'webhook-id': 'm' })).toEqual({
      kind: 'replied',
      status: 302,
      waitMs: null,
    });
    expect(await post(`${target.url}/huge`, '{}', {})).toMatchObject({ status: 200 });
    await until(async () => isClosed, 2_000);
    expect(target.at('/next')).toEqual([]);
    expect(target.at('/moved')).toMatchObject([
      { body: '{"a":"ü"}', headers: { 'webhook-id': 'm', 'content-type': 'application/json' } },
    ]);
  });

  it('that is not replied to ends, as one does whose connection is refused or garbled', async () => {
    const silent = createServer(() => {});
    const garbled = createServer((socket) => socket.end('SSH-2.0\r\n'));
    for (const server of [silent, garbled])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = (server: typeof silent) =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/p`;
    const urls = [at(silent), at(garbled)];
    const post = createPost('loopback', 200);
    const [late, odd] = await Promise.all(urls.map((url) => post(url, '{}', {})));
    silent.close();
    garbled.close();
    expect(late).toEqual({ kind: 'failed', problem: 'no reply in time' });
    expect(odd).toMatchObject({ kind: 'failed' });
    expect(await post('http://127.0.0.1:1/p', '{}', {})).toEqual({
      kind: 'failed',
      problem: 'ECONNREFUSED',
    });
  });
});
