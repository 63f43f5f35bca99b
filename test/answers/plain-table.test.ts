import { describe, expect, it } from 'vitest';
import { composeByRule } from '../../answers/compose.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Cell, EvidenceColumn } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';
import { count, day, label, money, percent, time } from './columns.ts';

const plain = (name: string): EvidenceColumn => ({ ...label(name), is: 'measure', type: 'INT' });

/** The answer about a table that nobody certified: its first line without markers, and its chart. */
function answerTo(
  question: string,
  columns: readonly EvidenceColumn[],
  rows: readonly (readonly Cell[])[],
) {
  const table = anEvidence({
    title: 'Jobs and what they cost',
    columns,
    rows,
    rowCount: rows.length,
  });
  const lane = { domain: 'cost', question, outcome: 'answered', detail: null } as const;
  const composed = composeByRule({
    lanes: [{ ...lane, evidence: [table] }],
    question,
    wordsOf: () => null,
  });
  const claims = checkClaims(composed.markdown, composed.citations, [table]);
  expect(claims.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
  const [first = ''] = composed.markdown.split('\n\n');
  return { first: first.replaceAll(/ ?\[cost:\d+\]/g, ''), charts: composed.charts };
}

describe('a table that nobody certified', () => {
  it('is ranked by what its rows are ordered by, money as text too, and not by numbers of rows', () => {
    const { first, charts } = answerTo(
      'Where does it go?',
      [
        plain('position'),
        label('Workspace Name'),
        label('the_job_name'),
        label('List Cost Usd'),
        plain('Runs'),
      ],
      [
        [1, 'prod-us', 'etl', '$1,445.57', 2],
        [2, 'prod-us', 'ml', '$462.47', 9],
        [3, 'prod-eu', 'bi', '$9.10', 4],
      ],
    );
    expect(first).toBe(
      '`etl` has the most list cost: `$1,445.57`, 2 runs; then `ml` (`$462.47`) and `bi` (`$9.10`).',
    );
    expect(charts).toMatchObject([{ type: 'bar', x: 'the_job_name', y: 'Runs' }]);
  });

  it('is ranked by the measure that the question names', () => {
    const columns = [
      label('endpoint_name'),
      count('requests', 'requests'),
      count('throttled', 'requests'),
    ];
    const rows = [
      ['chat', 900, 9],
      ['score', 300, 3],
    ];
    expect(answerTo('Which endpoint throttles the most?', columns, rows).first).toMatch(
      /^`chat` has the most throttled: 9/,
    );
  });

  it('is a list where nothing orders its rows', () => {
    const rows = [
      ['a', 3],
      ['b', 1],
      ['c', 2],
    ];
    const columns = [label('table_name'), plain('files')];
    expect(answerTo('Which have no description?', columns, rows).first).toBe(
      '3 tables: `a`, `b` and `c`.',
    );
    expect(answerTo('How many tables?', columns, rows).first).toBe('3 tables: `a`, `b` and `c`.');
  });

  it('names each thing once, and not what the question asked about', () => {
    const columns = [label('table_name'), label('reader'), count('reads', 'reads')];
    const rows = [
      ['hr.salaries', 'gita', 30],
      ['hr.salaries', 'gita', 4],
      ['hr.salaries', 'bo', 2],
    ];
    expect(answerTo('Who reads hr.salaries?', columns, rows).first).toBe(
      '`gita` has the most reads: 30; then `bo` (2).',
    );
  });

  it('says a single row that nothing names, and when the latest of a list was', () => {
    const forecast = answerTo(
      'Next month?',
      [label('low_usd'), percent('change_percent')],
      [['$5.10', 4.2]],
    );
    expect(forecast.first).toBe('Low `$5.10`, change 4.2 %.');
    const changes = answerTo(
      'When was the last change?',
      [time('event_time'), label('object_name')],
      [
        ['2026-11-16T10:00:00Z', 'a'],
        ['2026-11-17T19:48:00Z', 'b'],
      ],
    );
    expect(changes.first).toBe('The latest: event time Tue 17 Nov 19:48, `b`.');
  });

  it('has a trend as a line', () => {
    const days = answerTo(
      'How did it develop?',
      [day('Usage Date'), money('Cost')],
      [
        ['2026-11-15', '10.00'],
        ['2026-11-16', '10.00'],
        ['2026-11-17', '40.00'],
      ],
    );
    expect(days.first).toBe('Cost rose: 40.00 USD on Tue 17 Nov, the mean is 20.00 USD.');
    expect(days.charts).toMatchObject([{ type: 'line', x: 'Usage Date', y: 'Cost' }]);
  });
});
