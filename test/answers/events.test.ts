import { expect, test } from 'vitest';
import type { Evidence } from '../../domain/evidence.ts';
import { lineOf, tableOf } from './line-of.ts';

const label = (name: string, type = 'STRING') => ({ name, type, unit: null, is: 'label' }) as const;
const columns: Evidence['columns'] = [
  { name: 'event_at', type: 'TIMESTAMP', unit: null, is: 'time' },
  label('user_name'),
  label('action'),
  label('object'),
  label('target'),
  label('address'),
];
const event = (day: number): Evidence['rows'][number] => [
  `2026-11-${day}T09:00:00.000Z`,
  'bo@example.com',
  'setAdmin',
  null,
  'chen@example.com',
  '10.20.0.90',
];
const own = { certified: null, title: 'The events' };

test('events are told one by one, with what is known of each', () => {
  expect(lineOf('the last 2 setAdmin events', tableOf(columns, [event(17), event(16)], own))).toBe(
    '2 events: `setAdmin` (`chen@example.com`) by `bo@example.com` from `10.20.0.90` on Tue 17 Nov 09:00; `setAdmin` (`chen@example.com`) by `bo@example.com` from `10.20.0.90` on Mon 16 Nov 09:00.',
  );
});

test('of many events the latest are told, and that there may be more', () => {
  const rows = [17, 16, 15, 14, 13, 12].map(event);
  const parameters = [{ name: 'top_n', value: '6', type: 'INT' }];
  expect(lineOf('list the events', tableOf(columns, rows, own))).toMatch(
    /^6 events: the latest `setAdmin`/,
  );
  expect(lineOf('list the events', tableOf(columns, rows, { ...own, parameters }))).toMatch(
    /^At least 6 events: the latest `setAdmin`/,
  );
});

test('what lacks the action is no list of events', () => {
  const others = columns.filter(({ name }) => name !== 'action');
  const rows = [event(17).filter((_, at) => at !== 2)];
  expect(lineOf('list the events', tableOf(others, rows, own))).not.toMatch(/^1 event/);
});

const day = { name: 'day', type: 'DATE', unit: null, is: 'time' } as const;
const cost = { name: 'list_cost_usd', type: 'DECIMAL(20,6)', unit: 'USD', is: 'measure' } as const;
const days: Evidence['rows'] = [
  ['2026-11-15', '600'],
  ['2026-11-17', '900'],
];
const above = { ...own, parameters: [{ name: 'min_usd', value: '500', type: 'DOUBLE' }] };

test('which days are above a threshold are told by their dates', () => {
  const asked = 'on which days did we spend over 500 dollars?';
  expect(lineOf(asked, tableOf([day, cost], days, above))).toMatch(
    /^2 days: Sun 15 Nov, Tue 17 Nov; the most on Tue 17 Nov \(900\.00 USD\)/,
  );
  expect(lineOf('what did we spend per day?', tableOf([day, cost], days, above))).not.toMatch(
    /^2 days/,
  );
});

const users = { name: 'distinct_users', type: 'BIGINT', unit: null, is: 'measure' } as const;

test('different things of each day are not added up', () => {
  const rows: Evidence['rows'] = [
    ['2026-11-15', 9],
    ['2026-11-16', 10],
    ['2026-11-17', 8],
  ];
  const said = lineOf('how many users were active on each day?', tableOf([day, users], rows, own));
  expect(said).not.toContain('27');
});

test('the highest of several is told with when it was', () => {
  const highest = { ...cost, name: 'highest_daily_spend_usd' };
  const when = { ...day, name: 'highest_day' };
  expect(
    lineOf('our most expensive day?', tableOf([highest, when], [['900', '2026-11-17']], own)),
  ).toMatch(/^Highest daily spend 900\.00 USD on Tue 17 Nov/);
  const pipelines = tableOf(
    [label('pipeline_name'), highest],
    [
      ['a', '60'],
      ['b', '50'],
    ],
    own,
  );
  expect(lineOf('which pipeline has the highest daily cost?', pipelines)).toMatch(
    /^`a` has the highest daily spend: 60\.00 USD/,
  );
});

test('a grant is to somebody, and a status is told', () => {
  const parameters = [{ name: 'user', value: 'analysts', type: 'STRING' }];
  const grants = { name: 'grants', type: 'BIGINT', unit: 'grants', is: 'measure' } as const;
  expect(lineOf('grants of analysts', tableOf([grants], [[3]], { ...own, parameters }))).toMatch(
    /to `analysts`/,
  );
  const refused = [{ name: 'status', value: '403', type: 'STRING' }];
  const events = { ...grants, name: 'events', unit: 'events' };
  expect(lineOf('403s', tableOf([events], [[3]], { ...own, parameters: refused }))).toContain(
    'with the status `403`',
  );
});

test('usage without a price does not cost nothing', () => {
  const rows: Evidence['rows'] = [
    ['2026-11-15', null],
    ['2026-11-16', null],
  ];
  expect(lineOf('daily cost of the app', tableOf([day, cost], rows, own))).toMatch(
    /^No list price is known for the usage/,
  );
  const some: Evidence['rows'] = [rows[0] ?? [], ['2026-11-16', '5']];
  expect(lineOf('daily cost of the app', tableOf([day, cost], some, own))).not.toMatch(/^No list/);
});
