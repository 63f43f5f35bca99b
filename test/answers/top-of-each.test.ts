import { expect, test } from 'vitest';
import { count, label } from './columns.ts';
import { lineOf, tableOf } from './line-of.ts';

const rows = [
  ['login', 'ana', 9],
  ['logout', 'bo', 3],
];
const columns = [label('action'), label('user_name'), count('events', 'events')];

test.each([
  [
    'Events by action and user, the first of each user',
    'The most events of each user: `ana` `login` (9), `bo` `logout` (3).',
  ],
  // A rank of pairs is none of each.
  ['Events by action and user', null],
])('a table called %j says %j', (title, line) => {
  const table = tableOf(columns, rows, { certified: null, parameters: [], title });
  const said = lineOf('what is the most frequent action of each user?', table);
  if (line === null) expect(said).not.toContain('of each user');
  else expect(said).toBe(line);
});
