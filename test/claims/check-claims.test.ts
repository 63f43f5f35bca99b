import { describe, expect, it } from 'vitest';
import type { Citation } from '../../domain/answer.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Cell } from '../../domain/evidence.ts';
import { evidenceId } from '../../domain/ids.ts';
import { anEvidence } from '../support/evidence.ts';

const id = evidenceId('0'.repeat(32));

/** Five jobs with what they cost, how often they ran and since when. */
const rows: readonly (readonly Cell[])[] = [
  ['etl', '1234567.891000', 12, '2026-11-17', 0.4217],
  ['ingest', '250.000000', 8, '2026-11-16T10:30:00.000Z', 0.1],
  ['a name that\nis broken', '50.000000', 4, '2026-11-15', 1e-7],
  ['x'.repeat(100), '-75.500000', 3, null, null],
  ['tick`s', '9007199254740993', 0, '2026-11-14', 0],
];
const names = ['job', 'cost', 'runs', 'since', 'share'];

const table = anEvidence({
  id,
  title: 'Jobs',
  columns: names.map((name) => ({ name, type: 'STRING', is: 'measure', unit: null })),
  rows,
  rowCount: rows.length,
});

/** A marker for each cell: `[cost:11]` is row 1, column 1. `[cost:99]` is the number of rows. */
const citations: readonly Citation[] = [
  ...rows.flatMap((cells, row) =>
    names.map((column, at) => ({
      marker: `cost:${row}${at}`,
      evidenceId: id,
      row,
      column,
      columnIndex: at,
      value: cells[at] ?? null,
    })),
  ),
  {
    marker: 'cost:99',
    evidenceId: id,
    row: null,
    column: null,
    columnIndex: null,
    value: rows.length,
  },
];

const check = (text: string) =>
  checkClaims(text, citations, [table]).map((claim) => `${claim.text} ${claim.verdict}`);

describe('a number is supported by a cell', () => {
  it.each([
    ['as it is', 'It cost 250.000000 [cost:11].', '250.000000'],
    ['rounded', 'It cost 1234567.89 USD [cost:01].', '1234567.89'],
    ['with separators', 'It cost 1,234,568 USD [cost:01].', '1,234,568'],
    ['with separators and decimals', 'It cost 1,234,567.9 USD [cost:01].', '1,234,567.9'],
    ['as an integer', 'It ran 12 times [cost:02].', '12'],
    ['as a percentage of a share', 'It is 42.2 % of all [cost:04].', '42.2 %'],
    ['as a percentage without a space', 'It is 42% of all [cost:04].', '42%'],
    ['in scientific form', 'It is 1e-7 [cost:24].', '1e-7'],
    ['without its sign, which words tell', 'It fell by 75.5 [cost:31].', '75.5'],
    ['with a minus of its own', 'It is −75.5 [cost:31].', '−75.5'],
    ['as the number of rows', 'There are 5 jobs [cost:99].', '5'],
    ['beyond 2^53', 'It is 9,007,199,254,740,993 [cost:41].', '9,007,199,254,740,993'],
    ['in scientific form, rounded', 'It cost 1.23e6 USD [cost:01].', '1.23e6'],
    ['before a comma', 'Of 12, some [cost:02].', '12'],
    ['before its marker', 'It ran [cost:02] 12 times', '12'],
  ])('%s', (_, text, claim) => {
    expect(check(text)).toEqual([`${claim} supported`]);
  });
});

describe('a number is derived from cells', () => {
  it.each([
    ['their sum', 'Together 300 [cost:11] [cost:21].', '300'],
    ['the sum of three', 'Together 24 runs [cost:02] [cost:12] [cost:22].', '24'],
    ['their difference', 'That is 200 more [cost:11] [cost:21].', '200'],
    ['their ratio', 'That is 5 times as much [cost:11] [cost:21].', '5'],
    ['their ratio the other way', 'That is 0.2 of it [cost:11] [cost:21].', '0.2'],
    ['their ratio in percent', 'That is 20 % of it [cost:11] [cost:21].', '20 %'],
    ['their change in percent', 'It rose by 400 % [cost:21] [cost:11].', '400 %'],
    ['their change in percent, downward', 'It fell by −80.0 % [cost:11] [cost:21].', '−80.0 %'],
    ['the total of a column', 'In all 27 runs [cost:02].', '27'],
    ['the mean of a column', 'On average 5.4 runs [cost:02].', '5.4'],
    ['the most of a column', 'At most 12 runs [cost:12].', '12'],
  ])('%s', (_, text, claim) => {
    expect(check(text)).toEqual([`${claim} derived`]);
  });
});

