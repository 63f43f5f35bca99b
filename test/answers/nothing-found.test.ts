import { expect, test } from 'vitest';
import { lineOf, tableOf } from './line-of.ts';

const window = [
  { name: 'from_time', type: 'TIMESTAMP', value: '2026-11-16T00:00:00.000Z' },
  { name: 'to_time', type: 'TIMESTAMP', value: '2026-11-17T00:00:00.000Z' },
];

test.each([
  ['Who dropped tables?', 'Nobody: nothing came back for “Spend by job” on Mon 16 Nov.'],
  ['Did anybody drop a table?', 'No: nothing came back for “Spend by job” on Mon 16 Nov.'],
])('%j without rows is %j', (question, line) => {
  const columns = [{ name: 'user_name', type: 'STRING', is: 'label' as const, unit: null }];
  expect(lineOf(question, tableOf(columns, [], { certified: null, parameters: window }))).toBe(
    line,
  );
});

test.each([
  ['Last warehouse edit event of bi-main by user', 'Nobody: no warehouse edit event'],
  ['Stale days by table and day', 'Nobody: no stale days'],
  ['The failed logins', 'Nobody: no failed logins'],
])('a composed %j without rows is %j', (title, line) => {
  const columns = [{ name: 'user_name', type: 'STRING', is: 'label' as const, unit: null }];
  const parameters = [...window, { name: 'warehouse', type: 'STRING', value: 'bi-main' }];
  const of = {
    certified: null,
    parameters,
    title,
    sql: 'with facts as (…)\nselect 1\nfrom facts\n',
  };
  expect(lineOf('Who changed it?', tableOf(columns, [], of))).toMatch(
    new RegExp(`^${line} (?:on|of) `),
  );
});

test.each([
  ['max_usd', '5.0', 'None: no job has less than 5 USD of spend on Mon 16 Nov.'],
  ['min_usd', '3000.0', 'None: no job has more than 3,000 USD of spend on Mon 16 Nov.'],
  ['min_count', '11', 'None: no job has at least 11 spend on Mon 16 Nov.'],
  ['min_percent', '11', 'None: nothing came back for “Spend by job” on Mon 16 Nov.'],
])('without rows beyond %s %j it is said of what', (name, value, line) => {
  const columns = [{ name: 'job_name', type: 'STRING', is: 'label' as const, unit: null }];
  const parameters = [...window, { name, type: 'DOUBLE', value }];
  expect(
    lineOf('Which jobs are there?', tableOf(columns, [], { certified: null, parameters })),
  ).toBe(line);
});
