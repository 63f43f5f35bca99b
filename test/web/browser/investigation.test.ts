import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { anAnswer } from '../../adapters/postgres/bench.ts';
import { event, startService, unknownId, type Service } from '../../api/service.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open, type Opened } from './browser.ts';
import {
  asksBack,
  answered,
  citing,
  concluded,
  ended,
  five,
  jobs,
  progress,
  routedTo,
  stageAnswered,
  started,
  waits,
} from './stage.ts';

describeInBrowser('an investigation on the page', () => {
  let service: Service;
  let browser: Browser;
  let opened: Opened;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    service = await startService();
    opened = await open(browser);
  });
  afterEach(async () => {
    await opened?.[Symbol.asyncDispose]();
    await service?.close();
  });

  const show = async (id: string) => {
    await opened.page.goto(`${service.url}/i/${id}`);
    return opened.page;
  };

  it('shows five lanes as they wait, ask and end, each with its bar', async () => {
    const { id } = await service.ask();
    const page = await show(id);
    await page.getByText('Waiting to start').first().waitFor();
    await service.write(id, event('started', {}), routedTo(five));
    await service.write(id, ...five.map(started), waits('security', 3));
    await service.write(id, progress('cost', 'EXECUTING_QUERY'));
    const lines = page.locator('.timeline li');
    await page.getByText('waiting for quota, place 3').waitFor();
    // It was written after the place in the queue, and may come after it.
    await lines
      .nth(0)
      .locator('.what', { hasText: /^running the query$/ })
      .waitFor();
    expect(await lines.count()).toBe(5);
    await service.write(
      id,
      ended('cost', 'answered'),
      ended('quality', 'failed', 'No such table.'),
    );
    await page.locator('.lane', { hasText: 'No such table.' }).waitFor();
    await page.getByText('Asking: 2 of 5 done').waitFor();
    expect(await lines.nth(4).locator('.bar').getAttribute('aria-label')).toContain('asking Genie');
    await service.write(id, ended('security', 'skipped'), ended('performance', 'timed_out'));
    await service.write(id, ended('reliability', 'no_data'), answered({ markdown: 'Half of it.' }));
    await service.write(id, concluded('partial'));
    await page.locator('.badge.partial').waitFor();
    expect(await page.locator('.answer .markdown').first().textContent()).toContain('Half of it.');
    await page
      .getByText('Without Security (skipped), Performance (out of time), Data quality (failed).')
      .waitFor();
    expect(opened.complaints).toEqual([]);
  });

  it('lights the very cell of a citation, and its card has the row', async () => {
    const id = await stageAnswered(
      service,
      (table) => ({
        markdown: '`job_2` [cost:1] costs the most: 1,236.56 USD [cost:2] in 4,000 rows [cost:3].',
        citations: [
          citing(table, 1, 2, 0),
          citing(table, 2, 2, 1),
          { ...citing(table, 3, 0, 0), row: null, column: null, columnIndex: null, value: 4000 },
        ],
      }),
      jobs(4_000),
    );
    const page = await show(id);
    await page.getByRole('button', { name: 'Source 2' }).click();
    const card = page.getByRole('dialog', { name: 'Source' });
    expect(await card.locator('.lit').textContent()).toBe('cost1,236.56 USD');
    expect(await card.locator('dd').first().textContent()).toContain('job_2');
    const lit = page.locator('.evidence td.lit');
    expect(await lit.count()).toBe(1);
    expect(await lit.textContent()).toBe('1,236.56');
    expect(await lit.getAttribute('title')).toBe('1236.560000000000000000');
    expect(await lit.locator('..').getAttribute('aria-rowindex')).toBe('4');
    await page.keyboard.press('Escape');
    expect(await card.count()).toBe(0);
    await page.getByRole('button', { name: 'Source 3' }).click();
    expect(await card.textContent()).toContain('4,000 rows in “Spend by job”');
    expect(await page.locator('.evidence h3.lit').count()).toBe(1);
    expect(opened.complaints).toEqual([]);
  });

  it('shows a step of a runbook in full, and leads to a page of the web', async () => {
    const step = { marker: 'runbook:1', title: 'A job fails, step 1', url: null };
    const found = { marker: 'web:1', title: 'Status', text: 'All is <b>well</b>.' };
    const id = await stageAnswered(service, () => ({
      markdown: 'Read the error. [runbook:1] All is well. [web:1]',
      sources: [
        { ...step, text: 'Read the error.\n\n```bash\ndatabricks jobs get-run 7\n```' },
        { ...found, url: 'https://status.databricks.com/x' },
      ],
    }));
    const page = await show(id);
    const card = page.getByRole('dialog', { name: 'Source' });
    expect(await focusAfterClick(page, 'Source 1')).toBe('Source');
    expect(await card.locator('pre code').textContent()).toContain('databricks jobs get-run 7');
    expect(await card.locator('a').count()).toBe(0);
    await page.getByRole('button', { name: 'Source 2' }).click();
    const link = card.getByRole('link', { name: 'Open status.databricks.com' });
    expect(await link.getAttribute('href')).toBe('https://status.databricks.com/x');
    expect(await card.locator('b').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await card.count()).toBe(0);
    expect(opened.complaints).toEqual([]);
  });

  it('answers what Genie asks back, to the question that is shown', async () => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}), routedTo(['cost']), started('cost'));
    await service.write(id, asksBack('cost', 'Which workspace do you mean?'));
    const page = await show(id);
    const field = page.getByLabel('Cost asks back: Which workspace do you mean?');
    await field.fill('prod-eu');
    await field.press('Enter');
    await expect
      .poll(() => service.engine.steered.map(({ action }) => action))
      .toEqual([{ action: 'answer', domain: 'cost', text: 'prod-eu', questionId: 'q1' }]);
    await service.write(id, progress('cost', 'ASKING_AI'));
    await expect.poll(() => field.count()).toBe(0);
  });

  it('gives a hint by the keyboard, and more time', async () => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}), routedTo(['cost', 'quality']), started('cost'));
    const page = await show(id);
    await page.getByRole('button', { name: 'Give Cost a hint' }).press('Enter');
    const field = page.getByLabel('Hint for Cost');
    await field.fill('Only prod.');
    await field.press('Enter');
    await page.getByText('Genie is asked again with your hint.').waitFor();
    await page.getByRole('button', { name: '5 more minutes' }).click();
    await expect
      .poll(() => service.engine.steered.map(({ action }) => action))
      .toEqual([
        { action: 'hint', domain: 'cost', text: 'Only prod.' },
        { action: 'extend', seconds: 300 },
      ]);
    expect(opened.complaints).toEqual([]);
  });

  it('shows what the rounds of a deep one have found, and until when it waits', async () => {
    const { id } = await service.ask({ mode: 'deep' });
    await service.write(id, event('started', {}), routedTo(['cost']), started('cost'));
    await service.write(id, ended('cost', 'answered'));
    const page = await show(id);
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const answer = anAnswer('Jobs cost 12.50 USD.');
    const round = { round: 1, found: [], verdict: null, answer, usage: {} };
    const wait = { kind: 'wait', until, why: 'The rows are not complete.' } as const;
    await service.write(
      id,
      event('round.finished', round, 'round.finished:1'),
      event('planned', { round: 2, version: 2, steps: [wait], done: null }, 'planned:2'),
    );
    await page.getByText('So far, after 1 round. It waits for rows until').waitFor();
    expect(await page.locator('.answer .markdown').textContent()).toContain('12.50 USD');
    expect(opened.complaints).toEqual([]);
  });

  it('tries again what has no answer, and shows that', async () => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}), routedTo(['cost', 'quality']));
    await service.write(id, ended('cost', 'answered'), ended('quality', 'timed_out'));
    await service.write(id, answered({ markdown: 'Half of it.' }), concluded('partial'));
    const page = await show(id);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    const again = await service.get(
      `/v1${new URL(page.url()).pathname.replace('/i/', '/investigations/')}`,
    );
    expect(await again.json()).toMatchObject({ retryOf: id });
  });

  it('cancels, skips and asks for the answer at once', async () => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}), routedTo(['cost', 'quality']));
    await service.write(id, started('cost'), started('quality'));
    const page = await show(id);
    await page.getByRole('button', { name: 'Skip Data quality' }).click();
    await page.getByRole('button', { name: 'Answer now' }).click();
    await expect
      .poll(() => service.engine.steered.map(({ action }) => action))
      .toEqual([{ action: 'skip', domain: 'quality' }, { action: 'answerNow' }]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => service.engine.cancelled).toEqual([id]);
    await service.write(id, ended('cost', 'cancelled'), ended('quality', 'skipped'));
    await service.write(id, concluded('cancelled'));
    await page.getByText('Cancelled before there was an answer').waitFor();
    expect(await page.getByRole('button', { name: 'Answer now' }).count()).toBe(0);
  });

  it('goes on in the same conversation', async () => {
    const id = await stageAnswered(service, () => ({ followUps: ['And the week before?'] }));
    const page = await show(id);
    await page.getByRole('button', { name: 'And the week before?' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    const first = await service.get(`/v1/investigations/${id}`);
    const { sessionId } = (await first.json()) as { sessionId: string };
    const next = new URL(page.url()).pathname.replace('/i/', '/v1/investigations/');
    expect(await (await service.get(next)).json()).toMatchObject({
      sessionId,
      question: 'And the week before?',
    });
  });

  it('tells that an id is nobody’s', async () => {
    for (const id of [unknownId, 'inv_<b>', '..%2f..%2fv1']) {
      const page = await show(encodeURIComponent(id));
      await page.getByText('There is no such investigation.').waitFor();
      expect(await page.getByText('Reconnecting').count()).toBe(0);
    }
    expect(opened.requested.filter((url) => url.endsWith('/events'))).toEqual([]);
  });

  it('draws some rows of a long table, wherever it is scrolled to', async () => {
    const id = await stageAnswered(service, () => ({}), jobs(5_000));
    const page = await show(id);
    const rows = page.getByRole('region', { name: 'Rows of Spend by job' });
    await rows.getByText('job_0', { exact: true }).waitFor();
    await rows.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await rows.getByText('job_4999', { exact: true }).waitFor();
    expect(await rows.locator('tbody tr').count()).toBeLessThan(100);
    // On paper nobody scrolls: no wider than the sheet, and no empty sheets for rows that are not drawn.
    await page.emulateMedia({ media: 'print' });
    const { width, height } = (await page
      .locator('html')
      .evaluate((html: { scrollWidth: number; clientWidth: number; scrollHeight: number }) => ({
        width: html.scrollWidth - html.clientWidth,
        height: html.scrollHeight,
      }))) as { width: number; height: number };
    expect(width).toBe(0);
    expect(height).toBeLessThan(5_000);
  });

  it('shows times in the zone of the reader, with UTC on hover', async () => {
    const page = await show(await stageAnswered(service, () => ({})));
    const cell = page.locator('.evidence tbody td').nth(2);
    await cell.waitFor();
    expect(await cell.textContent()).toBe('2026-11-28 21:59:00');
    expect(await cell.getAttribute('title')).toBe('2026-11-28 20:59:00 UTC');
  });
});

/** The name of what has the focus once the click was answered, before anything is painted. */
const focusAfterClick = (page: Page, name: string): Promise<string | null> =>
  page.getByRole('button', { name }).evaluate(async (button: Clickable) => {
    button.click();
    await Promise.resolve();
    return button.ownerDocument.activeElement.getAttribute('aria-label');
  });

type Clickable = {
  click(): void;
  ownerDocument: { activeElement: { getAttribute(name: string): string | null } };
};
