import { describe, expect, it } from 'vitest';
import { investigationId } from '../../domain/ids.ts';
import type { ToolPorts, ToolRequest } from '../../domain/tools.ts';
import { alerts } from '../../tools/alerts.ts';
import { toolsToRun } from '../../tools/choose-tools.ts';
import { dashboards } from '../../tools/dashboards.ts';
import { toolCards } from '../../tools/index.ts';
import { anAlert } from '../support/alerts.ts';

const signal = new AbortController().signal;
const request: ToolRequest = {
  ref: { id: investigationId('0'.repeat(32)), owner: 'ann' },
  question: 'Alert me when a job fails more than 20 times.',
  domains: ['reliability'],
  finding: null,
};
const none: ToolPorts = {
  runbooks: { find: async () => [] },
  web: null,
  alerts: null,
  dashboards: null,
};

describe('the tool of dashboards', () => {
  const found = [
    { title: 'Cost *of* [all](http://evil)', url: 'https://w.example/d/1', reason: 'It is <b>.' },
  ];
  it('links to each with its reason, and shows their texts as they are', async () => {
    const asked: unknown[] = [];
    const find = async (...args: readonly unknown[]) => {
      asked.push(args.slice(0, 2));
      return found;
    };
    const end = await dashboards.run({ ...none, dashboards: { find } }, request, signal);
    expect(asked).toEqual([[request.question, ['reliability']]]);
    expect(end).toMatchObject({
      outcome: 'answered',
      data: {
        markdown: String.raw`There is a published dashboard for this:

- [Cost \*of\* \[all\](${'`http://evil`'})](https://w.example/d/1): It is \<b\>. [dashboard:1]`,
        sources: [{ marker: 'dashboard:1', url: 'https://w.example/d/1' }],
      },
    });
  });

  it('says so where no published one fits', async () => {
    const find = async () => [];
    const end = await dashboards.run({ ...none, dashboards: { find } }, request, signal);
    expect(end).toEqual({
      outcome: 'no_data',
      summary: expect.stringMatching(/^No published dashboard fits\./) as string,
      data: null,
    });
  });

  it('takes no address that is none', async () => {
    const find = async () => [{ title: 'x', url: 'javascript', reason: '' }];
    await expect(
      dashboards.run({ ...none, dashboards: { find } }, request, signal),
    ).rejects.toMatchObject({ code: 'upstream.rejected' });
  });
});

describe('the tool of alerts', () => {
  it('tells what is proposed and that nothing is made yet, with the statement behind its marker', async () => {
    const content = anAlert({ sql: 'select `a` as n' });
    const propose = async () => ({ proposed: true, id: 'prp_1', content }) as const;
    const { outcome, summary, data } = await alerts.run(
      { ...none, alerts: { propose } },
      request,
      signal,
    );
    expect([outcome, summary]).toEqual(['answered', 'An alert is proposed: n is above 5.']);
    expect(data?.markdown).toMatch(
      /^An alert is proposed and not made yet: tell oncall@example\.com when `n is above 5` \[alert:1\]\./,
    );
    expect(data?.sources).toMatchObject([
      { marker: 'alert:1', text: '```sql\nselect `a` as n\n```' },
    ]);
  });

  it('says why nothing is proposed', async () => {
    const propose = async () => ({ proposed: false, why: 'No certified table.' }) as const;
    expect(await alerts.run({ ...none, alerts: { propose } }, request, signal)).toEqual({
      outcome: 'no_data',
      summary: 'No certified table.',
      data: null,
    });
  });

  it('only reads, starts behind the lanes, and needs a warehouse', () => {
    expect(alerts.effect).toBe('read');
    const cards = toolCards(new Set());
    expect(cards.find(({ tool }) => tool === 'alerts')?.why).toMatch(/DATABRICKS_WAREHOUSE_ID/);
    const chosen = [{ tool: 'alerts', reason: 'Why.' }];
    expect(toolsToRun(chosen, null, cards)).toEqual([{ tool: 'alerts', start: 'afterSearch' }]);
    expect(toolsToRun(chosen, 'why', cards)).toContainEqual({
      tool: 'alerts',
      start: 'afterSearch',
    });
  });
});
