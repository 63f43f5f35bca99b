import { expect, test } from 'vitest';
import { lineOf, tableOf } from './line-of.ts';

const changes = (ids: readonly string[]) =>
  tableOf(
    [
      { name: 'event_id', type: 'STRING', is: 'key', unit: null },
      { name: 'table_name', type: 'STRING', is: 'label', unit: null },
      { name: 'changes', type: 'BIGINT', is: 'measure', unit: 'changes' },
    ],
    [
      ...ids.map((id, n): [string, string, number] => [id, 'prod.sales.orders', n + 2]),
      ['other', 'prod.hr.salaries', 9],
    ],
    { certified: null, parameters: [] },
  );
const question = 'what changed on prod.sales.orders';

test('rows of one name are told apart by an id that says something', () => {
  const line = lineOf(question, changes(['morning', 'evening']));
  expect(line).toContain('`morning` (2 changes)');
});

test('and not by one that says nothing', () => {
  const ids = ['f80733a50ba31bf391d7a995145a965f', '2c422b05ac326cad551feb25d8ab484d'];
  expect(lineOf(question, changes(ids))).not.toMatch(/[0-9a-f]{16}/);
});
