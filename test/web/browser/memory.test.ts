import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startService, type Service } from '../../api/service.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open } from './browser.ts';
import { stageAnswered } from './stage.ts';

describeInBrowser('memory on the page', () => {
  let service: Service;
  let browser: Browser;
  beforeAll(async () => {
    [browser, service] = await Promise.all([launch(), startService()]);
  });
  afterAll(() => Promise.all([service?.close(), browser?.close()]));

  const put = (preferences: object) =>
    fetch(`${service.url}/v1/memory`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ preferences }),
    });
  const preferences = async (): Promise<Record<string, unknown>> => {
    const stored = await service.deps.memory.preferences('local');
    return Object.fromEntries(stored.map(({ key, value }) => [key, value]));
  };

  it('has preferences that are set, changed and forgotten, by keyboard alone', async () => {
    await put({ criticalJobs: ['nightly', 'sales rollup'] });
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/memory`);
    await page.getByLabel(/^Role/).focus();
    await page.keyboard.type('manager');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Role is remembered.').waitFor();
    const jobs = page.getByLabel(/^Critical jobs/);
    expect(await jobs.inputValue()).toBe('nightly, sales rollup');
    await page.getByText('Set by you').first().waitFor();
    await jobs.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('nightly');
    await page.keyboard.press('Enter');
    await page.getByText('Critical jobs is remembered.').waitFor();
    expect(await preferences()).toEqual({ role: 'manager', criticalJobs: ['nightly'] });
    await page.getByRole('button', { name: 'Forget Role' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Role is forgotten.').waitFor();
    expect(await preferences()).toEqual({ criticalJobs: ['nightly'] });
    expect(opened.complaints).toEqual([]);
  });

  it('says why a value is refused, and keeps what was', async () => {
    await put({ costThresholdUsd: 500 });
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/memory`);
    await page.getByLabel(/^Cost threshold \(USD\)/).fill('a lot');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('value');
    expect(await preferences()).toMatchObject({ costThresholdUsd: 500 });
  });

  it('has insights and questions with their source, and everything can be deleted', async () => {
    const id = await stageAnswered(service, () => ({ markdown: 'It is job_1.' }));
    const kept = `now(), now() + interval '1 day', ''`;
    await service.pool.query(
      `insert into insights (investigation_id, n, owner, domain, text, evidence_ids, at, expires_at, words)
        values ($1, 0, 'local', 'cost', 'Jobs cost <b>12.50</b> USD.', '{}', ${kept})`,
      [id],
    );
    await service.pool.query(
      `insert into questions (owner, key, question, domains, investigation_id, at, expires_at, words)
        values ('local', 'cost job', 'Which job costs the most?', '{cost}', $1, ${kept})`,
      [id],
    );
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/memory`);
    const insight = page.getByRole('listitem').filter({ hasText: 'Jobs cost <b>12.50</b> USD.' });
    await insight.waitFor();
    expect(await insight.getByRole('link').getAttribute('href')).toBe(`/i/${id}`);
    await page.getByRole('link', { name: 'Which job costs the most?' }).waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download all of it' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('memory.json');
    await insight.getByRole('button').click();
    await page.getByText('The insight is forgotten.').waitFor();
    expect(await service.deps.memory.insights('local')).toEqual([]);

    await page.getByRole('button', { name: 'Forget me' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await service.count('investigations')).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Forget me' }).click();
    await page.getByRole('button', { name: 'Delete everything of mine' }).click();
    await page.getByText('Everything of yours is deleted, with 1 investigation.').waitFor();
    await page.getByText('None yet: an answer leaves').waitFor();
    expect([await service.count('investigations'), await preferences()]).toEqual([0, {}]);
    expect(opened.complaints).toEqual([]);
  });
});
