import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/index.ts';

/** What the local stack gives to worker and API. */
const local = {
  FAILPOINTS: 'failpoints',
  HOST: '127.0.0.1',
  DATABRICKS_HOST: 'http://127.0.0.1:20001',
  DATABASE_URL: 'postgres://postgres:secret@127.0.0.1:20002/postgres',
  TEMPORAL_ADDRESS: '127.0.0.1:20003',
};

describe('FAILPOINTS', () => {
  it('is a folder, and none as a rule', () => {
    expect(loadConfig({}).failpoints).toBeNull();
    expect(loadConfig(local).failpoints).toBe(resolve('failpoints'));
  });

  it.each([
    { ...local, DATABASE_URL: 'postgres:///health?host=/run/postgresql' },
    { ...local, DATABASE_URL: 'postgres://u@[::1]:5432/d', TEMPORAL_ADDRESS: 'localhost:7233' },
  ])('is taken beside what is on this machine: %o', (env) => {
    expect(loadConfig(env).failpoints).not.toBeNull();
  });

  it.each([
    { ...local, HOST: '0.0.0.0' },
    { ...local, DATABRICKS_HOST: 'https://dbc-1.cloud.databricks.com' },
    { ...local, DATABASE_URL: 'postgres://u@db.example.com/d' },
    { ...local, TEMPORAL_ADDRESS: 'temporal.example.com:7233' },
    { ...local, AUTH: 'api-keys' },
    { ...local, DATABRICKS_APP_NAME: 'health-monitor' },
  ])('is refused in production: %o', (env) => {
    expect(() => loadConfig(env)).toThrow(/FAILPOINTS: found "failpoints"; expected nothing, as/);
  });
});
