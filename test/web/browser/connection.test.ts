import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { event, startService, type Service } from '../../api/service.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open, type Opened } from './browser.ts';
import { cutStreams } from './cut-stream.ts';
import { answered, concluded, ended, routedTo, stageAnswered, started } from './stage.ts';

/** A browser waits for some seconds before it connects again. */
const soon = { timeout: 10_000 };

describeInBrowser('the page and its connection', () => {
  let service: Service;
  let browser: Browser;
  let opened: Opened;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    [service, opened] = await Promise.all([startService(), open(browser)]);
  });
  afterEach(async () => {
    await opened?.[Symbol.asyncDispose]();
    await service?.close();
  });

  it('shows the whole text of a stream that is cut at every byte', async () => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}), routedTo(['cost']), started('cost'));
    await service.write(id, ended('cost', 'answered'));
    await service.write(id, event('answer.started', { pass: 1, attempt: 1 }, 'answer.started:1:1'));
    const pieces = ['First half — ', 'second half.'];
    for (const [n, text] of pieces.entries())
      await service.write(id, event('answer.delta', { attempt: 1, text }, `answer.delta:1:1:${n}`));
    await service.write(id, answered({ markdown: pieces.join('') }), concluded('completed'));
    await using cut = await cutStreams(service.url);
    await opened.page.goto(`${cut.url}/i/${id}`);
    await opened.page.getByText('written', { exact: true }).waitFor({ timeout: 100_000 });
    await expect.poll(() => opened.page.getByText('Reconnecting').count(), soon).toBe(0);
    expect(await opened.page.locator('.answer .markdown').textContent()).toContain(
      'First half — second half.',
    );
    expect(cut.cuts()).toBeGreaterThan(1_000);
  }, 120_000);

  it('says that the service is away, and goes on when it is back', async () => {
    const id = await stageAnswered(service, () => ({ markdown: 'Here it is.' }));
    const { page } = opened;
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(`${service.url}/i/${id}`);
    await page.getByText('Reconnecting').waitFor();
    await page.unroute('**/v1/**');
    await page.getByText('Here it is.').waitFor();
    await expect.poll(() => page.getByText('Reconnecting').count(), soon).toBe(0);
  });

  it('goes on after replies of something before the service', async () => {
    const { id } = await service.ask();
    const { page } = opened;
    let refused = 0;
    await page.route('**/v1/investigations/**', (route) => {
      refused += 1;
      if (refused > 4) return route.continue();
      return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    });
    await page.goto(`${service.url}/i/${id}`);
    await page.getByText('Reconnecting').waitFor();
    await page.getByText('Waiting to start').first().waitFor();
    await service.write(id, event('started', {}), routedTo([]), answered({ markdown: 'Hello.' }));
    await service.write(id, concluded('completed'));
    await page.getByText('Hello.').waitFor();
  });

  it('holds no connection while nobody looks, and goes on when somebody does', async () => {
    const { id } = await service.ask();
    const { page } = opened;
    const look = (state: 'hidden' | 'visible') =>
      page.locator('html').evaluate((html, hidden) => {
        const { ownerDocument } = html as unknown as { ownerDocument: EventTarget };
        Object.defineProperty(ownerDocument, 'hidden', { value: hidden, configurable: true });
        ownerDocument.dispatchEvent(new Event('visibilitychange'));
      }, state === 'hidden');
    await page.goto(`${service.url}/i/${id}`);
    await page.getByText('Waiting to start').first().waitFor();
    const streams = () => opened.requested.filter((url) => /\/events(?:\?|$)/.test(url)).length;
    await expect.poll(streams).toBe(1);
    await look('hidden');
    await service.write(id, event('started', {}), routedTo(['cost']), concluded('failed'));
    expect(await page.locator('.timeline li').count()).toBe(0);
    await look('visible');
    await page.locator('.timeline li').waitFor();
    expect(streams()).toBe(2);
  });

  it('asks once, also when the reply to a question is lost', async () => {
    const { page } = opened;
    await page.goto(service.url);
    await page.keyboard.type('Which jobs failed?');
    await page.route('**/v1/investigations', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.keyboard.press('Enter');
    await page.locator('.problem').waitFor();
    await page.unroute('**/v1/investigations');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/i\/inv_/);
    expect(await service.count('investigations')).toBe(1);
  });

  it('is one sentence where there is no JavaScript', async () => {
    await using without = await open(browser, { noScript: true });
    await without.page.goto(service.url);
    expect(await without.page.locator('body').innerText()).toBe(
      'This page needs JavaScript. Without it, ask with npm run ask or over the API.',
    );
  });

  it('keeps the field while the service is away at the first screen', async () => {
    const { page } = opened;
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(service.url);
    await page.keyboard.type('Which jobs failed?');
    await page.keyboard.press('Enter');
    // What the field says: other parts of the page say the same of what they read.
    await page.locator('.problem').waitFor();
    await page.unroute('**/v1/**');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/i\/inv_/);
  });
});
