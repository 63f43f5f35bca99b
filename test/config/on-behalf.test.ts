import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, type Environment } from '../../config/index.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const app = {
  AUTH: 'databricks-apps',
  DATABRICKS_APP_NAME: 'health',
  DATABRICKS_APP_PORT: '8000',
};
const on = { ...app, ON_BEHALF_OF: 'databricks-apps', TOKEN_KEYS: `k2:${key},k1:${key}` };

function problems(env: Environment): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('the settings of asking as the user', () => {
  it('are off, and then nothing is needed', () => {
    expect(loadConfig({})).toMatchObject({ onBehalfOf: false, tokenKeys: [] });
  });

  it('have the newest key first', () => {
    const { onBehalfOf, tokenKeys } = loadConfig(on);
    expect([onBehalfOf, tokenKeys.map(({ name }) => name)]).toEqual([true, ['k2', 'k1']]);
  });

  it.each<[string, Environment, string]>([
    ['without a key', { ...on, TOKEN_KEYS: '' }, 'TOKEN_KEYS'],
    ['with a short key', { ...on, TOKEN_KEYS: 'k1:c2hvcnQ=' }, 'TOKEN_KEYS'],
    ['with a key without a name', { ...on, TOKEN_KEYS: key }, 'TOKEN_KEYS'],
    ['with two keys of one name', { ...on, TOKEN_KEYS: `k:${key},k:${key}` }, 'TOKEN_KEYS'],
    ['with a broken one among good ones', { ...on, TOKEN_KEYS: `k:${key},x` }, 'TOKEN_KEYS'],
    ['with another way in', { ...on, AUTH: 'api-keys' }, 'ON_BEHALF_OF'],
    ['for another platform', { ...on, ON_BEHALF_OF: 'everybody' }, 'ON_BEHALF_OF'],
  ])('are refused %s, in one message that shows no key', (_, env, variable) => {
    const told = problems(env);
    expect(told).toContain(variable);
    expect(told).not.toContain(key);
  });

  it('let a worker start without AUTH, which only reads what was stored', () => {
    const { AUTH: _, ...worker } = on;
    expect(problems(worker)).toBe('');
  });

  it('start no evaluation at night', () => {
    expect(loadConfig(on).evaluation.cron).toBeNull();
    expect(loadConfig(app).evaluation.cron).toBe('0 2 * * *');
  });
});
