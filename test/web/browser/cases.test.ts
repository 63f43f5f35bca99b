import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiKeyStore } from '../../../adapters/postgres/api-keys.ts';
import { openDoor } from '../../../api/auth/open-door.ts';
import { loadConfig } from '../../../config/index.ts';
import type { Role } from '../../../domain/caller.ts';
import { startService, type Service } from '../../api/service.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open } from './browser.ts';
import { stageAnswered } from './stage.ts';

describeInBrowser('questions from feedback on the page', () => {
  let service: Service;
  let browser: Browser;
  beforeAll(async () => {
    [browser, service] = await Promise.all([launch(), startService()]);
  });
  afterAll(() => Promise.all([service?.close(), browser?.close()]));

  /** An answer, and what its reader says of it; the case that it proposes. */
  async function told(body: object): Promise<{ readonly id: string; readonly from: string }> {
    const from = await stageAnswered(service, () => ({ markdown: 'It is job_1.' }));
    const reply = await service.post(`/v1/investigations/${from}/feedback`, body);
    return { id: ((await reply.json()) as { id: string }).id, from };
  }
  const decided = (id: string) => service.deps.feedback.find(id);

  it('are accepted with other words and where they must go, by keyboard alone', async () => {
    const { id } = await told({ rating: 'down', comment: 'It is <b>job_2</b>.' });
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/evaluations`);
    await page.getByText('It is <b>job_2</b>.').waitFor();
    const shown = page.getByRole('region', { name: 'Questions from feedback' });
    await shown.getByText('bad answer').waitFor();
    await shown.getByText('None is named: it is judged as every answer is.').waitFor();
    await shown.getByRole('textbox').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Which job costs the most this month?');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await shown.getByText('Accepted: Which job costs the most this month?').waitFor();
    await shown.getByText('None waits for a decision.').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe(
      'Questions from feedback',
    );
    expect(await decided(id)).toMatchObject({
      state: 'accepted',
      question: 'Which job costs the most this month?',
      domains: ['cost'],
    });
    expect(opened.complaints).toEqual([]);
  });

  it('are rejected, and lead to the investigation that they come from', async () => {
    const { id, from } = await told({ rating: 'up' });
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/evaluations`);
    const shown = page.getByRole('region', { name: 'Questions from feedback' });
    const link = shown.getByRole('link', { name: 'Which job costs the most?' });
    expect(await link.getAttribute('href')).toBe(`/i/${from}`);
    expect(await shown.getByRole('checkbox', { name: 'Cost' }).isChecked()).toBe(true);
    await shown.getByRole('button', { name: 'Reject' }).click();
    await shown.getByText('Rejected: Which job costs the most?').waitFor();
    expect(await decided(id)).toMatchObject({ state: 'rejected' });
    expect(opened.complaints).toEqual([]);
  });
});

describeInBrowser('questions from feedback for each role', () => {
  let service: Service;
  let browser: Browser;
  beforeAll(async () => {
    const config = loadConfig({ AUTH: 'api-keys' });
    [browser, service] = await Promise.all([
      launch(),
      startService((pool) => openDoor(config, pool)),
    ]);
  });
  afterAll(() => Promise.all([service?.close(), browser?.close()]));

  it.each([
    { role: 'analyst', sees: 0 },
    { role: 'admin', sees: 1 },
  ] satisfies readonly { role: Role; sees: number }[])('$role: $sees', async ({ role, sees }) => {
    const { text } = await createApiKeyStore(service.pool).create({
      name: role,
      principal: `key:${role}`,
      role,
      groups: [],
      scopes: null,
      dailyQuestions: null,
      days: 1,
    });
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/evaluations`);
    await page.getByLabel('API key').fill(text);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Evaluations' }).waitFor();
    await page.waitForLoadState('networkidle');
    const title = page.getByRole('heading', { name: 'Questions from feedback' });
    expect(await title.count()).toBe(sees);
  });
});
