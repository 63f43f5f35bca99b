import { describe, expect, it } from 'vitest';
import { fill, unknownIn } from '../../answers/template.ts';
import { createMarkers } from '../../domain/citations.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Evidence, EvidenceColumn } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';

const column = (name: string, over: Partial<EvidenceColumn> = {}): EvidenceColumn => ({
  name,
  type: 'STRING',
  is: 'label',
  unit: null,
  ...over,
});
const cost = { type: 'DECIMAL(38,18)', is: 'measure', unit: 'USD' } as const;
const table = anEvidence({
  parameters: [
    { name: 'from_date', value: '2026-11-09' },
    { name: 'to_date', value: '2026-11-16' },
    { name: 'workspace', value: 'prod-us' },
    { name: 'team', value: 'ALL' },
  ],
  columns: [
    column('job_id', { is: 'key' }),
    column('job_name'),
    column('now_usd', cost),
    column('before_usd', cost),
    column('last_at', { type: 'TIMESTAMP', is: 'time' }),
  ],
  rows: [
    ['1', 'etl', '30.1', '20', '2026-11-15T14:02:00Z'],
    ['2', null, '40.2', '40', '2026-11-14T09:00:00Z'],
    ['3', '{sum now_usd} [[x]]', '9.7', '0', '2026-11-13T09:00:00Z'],
  ],
  rowCount: 3,
});
const words = {
  line: '',
  none: '',
  exists: false,
  opposite: [],
  asks: [],
  roles: new Map([
    ['from_date', 'window.from'],
    ['to_date', 'window.to'],
    ['workspace', 'workspace'],
    ['team', 'team'],
    ['top_n', 'top_n'],
  ]),
};

function written(template: string, of: Evidence = table) {
  const markers = createMarkers();
  const text = fill(template, { table: of, words, markers });
  const claims = checkClaims(text ?? '', markers.citations(), [of]);
  const bad = claims.filter(({ verdict }) => verdict === 'unsupported').map((one) => one.text);
  return { text: text?.replaceAll(/ ?\[cost:\d+\]/g, '') ?? null, bad };
}

describe('a template', () => {
  it.each([
    ['{job_name} cost {now_usd}.', '`etl` cost 30.10 USD.'],
    [
      'Jobs cost {sum now_usd} {scope}.',
      'Jobs cost 80.00 USD in `prod-us` from Mon 9 to Sun 15 Nov.',
    ],
    [
      '{job_name}{next job_name job_id now_usd}',
      '`etl`then `2` (40.20 USD) and `{sum now_usd} [[x]]` (9.70 USD)',
    ],
    ['Most: {at now_usd job_name job_id}.', 'Most: `2`.'],
    ['It cost {change now_usd before_usd}.', 'It cost 50.5 % more than before (20.00 USD).'],
    ['{share before_usd now_usd} of it.', '75.0 % of it.'],
    [
      '{count big_job big_jobs}: {names job_name job_id}.',
      '3 big jobs: `etl`, `2` and `{sum now_usd} [[x]]`.',
    ],
    [
      '{share before_usd now_usd both} of both, at most {max now_usd}.',
      '42.9 % of both, at most 40.20 USD.',
    ],
    ['All cost {all now_usd}.', 'All cost 80.00 USD.'],
    ['Last {last_at}.', 'Last Sun 15 Nov 14:02.'],
    ['A[[ {no_such}]].', 'A.'],
  ])('%j says %j, and every claim of it is traced', (template, text) => {
    expect(written(template)).toEqual({ text, bad: [] });
  });

  it('has nothing to say when a cell that it needs is empty', () => {
    const empty = { ...table, rows: [['1', null, null, null, null]], rowCount: 1 };
    expect(written('[[{job_name} cost {now_usd}.]]', empty).text).toBe('');
    expect(written('Job {job_name job_id}[[ cost {now_usd}]].', empty).text).toBe('Job `1`.');
  });

  it('names what a row lacks, and says one of one', () => {
    const unnamed = { ...table, rows: [[null, null, '1', null, null]], rowCount: 1 };
    expect(written('{job_name} cost {now_usd}[[ by {job_id}]].', unnamed).text).toBe(
      '(no job name) cost 1.00 USD.',
    );
    expect(written('{count query queries}, 1 runs, 1 queries, 21 runs', unnamed).text).toBe(
      '1 query, 1 run, 1 query, 21 runs',
    );
  });

  it('says of a table that was cut, or has all the rows that were asked for, what is the least', () => {
    const least = { text: 'at least 80.00 USD in at least 3 jobs.', bad: [] };
    const template = '{sum now_usd} in {count job jobs}[[ of {all now_usd}]].';
    expect(written(template, { ...table, truncated: true })).toEqual(least);
    const asked = { ...table, parameters: [{ name: 'top_n', value: '3' }] };
    expect(written(template, asked)).toEqual(least);
  });

  it('says a name once', () => {
    const filtered = { ...table, parameters: [{ name: 'team', value: 'etl' }] };
    expect(written('{job_name} cost {now_usd} {scope}.', filtered).text).toBe(
      '`etl` cost 30.10 USD.',
    );
    expect(written('Jobs cost {now_usd} {scope}.', filtered).text).toBe(
      'Jobs cost 30.10 USD of the team `etl`.',
    );
  });

  it('names what is no column', () => {
    expect(unknownIn('{sum a} [[{b c}]] {scope} {next d e}', ['a', 'b', 'e'])).toEqual(['c', 'd']);
  });
});
