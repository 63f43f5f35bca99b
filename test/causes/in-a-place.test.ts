import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const places = [
  { workspace_id: '1', workspace_name: 'prod-us' },
  { workspace_id: '2', workspace_name: 'prod-eu' },
];
const [us, eu] = places;

const tokens = (place: (typeof places)[number] | undefined, user: string, count: number) => ({
  ...place,
  user_name: user,
  source_ip_address: '10.0.0.7',
  service_name: 'accounts',
  action_name: 'generateDbToken',
  event_date: dateAgo(5),
  events: count,
  refused_events: 0,
  first_at: at(5, 9),
  last_at: at(5, 10),
});
const warehouse = (place: (typeof places)[number] | undefined, name: string, spilled: number) =>
  daily(70, (ago) => ({
    ...place,
    warehouse_id: name,
    warehouse_name: name,
    query_date: dateAgo(ago),
    queries: 400,
    p95_seconds: 8,
    execution_hours: 0.5,
    waiting_hours: 0,
    spilled_gb: ago <= 2 ? spilled : 0,
  }));

const world: World = {
  'security/actions_by_day': [tokens(us, 'ann@x.org', 40), tokens(eu, 'ben@x.org', 12)],
  'performance/warehouse_by_day': [...warehouse(us, 'wide', 900), ...warehouse(eu, 'slim', 300)],
};

describe('what happened in a place', () => {
  it.each<[question: string, who: string]>([
    ['who made so many tokens in the European workspace on Friday?', 'ben@x.org'],
    ['why were there so many new tokens in prod-eu on Friday?', 'ben@x.org'],
    ['why so many access tokens on our EU side on Friday', 'ben@x.org'],
    ['who made so many tokens in prod-us on Friday?', 'ann@x.org'],
    ['why so many new tokens in our American workspace on Friday', 'ann@x.org'],
    ['why so many new tokens on Friday', 'ann@x.org'],
    ['why does everything spill in prod-eu?', 'slim'],
    ['spilled bytes on the European side are enormous, why?', 'slim'],
    ['why does everything spill on the US side?', 'wide'],
  ])('is of that place: %s', async (question, who) => {
    const { text } = await searchIn(world, question);
    expect(text[0]).toContain(`\`${who}\``);
  });

  it('is not what happened elsewhere', async () => {
    const { 'security/actions_by_day': all = [] } = world;
    const found = await searchIn(
      { 'security/actions_by_day': all.slice(0, 1) },
      'who made so many tokens in prod-eu on Friday?',
    );
    expect(found.text.join(' ')).not.toContain('ann@x.org');
  });

  it('is of what is named, wherever that is', async () => {
    const { text } = await searchIn(world, 'why do our European colleagues see `wide` spill?');
    expect(text[0]).toContain('`wide`');
  });
});
