import { expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import { anEvidence } from '../support/evidence.ts';
import { count, key } from './columns.ts';

const words = {
  line: '{count unhealthy_table unhealthy_tables} {window}.',
  none: 'No table is unhealthy.',
  exists: true,
  opposite: [],
  asks: [],
  roles: new Map([
    ['from_date', 'window.from'],
    ['to_date', 'window.to'],
  ]),
};

/** So many unhealthy tables of a day. */
const tables = (n: number, from: string, to: string) =>
  anEvidence({
    columns: [key('table_name'), count('downstream_tables', 'tables')],
    rows: Array.from({ length: n }, (_, at) => [`t${at}`, 3]),
    rowCount: n,
    parameters: [
      { name: 'from_date', value: from },
      { name: 'to_date', value: to },
    ],
    certified: 'quality/unhealthy_tables',
  });

it('two times are compared by the number of things, not by a number that each of them has', () => {
  const question = 'unhealthy tables yesterday vs the day before';
  const evidence = [tables(5, '2026-11-21', '2026-11-22'), tables(2, '2026-11-20', '2026-11-21')];
  const lane = {
    domain: 'quality',
    question,
    outcome: 'answered',
    detail: null,
    evidence,
  } as const;
  const { markdown } = composeByRule({ lanes: [lane], question, wordsOf: () => words });
  expect(markdown).toMatch(/^5 unhealthy tables/);
});
