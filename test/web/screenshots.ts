import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { root } from '../support/sources.ts';
import { createService, type Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import { browserPath, launch, open } from './browser/browser.ts';

/** Those that the documentation shows, and where all others go. */
const inDocs = new Set(['ask', 'running', 'answer']);
const folders = { docs: join(root, 'docs/images'), others: join(root, '.local/screenshots') };

const looks = [
  { name: '', dark: false, width: 1280 },
  { name: '-dark', dark: true, width: 1280 },
  { name: '-narrow', dark: false, width: 375 },
] as const;

const everything =
  'How much did we spend per day, which actions were refused, which queries were slow, which jobs failed, and which tables are stale?';

type Look = (page: Page) => Promise<void>;

/** Takes a picture of a screen in each look, once it shows what it should. */
async function shoot(browser: Browser, name: string, url: string, ready: Look): Promise<void> {
  for (const look of looks) {
    await using opened = await open(browser, { ...look, height: look.width < 500 ? 800 : 860 });
    await opened.page.goto(url);
    await ready(opened.page);
    const file = `${name}${look.name}.png`;
    const folder = inDocs.has(name) && look.name === '' ? folders.docs : folders.others;
    await opened.page.screenshot({ path: join(folder, file) });
    process.stdout.write(`${join(folder, file)}\n`);
  }
}

const has =
  (selector: string): Look =>
  (page) =>
    page.locator(selector).first().waitFor();

const withCard: Look = async (page) => {
  await page.locator('.plot, .answer .cite').first().waitFor();
  await page.locator('.answer .cite').nth(2).click();
};

/** Two evaluations, so that there is something to compare with. */
async function evaluate({ post }: Service, url: string): Promise<void> {
  for (let n = 0; n < 2; n += 1) {
    const reply = await post('/v1/evaluations', { suite: 'probe' });
    const { id } = (await reply.json()) as { id: string };
    let finishedAt: string | null = null;
    while (finishedAt === null) {
      await pause(1_000);
      const found = await fetch(`${url}/v1/evaluations/${id}`);
      ({ finishedAt } = (await found.json()) as { finishedAt: string | null });
    }
  }
}

async function takeAll(browser: Browser): Promise<void> {
  await using bench = await createStackBench();
  await bench.start([], { LOCAL_GENIE_QPM: '60' }).ready;
  const { api, workspace: local } = bench.file();
  const service = createService(api.url);
  const workspace = createWorkspaceControl(local.url);
  const at = (id: string): string => `${api.url}/i/${id}`;
  await shoot(browser, 'ask-empty', api.url, has('.suggestions'));
  await shoot(browser, 'history-empty', `${api.url}/history`, has('.empty'));
  await shoot(browser, 'evaluations-empty', `${api.url}/evaluations`, has('.empty'));
  await shoot(browser, 'not-found', `${api.url}/i/inv_${'0'.repeat(32)}`, has('.empty'));
  const why = await service.ask({ question: 'Why did costs spike yesterday?' });
  await service.ended(why.id, 60_000);
  await shoot(browser, 'answer', at(why.id), withCard);
  await shoot(browser, 'answer-whole', at(why.id), has('.plot'));
  await workspace.setFaults([
    { match: { domain: 'quality' }, times: null, fault: { kind: 'slow', ms: 600_000 } },
    { match: { domain: 'security' }, times: null, fault: { kind: 'slow', ms: 600_000 } },
  ]);
  const five = await service.ask({ question: everything, budgetSeconds: 40 });
  await service.follow(five.id, null, ({ type }) => type === 'evidence.added');
  await shoot(browser, 'running', at(five.id), has('.evidence'));
  await shoot(
    browser,
    'ask',
    `${api.url}/?q=${encodeURIComponent(everything)}`,
    has('.preview label'),
  );
  await service.ended(five.id, 60_000);
  await shoot(browser, 'partial', at(five.id), has('.badge.partial'));
  await workspace.setFaults([
    { match: { path: '/api/2.0/genie/' }, times: null, fault: { kind: 'status', status: 403 } },
  ]);
  const failed = await service.ask({ question: 'Which jobs failed in the last 7 days?' });
  await service.ended(failed.id, 60_000);
  await shoot(browser, 'failed', at(failed.id), has('.badge.failed'));
  await workspace.setFaults([]);
  await shoot(browser, 'history', `${api.url}/history`, has('.conversation'));
  await shoot(browser, 'health', `${api.url}/health`, async (page) => {
    await page.getByRole('button', { name: 'Check everything' }).click();
    await page.getByText('All are valid.').waitFor({ timeout: 60_000 });
  });
  await fetch(`${api.url}/v1/memory`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ preferences: { role: 'engineer', criticalJobs: ['nightly_rollup'] } }),
  });
  await shoot(browser, 'memory', `${api.url}/memory`, has('.preference'));
  await evaluate(service, api.url);
  const { post } = service;
  const comment = 'The spike is the new GPU cluster, not the price.';
  await post(`/v1/investigations/${why.id}/feedback`, { rating: 'down', comment });
  await post(`/v1/investigations/${five.id}/feedback`, { rating: 'up' });
  await shoot(browser, 'cases', `${api.url}/evaluations`, async (page) => {
    await page.locator('.case').first().scrollIntoViewIfNeeded();
  });
  await shoot(browser, 'evaluations', `${api.url}/evaluations`, has('.trend'));
  await shoot(browser, 'evaluation', `${api.url}/evaluations`, async (page) => {
    await page.locator('tbody a').first().click();
    await page.locator('h2').first().waitFor();
  });
}

if (browserPath === null) process.exit(1);
for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
const browser = await launch();
try {
  await takeAll(browser);
} finally {
  await browser.close();
}
