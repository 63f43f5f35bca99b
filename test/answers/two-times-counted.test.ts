import { expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import { checkClaims } from '../../claims/check-claims.ts';
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

it('two times of a named thing are those of its rows', () => {
  const question = 'how long does sales_etl take, last 5 days vs the 5 days before?';
  const durations = (from: string, to: string, minutes: readonly [number, number]) =>
    anEvidence({
      columns: [key('job_name'), { ...count('median_minutes', 'min'), type: 'DOUBLE' }],
      rows: [
        ['backup', minutes[0]],
        ['sales_etl', minutes[1]],
      ],
      rowCount: 2,
      parameters: [
        { name: 'from_date', value: from },
        { name: 'to_date', value: to },
      ],
      certified: 'reliability/job_durations',
    });
  const evidence = [
    durations('2026-11-16', '2026-11-21', [900, 45]),
    durations('2026-11-11', '2026-11-16', [800, 30]),
  ];
  const lane = {
    domain: 'reliability',
    question,
    outcome: 'answered',
    detail: null,
    evidence,
  } as const;
  const { markdown, citations } = composeByRule({ lanes: [lane], question, wordsOf: () => null });
  const [line = ''] = markdown.split('\n');
  expect(line.replaceAll(/ ?\[\w+:\d+\]/g, '')).toMatch(/45 min.*50\.0 % more.*30 min/);
  expect(
    checkClaims(line, citations, evidence).filter(({ verdict }) => verdict === 'unsupported'),
  ).toEqual([]);
});

it('of two domains each is told by its own part of the question', () => {
  const lane = (domain: 'cost' | 'reliability', question: string, unit: string) => ({
    domain,
    question,
    outcome: 'answered' as const,
    detail: null,
    evidence: [
      anEvidence({
        domain,
        columns: [key('name'), count(`failed_${unit}`, unit)],
        rows: [
          ['a', 3],
          ['b', 2],
        ],
        rowCount: 2,
      }),
    ],
  });
  const { markdown } = composeByRule({
    lanes: [
      lane('cost', 'How many failed queries yesterday?', 'queries'),
      lane('reliability', 'How many failed runs yesterday?', 'runs'),
    ],
    question: 'How many failed queries and failed runs yesterday?',
    wordsOf: () => null,
  });
  expect(markdown.replaceAll(/ ?\[\w+:\d+\]/g, '')).toMatch(
    /^- \*\*cost\*\*: 5 failed queries.*\n- \*\*reliability\*\*: 5 failed runs/,
  );
});

it('two times are compared by the percentile that a question names, not by the number of queries', () => {
  const question = 'p95 of query duration on bi-main, last day vs the day before';
  const latencies = (from: string, to: string, queries: number, p95: number) =>
    anEvidence({
      columns: [
        key('warehouse'),
        count('queries', 'queries'),
        { ...count('p95_seconds', 's'), type: 'DOUBLE' },
      ],
      rows: [['bi-main', queries, p95]],
      rowCount: 1,
      parameters: [
        { name: 'from_date', value: from },
        { name: 'to_date', value: to },
      ],
      certified: 'performance/query_latency',
    });
  const evidence = [
    latencies('2026-11-21', '2026-11-22', 100, 12),
    latencies('2026-11-20', '2026-11-21', 200, 10),
  ];
  const lane = {
    domain: 'performance',
    question,
    outcome: 'answered',
    detail: null,
    evidence,
  } as const;
  const own = { ...words, line: '{count warehouse queries} {scope}.' };
  const { markdown } = composeByRule({ lanes: [lane], question, wordsOf: () => own });
  expect(markdown.replaceAll(/ ?\[\w+:\d+\]/g, '')).toMatch(/12 s.*20\.0 % more.*10 s/);
});
