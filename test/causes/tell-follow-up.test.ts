import { describe, expect, it } from 'vitest';
import type { FollowUp } from '../../domain/explanation.ts';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const days = (name: string, row: (ago: number) => Record<string, number>) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    warehouse_id: name,
    warehouse_name: name,
    query_date: dateAgo(ago),
    queries: 400,
    p95_seconds: 8,
    execution_hours: 0.5,
    waiting_hours: 0,
    spilled_gb: 0,
    ...row(ago),
  }));
const spend = (workspace: string, name: string, usd: (ago: number) => number) =>
  daily(70, (ago) => ({
    workspace_id: workspace,
    object_kind: 'warehouse',
    object_id: name,
    object_name: name,
    usage_date: dateAgo(ago),
    list_cost_usd: usd(ago),
    untagged_cost_usd: 0,
  }));

const slow: World = {
  'performance/warehouse_by_day': [
    ...days('bi-wide', (ago) =>
      ago <= 2 ? { p95_seconds: 90, spilled_gb: 80, waiting_hours: 3 } : {},
    ),
    ...days('adhoc', () => ({})),
  ],
  'performance/warehouse_changes': [
    {
      workspace_id: 'w1',
      warehouse_id: 'bi-wide',
      warehouse_name: 'bi-wide',
      changed_at: at(2, 9),
      old_size: 'LARGE',
      new_size: 'SMALL',
      old_max_clusters: 1,
      new_max_clusters: 1,
    },
  ],
  'cost/object_cost_by_day': [
    ...spend('w1', 'bi-wide', (ago) => (ago <= 2 ? 40 : 100)),
    ...spend('w2', 'bi-wide', () => 7),
  ],
};
const spike: World = {
  ...slow,
  'performance/warehouse_by_day': days('bi-wide', (ago) => (ago === 5 ? { spilled_gb: 300 } : {})),
  'performance/warehouse_changes': [],
};

const first = async (world: World, question: string, followUp: FollowUp): Promise<string> =>
  (await searchIn(world, question, { followUp })).text[0] ?? '';

describe('a follow-up of a cause that was found', () => {
  const question = 'why is bi-wide slow since Monday?';

  it.each<[about: FollowUp, line: RegExp]>([
    ['since', /^It began on Mon 16 Nov; `bi-wide` was changed from `LARGE` to `SMALL` on Mon 16/],
    ['who', /^No row names a person for it\. `bi-wide` was changed from `LARGE`/],
    ['lasting', /^It still goes on: Tue 17 Nov is the last day that has rows; .* was 90 s/],
    [
      'cost',
      /^Spend of `bi-wide` from Mon 16 Nov to Tue 17 Nov was 80\.00 USD, usually 200\.00 USD/,
    ],
    ['remedy', /^Set the size of bi-wide back/],
    ['affected', /^Of 1 other warehouses, 0 left .* spilled 80 GB .* waited 3 h/],
  ])('about %s is answered first', async (about, line) => {
    const text = await first(slow, question, about);
    expect(text).toMatch(line);
  });

  it('tells the cause behind it, as it was told before', async () => {
    const { text } = await searchIn(slow, question);
    const more = await searchIn(slow, question, { followUp: 'since' });
    expect(more.text.slice(1)).toEqual(text);
    expect(more.verdict).toBe('cause_found');
  });
});

describe('a follow-up of what has no cause in the rows', () => {
  const question = 'why did bi-wide spill on Friday?';

  it.each<[about: FollowUp, line: RegExp]>([
    ['since', /^It began on Fri 13 Nov\.$/],
    ['who', /^No row names a person for it\. The query profile/],
    ['lasting', /^It is over: Fri 13 Nov was the last day on which it was unusual\.$/],
    ['cost', /^Spend of `bi-wide` on Fri 13 Nov was 100\.00 USD, usually 100\.00 USD/],
    ['remedy', /^No remedy follows from the rows\. The query profile/],
    ['affected', /^No other warehouse has rows of that time\./],
  ])('about %s says no more than is known', async (about, line) => {
    expect(await first(spike, question, about)).toMatch(line);
  });

  it('names no spend of another workspace', async () => {
    const other = { ...spike, 'cost/object_cost_by_day': spend('w2', 'bi-wide', () => 7) };
    expect(await first(other, question, 'cost')).toMatch(/^What it cost is not in the system/);
  });
});

it('a follow-up about who did it names whom a row of the cause names', async () => {
  const world: World = {
    'security/actions_by_day': [
      {
        workspace_id: 'w1',
        user_name: 'ann@x.org',
        source_ip_address: '10.0.0.7',
        service_name: 'accounts',
        action_name: 'generateDbToken',
        event_date: dateAgo(5),
        events: 40,
        refused_events: 0,
        first_at: at(5, 9),
        last_at: at(5, 10),
      },
    ],
  };
  const text = await first(world, 'why were there so many new tokens on Friday?', 'who');
  expect(text).toMatch(/^`ann@x\.org` made 40 access tokens/);
});

it('a follow-up of what is as usual is told that', async () => {
  const text = await first(spike, 'why did adhoc spill on Tuesday?', 'who');
  expect(text).toMatch(/^Nothing called `adhoc`|as usual/);
});