describe('a number is unsupported', () => {
  it.each([
    ['when no cell has it', 'It cost 999.99 USD [cost:11].', ['999.99']],
    ['when it is rounded wrongly', 'It cost 1234567.88 USD [cost:01].', ['1234567.88']],
    ['when nothing is cited', 'It cost 250 USD.', ['250']],
    ['when another sentence cites it', 'It cost 250 USD. All is well [cost:11].', ['250']],
    ['when its marker points nowhere', 'It cost 250 USD [cost:77].', ['250']],
    ['when it is a share but no percentage', 'It is 42 of all [cost:04].', ['42']],
    ['when it is tiny and another', 'It is 3e-9 [cost:24] [cost:14].', ['3e-9']],
    ['when its separators are in odd places', 'It cost 12,34 [cost:11].', ['12', '34']],
    ['when a unit hangs on it', 'It took 90s [cost:02].', ['90']],
    ['with its comma left to the sentence', 'In 2024, it ran [cost:11].', ['2024']],
  ])('%s', (_, text, claims) => {
    expect(check(text)).toEqual(claims.map((claim) => `${claim} unsupported`));
  });
});

describe('a date', () => {
  it.each([
    ['as it is', 'Since 2026-11-17 [cost:03].', '2026-11-17 supported'],
    ['as the day of a moment', 'Since 2026-11-16 [cost:13].', '2026-11-16 supported'],
    ['as a minute of a moment', 'At 2026-11-16 10:30 [cost:13].', '2026-11-16 10:30 supported'],
    ['as it was written', 'At 2026-11-16T10:30:00 [cost:13].', '2026-11-16T10:30:00 supported'],
    ['that no cell has', 'Since 2026-11-18 [cost:03].', '2026-11-18 unsupported'],
    ['that only another row has', 'Since 2026-11-17 [cost:13].', '2026-11-17 unsupported'],
  ])('%s', (_, text, claim) => {
    expect(check(text)).toEqual([claim]);
  });
});

describe('a name in backticks', () => {
  it.each([
    ['as it is', '`etl` [cost:00] leads.', '`etl` supported'],
    ['in one line', '`a name that is broken` [cost:20].', '`a name that is broken` supported'],
    ['without its own backticks', "`tick's` [cost:40].", "`tick's` supported"],
    [
      'cut when it is long',
      `\`${'x'.repeat(80)}…\` [cost:30].`,
      `\`${'x'.repeat(80)}…\` supported`,
    ],
    ['of another row', '`etl` [cost:10].', '`etl` unsupported'],
    ['that nobody has', '`billing` [cost:00].', '`billing` unsupported'],
    ['cut to another', '`xy…` [cost:30].', '`xy…` unsupported'],
    [
      'with digits, which are no numbers of their own',
      '`job_42` [cost:00].',
      '`job_42` unsupported',
    ],
  ])('%s', (_, text, claim) => {
    expect(check(text)).toEqual([claim]);
  });
});

describe('a text', () => {
  it('is checked sentence by sentence, and each claim carries its markers', () => {
    const text =
      '`etl` [cost:00] ran 12 times [cost:02]. It cost 250 USD [cost:11].\n- 8 runs [cost:12]';
    expect(checkClaims(text, citations, [table])).toEqual([
      { text: '`etl`', verdict: 'supported', markers: ['cost:00', 'cost:02'] },
      { text: '12', verdict: 'supported', markers: ['cost:00', 'cost:02'] },
      { text: '250', verdict: 'supported', markers: ['cost:11'] },
      { text: '8', verdict: 'supported', markers: ['cost:12'] },
    ]);
  });

  it('has no claims in headings that cite nothing, list numbers and words', () => {
    expect(check('## 3 findings\n\n1. First\n2) second\n\nP95 and Q3 and v1.2.')).toEqual([
      '2 unsupported',
    ]);
  });

  it('that cites a missing table is not supported by it', () => {
    expect(checkClaims('It ran 27 times [cost:02].', citations, [])).toMatchObject([
      { verdict: 'unsupported' },
    ]);
  });
});
