import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { event, startService, type Service } from '../../api/service.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open } from './browser.ts';
import {
  answered,
  asksBack,
  citing,
  concluded,
  ended,
  five,
  jobs,
  routedTo,
  stageAnswered,
  started,
} from './stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Found = { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as Found;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 375 },
  { colorScheme: 'light', width: 375 },
] as const;

/** Two frames after a change of the look all of it is drawn. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

async function faultsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe);
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(drawn);
    const look = `${colorScheme} ${width}`;
    found.push(...(await violationsOf(page)).map((text) => `${look}: ${text}`));
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (Number(overflow) > 0) found.push(`${look}: ${String(overflow)} px wider than the window`);
  }
  return found;
}

const screens = [
  'ask',
  'nowhere',
  'health',
  'evaluations',
  'memory',
  'whole',
  'running',
  'failed',
  'partial',
  'history',
];

describeInBrowser('the page for everybody', () => {
  let service: Service;
  let browser: Browser;
  const paths: Record<string, string> = {
    ask: '/',
    nowhere: '/nowhere',
    health: '/health',
    evaluations: '/evaluations',
    memory: '/memory',
  };
  beforeAll(async () => {
    [browser, service] = await Promise.all([launch(), startService()]);
    const whole = await stageAnswered(service, (table) => ({
      markdown:
        '`job_2` [cost:1] costs the most.\n\n## Next\n\n- Look.\n\n| a | b |\n| - | - |\n| 1 | 2 |',
      citations: [citing(table, 1, 2, 0)],
      claims: [
        { text: 'job_2', verdict: 'supported', markers: ['cost:1'] },
        { text: '99 USD', verdict: 'unsupported', markers: [], reason: 'no cell has it' },
      ],
      caveats: ['List prices.'],
      followUps: ['And last week?'],
      charts: [
        {
          evidenceId: table.id,
          type: 'bar',
          x: 'job_name',
          y: 'cost',
          title: 'Spend',
          reason: 'few',
        },
      ],
    }));
    paths['whole'] = `/i/${whole}`;
    await service.deps.memory.setPreferences('local', {
      role: 'analyst',
      criticalJobs: ['nightly'],
    });
    // A case that waits on the screen of evaluations.
    await service.post(`/v1/investigations/${whole}/feedback`, {
      rating: 'down',
      comment: 'It is job_1.',
      claim: '`job_2` costs the most.',
    });
    const { id: running } = await service.ask();
    await service.write(running, event('started', {}), routedTo(five), ...five.map(started));
    await service.write(running, asksBack('cost', 'Which workspace?'));
    paths['running'] = `/i/${running}`;
    const { id: failed } = await service.ask();
    await service.write(
      failed,
      event('started', {}),
      routedTo(['cost']),
      ended('cost', 'denied', 'No grant.'),
    );
    await service.write(failed, concluded('failed'));
    paths['failed'] = `/i/${failed}`;
    const { id: partial } = await service.ask();
    await service.write(partial, event('started', {}), routedTo(['cost', 'quality']));
    await service.write(partial, ended('cost', 'answered'), ended('quality', 'timed_out'));
    await service.write(
      partial,
      answered({ degradedDetail: [{ part: 'model', reason: 'None is set.' }] }),
    );
    await service.write(partial, concluded('partial'));
    paths['partial'] = `/i/${partial}`;
    paths['history'] = '/history';
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  it.each(screens)('has nothing that axe finds on the screen “%s”, in any look', async (name) => {
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}${paths[name]}`, { waitUntil: 'load' });
    await page.locator('h1').waitFor();
    await expect.poll(() => page.locator('[aria-busy=true].empty').count()).toBe(0);
    if (name === 'whole') {
      await page.locator('.cite').first().click();
      await page
        .locator('details')
        .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      await page.locator('.hljs-keyword').first().waitFor();
      await page.locator('.plot').waitFor();
    }
    expect(await faultsOf(page)).toEqual([]);
  });

  it('can be used by keyboard alone', async () => {
    const table = jobs();
    await using opened = await open(browser);
    const { page } = opened;
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let n = 0; n < 60; n += 1) {
        await page.keyboard.press('Tab');
        const text = await page.evaluate(
          'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
        );
        if (name.test(String(text))) return;
      }
      throw new Error(`no Tab leads to ${name}`);
    };
    await page.goto(service.url);
    await page.keyboard.type('What did jobs cost?');
    await page.getByText('Would ask').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/i\/inv_/);
    const id = new URL(page.url()).pathname.slice(3) as Parameters<Service['write']>[0];
    await service.write(id, event('started', {}), routedTo(['cost', 'quality']));
    await page.getByRole('button', { name: 'Skip Cost' }).waitFor();
    await tabTo(/^Skip Cost$/);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => service.engine.steered.map(({ action }) => action.action), { timeout: 10_000 })
      .toEqual(['skip']);
    await service.addEvidence(id, table);
    await service.write(
      id,
      ended('cost', 'answered', null, [table.id]),
      ended('quality', 'skipped'),
    );
    await service.write(
      id,
      answered({
        markdown: '1,236.56 USD [cost:1].',
        citations: [citing(table, 1, 2, 1)],
        followUps: ['And last week?'],
      }),
    );
    await service.write(id, concluded('completed'));
    await page.locator('.cite').waitFor();
    await tabTo(/^Source 1$/);
    await page.keyboard.press('Enter');
    await tabTo(/^Show in its table$/);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Rows of Spend by job',
    );
    await page.goto(`${service.url}/i/${id}`);
    await page.locator('.cite').waitFor();
    await tabTo(/^And last week\?$/);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    await tabTo(/^History$/);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'And last week?' }).waitFor();
    expect(opened.complaints).toEqual([]);
  });
});
