import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const job = (row: (ago: number) => Record<string, number | string>) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    job_id: '7001',
    job_name: 'sums_load',
    run_as: 'loader',
    run_date: dateAgo(ago),
    runs: 1,
    failed_runs: 0,
    mean_minutes: 30,
    last_started_at: at(ago, 2),
    ...row(ago),
  }));
const failing = job((ago) =>
  ago <= 3 ? { failed_runs: 1, mean_minutes: 4, first_failed_at: at(ago, 2) } : {},
);
const act = (user: string, ago: number, hour: number, events: number) => ({
  workspace_id: 'w1',
  user_name: user,
  source_ip_address: '10.0.0.7',
  service_name: 'accounts',
  action_name: 'updatePermissions',
  event_date: dateAgo(ago),
  events,
  refused_events: 0,
  first_at: at(ago, hour),
  last_at: at(ago, hour + 0.1),
});

const taken: World = {
  'reliability/job_runs_by_day': failing,
  'security/actions_by_day': [act('root@x.org', 4, 14, 1)],
  'security/permission_changes': [
    {
      event_time: at(4, 14),
      changed_by: 'root@x.org',
      action_name: 'updatePermissions',
      object_name: 'lake.shop.orders',
      changes: '[{"principal":"loader","remove":["SELECT"]}]',
    },
  ],
  'unified/refused_after_change': [
    {
      object_name: 'lake.shop.orders',
      user_name: 'loader',
      changed_at: at(4, 14),
      changed_by: 'root@x.org',
      refusals: 3,
      first_refused_at: at(3, 2),
    },
  ],
};

describe('rights on a table that changed', () => {
  it.each([
    'were any privileges on lake.shop.orders altered last weekend, and what broke because of it?',
    'which rights on lake.shop.orders were changed since Saturday and what does that hurt?',
  ])('are told with what fails since: %s', async (question) => {
    const { verdict, text } = await searchIn(taken, question);
    expect(verdict).toBe('cause_found');
    expect(text[0]).toMatch(
      /`root@x\.org` took rights on `lake\.shop\.orders` away .* `sums_load`/,
    );
  });

  it.each<[why: string, world: World, table: string]>([
    ['nothing fails', { ...taken, 'reliability/job_runs_by_day': job(() => ({})) }, 'orders'],
    ['it is of another table', taken, 'parcels'],
  ])('are told as usual where %s', async (_, world, table) => {
    const question = `were any privileges on lake.shop.${table} altered last weekend, and what broke?`;
    const { verdict, text } = await searchIn(world, question);
    expect(verdict).toBe('inconclusive');
    expect(text.join(' ')).not.toContain('sums_load');
  });
});

describe('runs that are much shorter than usual', () => {
  it.each([
    'sums_load needed 30 minutes on Saturday, since Sunday it takes four minutes. Why?',
    'why does sums_load take only four minutes since Sunday',
  ])('are told as the failure that they are: %s', async (question) => {
    const { symptom } = await searchIn({ 'reliability/job_runs_by_day': failing }, question);
    expect(symptom?.measure).toBe('failed runs');
  });

  it('are none where they did not fail', async () => {
    const short = job((ago) => (ago <= 3 ? { mean_minutes: 4 } : {}));
    const found = await searchIn(
      { 'reliability/job_runs_by_day': short },
      'why does sums_load take only four minutes since Sunday',
    );
    expect(found.symptom).toBeNull();
  });
});

describe('what somebody did', () => {
  const acts = [act('root@x.org', 5, 2, 1), act('new@x.org', 5, 2.2, 30)];
  const world: World = {
    'security/actions_by_day': acts,
    'security/admin_grants': [
      {
        event_id: 'e1',
        event_time: at(5, 2),
        changed_by: 'root@x.org',
        action_name: 'addPrincipalToGroup',
        group_name: 'admins',
        member: 'new@x.org',
      },
    ],
  };

  it.each([
    'what did root@x.org do in the night to Friday 13 November, and what came of it?',
    'what was root@x.org up to at 2 am on 13 November?',
  ])('is told by what came of it: %s', async (question) => {
    const { text } = await searchIn(world, question);
    expect(text[0]).toMatch(/`root@x\.org` put `new@x\.org` into `admins`/);
  });

  it('is not what others did on their own', async () => {
    const { text } = await searchIn(
      { 'security/actions_by_day': acts },
      'what was root@x.org up to at 2 am on 13 November?',
    );
    expect(text.join(' ')).not.toContain('new@x.org');
  });
});
