import { describe, expect, it } from 'vitest';
import { createDoor } from '../../api/auth/door.ts';

const door = createDoor({
  publicUrl: 'https://health.example.com',
  hosts: ['monitor.internal'],
  trustedProxies: ['10.0.0.0/8', '::1'],
});
const from = (peer: string | null, host: string, headers: Record<string, string> = {}) =>
  door(new Request(`http://${host}/v1/agents`, { headers }), peer);
const outside = '203.0.113.9';
const proxy = '10.1.2.3';

describe('a request', () => {
  it.each(['health.example.com', 'HEALTH.example.com:8443', 'monitor.internal', 'localhost:8787'])(
    'for the host %s is ours',
    (host) => {
      expect(from(outside, host).address).toBe(outside);
    },
  );

  it.each([
    'evil.example',
    'health.example.com.evil.example',
    'xhealth.example.com',
    '127.0.0.1.evil.example',
  ])('for the host %s is refused', (host) => {
    expect(() => from(outside, host)).toThrow(/This service is not/);
  });

  it('is read by what a proxy forwards only when that proxy is trusted', () => {
    const forwarded = {
      'x-forwarded-host': 'health.example.com',
      'x-forwarded-for': '198.51.100.4',
    };
    expect(from(proxy, 'evil.example', forwarded)).toEqual({
      host: 'health.example.com',
      address: '198.51.100.4',
      isProxied: true,
    });
    expect(() => from(outside, 'evil.example', forwarded)).toThrow(/This service is not evil/);
    expect(from(outside, 'localhost', forwarded)).toMatchObject({
      host: 'localhost',
      address: outside,
      isProxied: false,
    });
    expect(from(`::ffff:${proxy}`, 'localhost', forwarded).isProxied).toBe(true);
  });

  it('is refused when a proxy forwards a host that is not ours, or two', () => {
    const forwarded = (host: string) => () =>
      from(proxy, 'health.example.com', { 'x-forwarded-host': host });
    expect(forwarded('evil.example')).toThrow(/This service is not evil/);
    expect(forwarded('health.example.com, evil.example')).toThrow(/more than one host/);
    expect(forwarded('health.example.com@evil.example')).toThrow(/more than one host/);
  });

  it('comes from the nearest address that is no proxy, whatever the client has put before it', () => {
    const told = (chain: string) => from(proxy, 'localhost', { 'x-forwarded-for': chain }).address;
    expect(told('127.0.0.1, 198.51.100.4, 10.9.9.9')).toBe('198.51.100.4');
    expect(told('10.9.9.9')).toBe(proxy);
    expect(told('nonsense')).toBe(proxy);
  });
});
