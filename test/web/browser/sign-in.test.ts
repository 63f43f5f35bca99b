import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKeyStore } from '../../../adapters/postgres/api-keys.ts';
import { openDoor } from '../../../api/auth/open-door.ts';
import { loadConfig } from '../../../config/index.ts';
import { startService, type Service } from '../../api/service.ts';
import { launch, open } from './browser.ts';
import { describeInBrowser } from './describe-in-browser.ts';

describeInBrowser('a browser that is not signed in', () => {
  let service: Service;
  let browser: Browser;
  let key: string;
  beforeAll(async () => {
    const config = loadConfig({ AUTH: 'api-keys' });
    [browser, service] = await Promise.all([
      launch(),
      startService((pool) => openDoor(config, pool)),
    ]);
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
  afterAll(() => Promise.all([service?.close(), browser?.close()]));

  it('is asked for a key, signs in with it, asks a question and signs out', async () => {
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/history`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('API key').fill(`${key}x`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The credential is not good').waitFor();

    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await page.getByText('ann', { exact: true }).waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');

    await page.getByRole('link', { name: 'Ask', exact: true }).click();
    await page.getByRole('textbox').first().fill('What did jobs cost?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.waitForURL(/\/i\/inv_/);
    expect(service.engine.started).toMatchObject([{ owner: 'key:ann' }]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
