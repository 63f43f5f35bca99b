import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EvaluationStore } from '../../../domain/evaluation-ports.ts';
import { createEvaluationStore } from '../../../adapters/postgres/evaluations.ts';
import { query } from '../../../adapters/postgres/pool.ts';
import { startService, type Service } from '../../api/service.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open } from './browser.ts';
import { stageAnswered } from './stage.ts';

const bar = (share: number) => ({
  scorer: 'numberTruth',
  domain: null,
  bar: 0.95,
  minimum: 1,
  passed: Math.round(share * 20),
  judged: 20,
  errors: 0,
  notRun: 0,
  share,
  low: share - 0.1,
  high: Math.min(1, share + 0.1),
  verdict: share < 0.95 ? ('failed' as const) : ('passed' as const),
});

const figures = {
  status: 'completed',
  asked: [],
  certified: [],
  firstLine: '',
  numbers: [],
  tookMs: 1,
  genieQuestions: 1,
  geniePolls: 1,
  tokens: 0,
};

describeInBrowser('evaluations on the page', () => {
  let service: Service;
  let browser: Browser;
  let store: EvaluationStore;
  beforeAll(async () => {
    [browser, service] = await Promise.all([launch(), startService()]);
    store = createEvaluationStore(service.pool);
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  /** A night with two questions, of which the named ones fail. */
  async function night(n: number, share: number, failing: readonly string[]): Promise<string> {
    const id = `eva_${String(n).repeat(32)}`;
    const asOf = '2026-11-29T00:00:00.000Z';
    const run = { suite: 'plain', repeats: 1, trigger: 'schedule' as const, caseIds: null, asOf };
    await store.create({ id, workflowId: `evaluation-${id}`, ...run });
    const cases = ['spend', 'jobs'];
    const question = (caseId: string) => `What of ${caseId}?`;
    await store.plan(
      id,
      cases.map((caseId, position) => ({
        position,
        caseId,
        repeat: 0,
        question: question(caseId),
        domains: ['cost'],
      })),
    );
    for (const [position, caseId] of cases.entries()) {
      await store.asked(
        id,
        position,
        await stageAnswered(service, () => ({ markdown: `About ${caseId}.` })),
      );
      const verdict = failing.includes(caseId) ? ('fail' as const) : ('pass' as const);
      const score = {
        scorer: 'numberTruth',
        verdict,
        reason: `12 is not 13`,
        evidence: [],
        stoppedBy: null,
      };
      await store.judged(id, position, { scores: [score], figures });
    }
    const verdict = share < 0.95 ? ('failed' as const) : ('passed' as const);
    await store.end(id, {
      status: 'completed',
      gate: { verdict, bars: [bar(share)] },
      detail: null,
    });
    return id;
  }

  it('sets one night against the one before, and leads to what fails newly', async () => {
    await night(1, 1, []);
    await night(2, 0.98, ['spend']);
    const newest = await night(3, 0.9, ['spend', 'jobs']);
    await query(service.pool, `update investigations set owner = 'evaluation'`);
    await query(service.pool, `update events set owner = 'evaluation'`);
    // As a worker writes it.
    await query(service.pool, `update events set key = 'routed' where type = 'routed'`);
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/evaluations`);
    const trend = page.locator('.trend', { hasText: 'number truth' });
    await trend.waitFor();
    expect(await trend.textContent()).toContain('number truth 90 % −8 points');
    expect(await trend.locator('circle').count()).toBe(3);
    expect(await page.locator('tbody tr').first().textContent()).toContain(
      'numberTruth 90 %, bar 95 %',
    );
    await page.locator('tbody a').first().click();
    await page.waitForURL(`**/evaluations/${newest}`);
    await page.getByText('2 questions failing').waitFor();
    const failing = page.locator('.failing > li');
    expect(await failing.nth(0).textContent()).toContain('new What of jobs?');
    expect(await failing.nth(1).textContent()).not.toContain('new');
    await failing.nth(0).getByRole('link').click();
    await page.getByText('About jobs.').waitFor();
    expect(opened.complaints).toEqual([]);
  });
});
