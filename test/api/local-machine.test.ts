import { describe, expect, it } from 'vitest';
import { isLoopback, refuseOpen } from '../../api/auth/local.ts';
import { loadConfig } from '../../config/index.ts';

describe('the address that the API binds', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['localhost', true],
    ['::1', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['::', false],
    ['', false],
    ['192.168.1.5', false],
    ['127.0.0.1.example.com', false],
    ['localhost.example.com', false],
  ])('%j is loopback: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });

  it.each(['0.0.0.0', '::', '10.0.0.7', 'example.com'])(
    '%s is refused without authentication, and why is said',
    (HOST) => {
      expect(() => refuseOpen(loadConfig({ HOST }))).toThrow(/no authentication is configured/);
    },
  );
});
