import { describe, expect, it } from 'vitest';
import { daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const spend = (team: string, name: string, usd: (ago: number) => number) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    object_kind: 'job',
    object_id: name,
    object_name: name,
    team,
    usage_date: dateAgo(ago),
    list_cost_usd: usd(ago),
    untagged_cost_usd: 0,
  }));
const world: World = {
  'cost/object_cost_by_day': [
    ...spend('finance', 'ledger_sums', (ago) => (ago === 1 ? 60 : 20)),
    ...spend('cards', 'cards_sync', (ago) => (ago === 1 ? 900 : 20)),
  ],
};

describe('who asks', () => {
  it.each([
    'Finance just pinged me that job spend jumped yesterday, why?',
    'Finance tells us that job costs exploded yesterday. What is behind it?',
    'finance keeps bugging me: why did job spend rise yesterday?',
    'Our finance team is worried: why did job spend rise yesterday?',
    'finance noticed a jump of job spend yesterday, how come?',
    'The finance people want to know why job costs rose yesterday',
    'According to finance the spend of jobs rose yesterday, why?',
    'Finance said jobs were expensive yesterday, why?',
  ])('is not what is asked about: %s', async (question) => {
    const { text } = await searchIn(world, question);
    expect(text.join(' ')).toContain('`cards_sync`');
  });

  it.each([
    'why did job spend of finance jump yesterday?',
    'why did finance cost us so much more for jobs yesterday',
    "what drives finance's job costs of yesterday",
  ])('is, where it is what costs: %s', async (question) => {
    const { text } = await searchIn(world, question);
    expect(text.join(' ')).not.toContain('`cards_sync`');
    expect(text.join(' ')).toContain('`ledger_sums`');
  });
});
