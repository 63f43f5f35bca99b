import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';

type Act = {
  readonly user: string;
  readonly action: string;
  /** How many days ago, and the hours at which it began and ended. */
  readonly ago: number;
  readonly from: number;
  readonly to: number;
};

const acts = ({ user, action, ago: when, from, to }: Act) =>
  daily(70, (ago) =>
    ago === when
      ? {
          user_name: user,
          source_ip_address: '203.0.113.9',
          workspace_id: 'w1',
          service_name: 'accounts',
          action_name: action,
          event_date: dateAgo(ago),
          events: 30,
          refused_events: 0,
          first_at: at(ago, from),
          last_at: at(ago, to),
        }
      : null,
  );
/** On Friday 13 November: rights at two, tokens right before midnight; tokens by another on Sunday noon. */
const world = {
  'security/actions_by_day': [
    ...acts({ user: 'ann@x.org', action: 'grantPermission', ago: 5, from: 2, to: 2.1 }),
    ...acts({ user: 'rob@x.org', action: 'generateDbToken', ago: 5, from: 23, to: 23.4 }),
    ...acts({ user: 'eve@x.org', action: 'generateDbToken', ago: 3, from: 12, to: 12.2 }),
  ],
};
const rights = /^`ann@x\.org` changed rights 30 times/;
const tokens = /^`rob@x\.org` made 30 access tokens/;

describe('why there was so much activity', () => {
  it.each<[question: string, told: RegExp]>([
    ['why the burst of activity around midnight on friday the 13th?', tokens],
    ['unusual audit events after 11 pm on Friday the 13th, what was that?', tokens],
    ['why did somebody do so much at 11pm on 13 november?', tokens],
    ['what happened at 2am on 13 november in the audit log?', rights],
    ['why so many events at 3 am on friday 13 november', rights],
  ])('is told by the hour: %s', async (question, told) => {
    const found = await searchIn(world, question);
    expect(found.verdict).toBe('cause_found');
    expect(found.causes).toHaveLength(1);
    expect(found.text[0]).toMatch(told);
  });

  it('is told of everybody of a day without an hour', async () => {
    const { text } = await searchIn(world, 'strange activity on 13 november, why?');
    expect(text[0]).toMatch(rights);
    expect(text[1]).toMatch(tokens);
    expect(text.join(' ')).not.toContain('eve@x.org');
  });

  it('is told to be as usual where nobody did more', async () => {
    const found = await searchIn(world, 'why was there so much activity at 3 am on 11 november?');
    expect(found.verdict).toBe('inconclusive');
    expect(found.text.length).toBeGreaterThan(1);
    expect(found.text.filter((line) => !/as usual|fell/.test(line))).toEqual([]);
  });
});

describe('why logins fail', () => {
  const tries = (users: readonly string[]) => ({
    'security/actions_by_day': users.map((user) => ({
      user_name: user,
      source_ip_address: '203.0.113.9',
      workspace_id: 'w1',
      service_name: 'accounts',
      action_name: 'login',
      event_date: dateAgo(2),
      events: 30,
      refused_events: 30,
      first_at: at(2, 3),
      last_at: at(2, 3.3),
    })),
  });
  const users = ['ann@x.org', 'ben@x.org', 'cat@x.org', 'dan@x.org'];

  it('is told with all that were tried, and how often in all', async () => {
    const { text } = await searchIn(tries(users), 'why so many failed logins on monday?');
    expect(text[0]).toContain(
      'failed to log in as `ann@x.org`, `ben@x.org`, `cat@x.org` and others',
    );
    expect(text[1]).toBe('Failed logins of `203.0.113.9`: 120 on Mon 16 Nov, usually 0.');
  });

  it('is told of the one who is named, and of the others', async () => {
    const { text } = await searchIn(tries(users), 'why did dan@x.org fail to login on monday?');
    expect(text[0]).toContain(
      'failed to log in as `dan@x.org`, `ann@x.org`, `ben@x.org` and others',
    );
    expect(text[1]).toBe('Failed logins of `203.0.113.9`: 120 on Mon 16 Nov, usually 0.');
    expect(text[2]).toBe('As `dan@x.org` it tried 30 times.');
  });
});
