import { describe, expect, it } from 'vitest';
import { createMarkers } from '../../domain/citations.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import { anEvidence } from '../support/evidence.ts';

const column = (name: string) => ({ name, type: 'INT', is: 'measure' as const, unit: null });
const table = anEvidence({
  title: 'Top 10 jobs of 2024',
  parameters: [{ name: 'last_7_days', value: '7' }],
  columns: [column('q3_cost'), column('top_10_usd'), column('Cost (2023)'), column('runs')],
  rows: [[5, 6, 8, 12]],
});

const check = (text: string): readonly string[] => {
  const markers = createMarkers();
  table.columns.forEach((_, at) => markers.cell(table, 0, at));
  return checkClaims(text, markers.citations(), [table]).map(
    (claim) => `${claim.text} ${claim.verdict}`,
  );
};

describe('a number in a name is no claim', () => {
  it.each([
    ['a title in emphasis', '**Top 10 jobs of 2024**: 12 runs [cost:4]', '12 supported'],
    ['a title in quotes', 'In “Top 10 jobs of 2024” are 12 runs [cost:4].', '12 supported'],
    ['a title in straight quotes', 'In "Top 10 jobs of 2024": 12 [cost:4].', '12 supported'],
    ['a title in code', 'In `Top 10 jobs of 2024`: 12 [cost:4].', '12 supported'],
    ['a column in code', '`q3_cost` is 5 [cost:1].', '5 supported'],
    ['a column in text', 'q3_cost is 5 [cost:1].', '5 supported'],
    ['an escaped column', 'q3\\_cost is 5 [cost:1].', '5 supported'],
    ['a column in words', 'The top 10 is 6 USD [cost:2].', '6 supported'],
    ['a column with marks', 'Cost (2023) is 8 [cost:3].', '8 supported'],
    ['a parameter', 'With `last_7_days`, 12 runs [cost:4].', '12 supported'],
    ['a parameter in words', 'In the last 7 days, 12 runs [cost:4].', '12 supported'],
    [
      'an identifier that starts with digits',
      '3d_cost and 2024_total: 12 [cost:4].',
      '12 supported',
    ],
    ['a region', 'In us-east-1 and eu-west-2: 12 runs [cost:4].', '12 supported'],
    ['a size', 'A 2X-Small and an i3.xlarge made 12 [cost:4].', '12 supported'],
    ['a version', 'On 10.4.x-scala2.12 and v1.2: 12 runs [cost:4].', '12 supported'],
    ['an id', 'Run 01f1ab3c9d made 12 [cost:4].', '12 supported'],
    ['a job with a date in its name', 'etl-2024-11-17 ran 12 times [cost:4].', '12 supported'],
    ['an address', 'See https://example.com/runs/77?o=1 for 12 [cost:4].', '12 supported'],
    ['a block of code', '```sql\nlimit 100\n```\n12 runs [cost:4]', '12 supported'],
    ['a block that has no end', '12 runs [cost:4]\n~~~\nlimit 100', '12 supported'],
  ])('%s', (_, text, claim) => {
    expect(check(text)).toEqual([claim]);
  });
});

describe('a number beside names is a claim still', () => {
  it.each([
    ['after a name', 'q3_cost is 999 [cost:1].', ['999 unsupported']],
    ['as a title that is no title', 'Top 11 jobs [cost:4].', ['11 unsupported']],
    ['as a title in plain words', 'Top 10 jobs of 2024 [cost:4].', ['2024 unsupported']],
    [
      'with a unit',
      'It took 90s, 3h30m and 5-day [cost:4].',
      ['90', '3', '5'].map((n) => `${n} unsupported`),
    ],
    ['in scientific form', 'It is 1e-7 [cost:4].', ['1e-7 unsupported']],
    ['in code', '`job_42` [cost:4]', ['`job_42` unsupported']],
    ['in code with backticks', '`` a`7 `` [cost:4]', ['`` a`7 `` unsupported']],
  ])('%s', (_, text, claims) => {
    expect(check(text)).toEqual(claims);
  });
});

describe('a number is compared exactly', () => {
  const exact = anEvidence({
    columns: [column('a'), column('b'), column('c')],
    rows: [['9007199254740993', '12.500000000000000001', 1e-7]],
  });
  const markers = createMarkers();
  exact.columns.forEach((_, at) => markers.cell(exact, 0, at));
  const verdicts = (text: string) =>
    checkClaims(text, markers.citations(), [exact]).map(({ verdict }) => verdict);

  it.each([
    ['9,007,199,254,740,993 [cost:1]', 'supported'],
    ['9,007,199,254,740,992 [cost:1]', 'unsupported'],
    ['9007199254740994 [cost:1]', 'unsupported'],
    ['18014398509481986 [cost:1]', 'unsupported'],
    ['18014398509481985 [cost:1]', 'unsupported'],
    ['12.500000000000000001 [cost:2]', 'supported'],
    ['12.500000000000000002 [cost:2]', 'unsupported'],
    ['12.50 [cost:2]', 'supported'],
    ['0.0000001 [cost:3]', 'supported'],
    ['1.0E-7 [cost:3]', 'supported'],
    ['0.0000003 [cost:3]', 'unsupported'],
    ['1e99999 [cost:3]', 'unsupported'],
  ])('%s: %s', (text, verdict) => {
    expect(verdicts(text)).toEqual([verdict]);
  });
});

it('cites the cell of its column where two columns have one name', () => {
  const twice = anEvidence({
    columns: [column('total'), column('__proto__'), column('total'), column('')],
    rows: [[1, 20, 300, 4000]],
  });
  const markers = createMarkers();
  const text = twice.columns.map((_, at) => markers.cell(twice, 0, at)).join(' ');
  expect(text).toBe('[cost:1] [cost:2] [cost:3] [cost:4]');
  expect(
    markers.citations().map(({ columnIndex, column: name, value }) => [columnIndex, name, value]),
  ).toEqual([
    [0, 'total', 1],
    [1, '__proto__', 20],
    [2, 'total', 300],
    [3, '', 4000],
  ]);
  const [claim] = checkClaims('It is 300 [cost:3].', markers.citations(), [twice]);
  expect(claim?.verdict).toBe('supported');
});
