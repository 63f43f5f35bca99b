import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/index.ts';
import { productionOf } from '../../local/production.ts';

const url = 'http://127.0.0.1:8787';
const shapeOf = (given: Readonly<Record<string, string>>, hasProxy = true) =>
  productionOf(loadConfig(given), given, { url, ports: [20_001, 20_002], hasProxy });

describe('the shape of production', () => {
  it('signs people in, and believes the proxy of this machine', () => {
    const { apis, env } = shapeOf({});
    expect(apis).toEqual(['http://127.0.0.1:20001', 'http://127.0.0.1:20002']);
    expect(env).toMatchObject({ AUTH: 'api-keys', PUBLIC_URL: url, TRUSTED_PROXIES: '127.0.0.1' });
  });

  it('believes no proxy where there is none: the first API has the address of clients', () => {
    const { apis, env } = shapeOf({}, false);
    expect(apis).toEqual([url, 'http://127.0.0.1:20002']);
    expect(env).toMatchObject({ TRUSTED_PROXIES: '' });
  });

  it('keeps what is set', () => {
    const given = {
      AUTH: 'oidc',
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_AUDIENCE: 'health-monitor',
      PUBLIC_URL: 'https://health.example.com',
      DOMAIN_ACCESS: 'security=sec',
    };
    const { AUTH, PUBLIC_URL, DOMAIN_ACCESS } = given;
    expect(shapeOf(given).env).toMatchObject({ AUTH, PUBLIC_URL, DOMAIN_ACCESS });
  });

  it('is refused at an address of others without the name that they use', () => {
    expect(() => shapeOf({ HOST: '0.0.0.0' })).toThrow('Set PUBLIC_URL');
    const named = { HOST: '0.0.0.0', PUBLIC_URL: 'https://health.example.com' };
    expect(() => shapeOf(named)).not.toThrow();
  });
});
