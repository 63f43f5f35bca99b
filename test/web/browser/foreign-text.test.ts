import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startService, type Service } from '../../api/service.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open, type Opened } from './browser.ts';
import { citing, jobs, stageAnswered } from './stage.ts';
import { vectors } from './vectors.ts';

/** What of a screen is of ours; other elements than these came from a text. */
const foreign =
  'main :is(script,img,iframe,object,embed,link,meta,base,style,video,audio,form[action],svg:not(.plot,.trend svg),math,template,marquee)';

const atOnce = 18;

type Element = {
  readonly outerHTML: string;
  readonly attributes: Iterable<{ readonly name: string }>;
};
type Link = Element & { readonly href: string; readonly rel: string; readonly origin: string };
declare const document: {
  readonly querySelectorAll: (selector: string) => Iterable<Element & Link>;
};
declare const location: { readonly origin: string };

/** Runs on the page: elements, handlers and links that a text has made and should not have. */
function lookFor(selector: string): string[] {
  const handled = [...document.querySelectorAll('main *')].filter(({ attributes }) =>
    [...attributes].some(({ name }) => name.startsWith('on')),
  );
  const links = [...document.querySelectorAll('main a[href]')].filter(
    ({ href, rel, origin }) =>
      origin !== location.origin && !(/^https?:/.test(href) && rel.includes('noopener')),
  );
  return [...document.querySelectorAll(selector), ...handled, ...links].map((one) => one.outerHTML);
}

describeInBrowser('text that others wrote', () => {
  let service: Service;
  let browser: Browser;
  let opened: Opened;
  const dialogs: string[] = [];
  beforeAll(async () => {
    [browser, service] = await Promise.all([launch(), startService()]);
    opened = await open(browser);
    opened.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await browser?.close();
    await service?.close();
  });

  /** Texts in every place that shows texts of others: together in the answer, and each by itself. */
  const stage = (texts: readonly string[]) => {
    const [first = ''] = texts;
    return stageAnswered(
      service,
      (table) => ({
        markdown: `end [cost:1]\n\n${texts.join('\n\n')}`,
        citations: [citing(table, 1, 0, 0)],
        claims: texts.map((text) => ({ text, verdict: 'unsupported', markers: [], reason: text })),
        caveats: texts,
        followUps: texts,
        degradedDetail: texts.map((text) => ({ part: text, reason: text })),
        charts: [
          { evidenceId: table.id, type: 'bar', x: first, y: 'cost', title: first, reason: first },
        ],
      }),
      jobs(texts.length, {
        title: first,
        sql: texts.join('\n'),
        columns: [
          { name: first, type: 'STRING', is: 'label', unit: null },
          { name: 'cost', type: 'BIGINT', is: 'measure', unit: first },
          ...texts
            .slice(1)
            .map((text) => ({ name: text, type: 'STRING', is: 'key' as const, unit: null })),
        ],
        rows: texts.map((text) => [text, 1, ...texts.slice(1)]),
      }),
    );
  };

  it(`runs nothing, loads nothing and leads only to the web: ${vectors.length} attacks`, async () => {
    expect(vectors.length).toBeGreaterThanOrEqual(200);
    const { page } = opened;
    const found: unknown[] = [];
    for (let at = 0; at < vectors.length; at += atOnce) {
      const texts = vectors.slice(at, at + atOnce);
      await page.goto(`${service.url}/i/${await stage(texts)}`);
      await page.locator('.answer .cite').first().click();
      await page.locator('summary', { hasText: 'SQL' }).click();
      await page.locator('.plot').waitFor();
      expect(await page.locator('.claims > ul > li').count()).toBe(texts.length);
      found.push(
        ...((await page.evaluate(
          `(${lookFor.toString()})(${JSON.stringify(foreign)})`,
        )) as unknown[]),
      );
    }
    expect(found).toEqual([]);
    expect(dialogs).toEqual([]);
    const ours = /^(?:http:\/\/127\.0\.0\.1:|data:|blob:)/;
    expect(opened.requested.filter((url) => !ours.test(url))).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
