import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInstallation } from './bench.ts';
import type { Installation } from './bench.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation();
});
afterAll(() => installation[Symbol.asyncDispose]());

describe('the doctor', () => {
  it('tells which tools there are, and how to get the others', async () => {
    const toolsIn = async (env: Record<string, string> = {}) =>
      (await installation.rows(env)).find(({ id }) => id === 'tools')?.detail;
    expect(await toolsIn()).toMatch(
      /^\d\d runbooks are stored\. (?=.*TAVILY_API_KEY is not set: make a key at https:\/\/app\.tavily\.com\.)(?=.*DATABRICKS_WAREHOUSE_ID is not set: set it to the SQL warehouse)/,
    );
    const withKey = await toolsIn({ TAVILY_API_KEY: 'tvly-1', WEB_SEARCH_DAILY_CREDITS: '50' });
    expect(withKey).toMatch(/Web searches used 0 of 50 credits today\./);
    expect(withKey).not.toMatch(/TAVILY/);
  });
});
