import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProposalWork } from '../../../adapters/postgres/proposals.ts';
import { event, startService, type Service } from '../../api/service.ts';
import { anAlert } from '../../support/alerts.ts';
import { hex } from '../../support/evidence.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { launch, open } from './browser.ts';
import { answered, concluded, ended, routedTo, started } from './stage.ts';

describeInBrowser('a proposal on the page', () => {
  let service: Service;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
    service = await startService();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  async function proposed() {
    const { id } = await service.ask({ question: 'Alert me' });
    await service.write(id, event('started', {}), routedTo(['cost']), started('cost'));
    const tool = { key: 'tool.started:alerts', type: 'tool.started', payload: { tool: 'alerts' } };
    await service.write(id, tool as never, ended('cost', 'answered'), answered({}));
    await service.write(id, concluded('completed'));
    const work = createProposalWork(service.pool);
    const ref = { id: `prp_${hex()}`, owner: 'local' };
    const content = anAlert({ title: 'Failed <b>runs</b>' });
    const investigation = { id, owner: 'local' };
    await work.propose({ ...ref, investigation, kind: 'alert', content });
    return { id, ref, work };
  }

  it('shows what would be made, and is approved by a button', async () => {
    const { id, ref, work } = await proposed();
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/i/${id}`);
    const shown = page.getByRole('region', { name: 'Proposals' });
    await shown.getByText('Failed <b>runs</b>: tell when n is above 5').waitFor();
    expect(await shown.textContent()).toContain('tells oncall@example.com');
    await shown.getByText('Its statement').click();
    await shown.getByText('select hour(current_timestamp()) as n').waitFor();
    await shown.getByRole('button', { name: 'Approve' }).click();
    await shown.getByText('approved, being made').waitFor();
    expect([service.engine.applied, await shown.getByRole('button').count()]).toEqual([
      [ref.id],
      0,
    ]);
    const approved = await work.approved(ref);
    if (approved !== null) await work.end(approved, { failure: 'There is no such warehouse.' });
    await shown.getByText('could not be made').waitFor();
    await shown.getByText('There is no such warehouse.').waitFor();
    expect(opened.complaints).toEqual([]);
  });

  it('that is not what was shown any more says so, and shows what it is now', async () => {
    const { id, ref } = await proposed();
    await using opened = await open(browser);
    const { page } = opened;
    await page.goto(`${service.url}/i/${id}`);
    const shown = page.getByRole('region', { name: 'Proposals' });
    await shown.getByRole('button', { name: 'Approve' }).waitFor();
    // The page reads the investigation again when it has followed the log to its end.
    await page.waitForLoadState('networkidle');
    await service.pool.query('update proposals set content = $2 where id = $1', [
      ref.id,
      JSON.stringify(anAlert({ title: 'Other' })),
    ]);
    await shown.getByRole('button', { name: 'Approve' }).click();
    await shown.getByText('not what was shown any more').waitFor();
    await shown.getByText('Other: tell when n is above 5').waitFor();
    await shown.getByRole('button', { name: 'Reject' }).click();
    await shown.getByText('rejected', { exact: true }).waitFor();
  });
});
