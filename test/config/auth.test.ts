import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, type Environment } from '../../config/index.ts';

const oidc = { AUTH: 'oidc', OIDC_ISSUER: 'https://login.example.com/t', OIDC_AUDIENCE: 'hm' };
const app = {
  AUTH: 'databricks-apps',
  DATABRICKS_APP_NAME: 'health',
  DATABRICKS_APP_PORT: '8000',
  DATABRICKS_APP_URL: 'health-1.aws.databricksapps.com',
};

/** The variables that are refused, with what was found. */
function refused(env: Environment): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable);
    throw error;
  }
  return [];
}

describe('the settings of who may come in', () => {
  it.each<[Environment, readonly string[]]>([
    [{ ...oidc, AUTH: 'api-keys, oidc' }, []],
    [{ AUTH: 'everybody' }, ['AUTH']],
    [{ AUTH: 'api-keys,api-keys' }, ['AUTH']],
    [{ AUTH: 'oidc' }, ['OIDC_ISSUER', 'OIDC_AUDIENCE']],
    [{ ...oidc, OIDC_ISSUER: 'http://login.example.com' }, ['OIDC_ISSUER']],
    [{ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:4000' }, []],
    [{ ...oidc, OIDC_CLIENT_ID: 'page' }, ['PUBLIC_URL']],
    [{ ...oidc, OIDC_ALGORITHMS: 'HS256' }, ['OIDC_ALGORITHMS']],
    [{ ...oidc, OIDC_ALGORITHMS: 'RS256,none' }, ['OIDC_ALGORITHMS']],
    [app, []],
    [{ ...app, AUTH: 'databricks-apps,api-keys' }, ['AUTH']],
    [{ ...app, DATABRICKS_APP_NAME: '' }, ['AUTH']],
    [{ ...app, DATABRICKS_APP_PORT: '' }, ['AUTH']],
    [{ PUBLIC_URL: 'http://health.example.com' }, ['PUBLIC_URL']],
    [{ PUBLIC_URL: 'https://health.example.com/path' }, ['PUBLIC_URL']],
    [{ PUBLIC_URL: 'https://user@health.example.com' }, ['PUBLIC_URL']],
    [{ TRUSTED_PROXIES: '10.0.0.0/8, ::1, 192.0.2.7' }, []],
    [{ TRUSTED_PROXIES: 'proxy.example.com' }, ['TRUSTED_PROXIES']],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, ['TRUSTED_PROXIES']],
    [{ ALLOWED_HOSTS: 'a.example.com:80' }, ['ALLOWED_HOSTS']],
    [{ ROLES: 'root=wheel' }, ['ROLES']],
    [{ ROLES: 'admin=' }, ['ROLES']],
  ])('%j: refused are %j', (env, variables) => {
    expect(refused(env)).toEqual(variables);
  });

  it('close security and unified with a way in, until they are given to groups', () => {
    expect(loadConfig({}).domainAccess).toEqual({});
    expect(loadConfig({ AUTH: 'api-keys' }).domainAccess).toEqual({ security: [], unified: [] });
    const given = loadConfig({ AUTH: 'api-keys', DOMAIN_ACCESS: 'security=sec' }).domainAccess;
    expect(given).toEqual({ security: ['sec'], unified: [] });
  });

  it('take the address that Databricks Apps gives', () => {
    expect(loadConfig(app).auth.publicUrl).toBe('https://health-1.aws.databricksapps.com');
  });
});
