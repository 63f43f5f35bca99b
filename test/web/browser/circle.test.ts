import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createService } from '../../support/service.ts';
import { createStackBench, type StackBench } from '../../support/stack.ts';
import { createWorkspaceControl } from '../../support/workspace-control.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open, type Opened } from './browser.ts';

const everything =
  'How much did we spend per day, which actions were refused, which queries were slow, which jobs failed, and which tables are stale?';

describeInBrowser('the whole circle, on a stack of its own', () => {
  let bench: StackBench;
  let browser: Browser;
  let opened: Opened;
  let url: string;
  beforeAll(async () => {
    browser = await launch();
    bench = await createStackBench();
    const run = bench.start([], { LOCAL_GENIE_QPM: '60' });
    await run.ready;
    url = bench.file().api.url;
    opened = await open(browser);
    // Five lanes are asked, and the stack of this suite is not alone on its machine.
    opened.page.setDefaultTimeout(90_000);
    expect(run.output()).toContain(`Page      ${url}`);
  }, 180_000);
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await browser?.close();
    await bench?.[Symbol.asyncDispose]();
  });

  it('asks, watches five lanes, follows a citation, asks on, and finds it in the history', async () => {
    const { page } = opened;
    await page.goto(url);
    await page.getByText('Which jobs cost the most?').waitFor();
    await page.keyboard.type(everything);
    await page.locator('.preview label').nth(3).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/i\/inv_/);
    await page.locator('.timeline .who', { hasText: 'Answer' }).waitFor();
    expect(await page.locator('.lane').count()).toBe(5);
    await page.locator('.badge:is(.completed, .partial)').waitFor();
    await page.locator('.answer .cite').nth(1).click();
    const cited = await page
      .getByRole('dialog', { name: 'Source' })
      .locator('.lit dd')
      .textContent();
    const lit = page.locator('.evidence td.lit');
    expect(await lit.count()).toBe(1);
    expect(cited).toContain(await lit.textContent());
    await page.keyboard.press('Escape');
    const first = page.url();
    const suggestion = page.locator('.follow-ups .suggestion').first();
    const asked = await suggestion.textContent();
    await suggestion.click();
    await page.waitForURL((address) => address.href !== first);
    await page.locator('.badge:is(.completed, .partial, .failed)').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('2 questions of one conversation').waitFor();
    await page.getByRole('link', { name: asked ?? '' }).waitFor();
    await page.getByLabel('Status').selectOption('failed');
    await page.getByText('Nothing was found.').waitFor();
    await page.getByRole('link', { name: 'Evaluations' }).click();
    await page.getByText('No evaluation has run yet.').waitFor();
    await page.getByRole('link', { name: 'Health', exact: true }).click();
    await page.getByText('PostgreSQL answers.').waitFor();
    await page.getByRole('button', { name: 'Check everything' }).click();
    await page.getByText('All are valid.').waitFor({ timeout: 60_000 });
    expect(opened.complaints).toEqual([]);
  }, 180_000);

  it('cancels, and what was found stays', async () => {
    const { page } = opened;
    const workspace = createWorkspaceControl(bench.file().workspace.url);
    await workspace.setFaults([
      { match: { domain: 'reliability' }, times: null, fault: { kind: 'slow', ms: 60_000 } },
    ]);
    await page.goto(url);
    await page.keyboard.type('How much did we spend per day, and which jobs failed?');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/i\/inv_/);
    await page.locator('.lane', { hasText: 'Cost' }).locator('.evidence').first().waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.badge.cancelled').waitFor();
    expect(await page.locator('.lane', { hasText: 'Cost' }).locator('.evidence').count()).toBe(1);
    await workspace.setFaults([]);
  }, 120_000);

  it('comes to the right end by itself when API and worker are killed while it watches', async () => {
    const { page } = opened;
    await page.goto(url);
    await page.keyboard.type(
      'Which jobs failed in the last 7 days, and how much did we spend per day?',
    );
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/i\/inv_/);
    await page.locator('.timeline li').first().waitFor();
    const { api, worker } = bench.file();
    for (const { pid } of [api, worker]) if (pid !== null) process.kill(pid, 'SIGKILL');
    await page.getByText('Reconnecting').waitFor();
    await page.locator('.badge.completed').waitFor({ timeout: 100_000 });
    await expect.poll(() => page.getByText('Reconnecting').count(), { timeout: 10_000 }).toBe(0);
    const id = new URL(page.url()).pathname.slice(3);
    const stored = await createService(url).get(id);
    const shown = await page.locator('.answer .markdown').first().textContent();
    const words = (text: string): string =>
      text.replaceAll(/\[[a-z]+:\d+\]/g, '').replaceAll(/[\W\d_]+/g, '');
    expect(words(shown ?? '')).toContain(words(stored.answer?.markdown ?? '').slice(0, 200));
    expect(await page.locator('.timeline .who', { hasText: 'Answer' }).count()).toBe(1);
  }, 180_000);
});
