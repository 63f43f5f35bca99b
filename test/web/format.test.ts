import { describe, expect, it } from 'vitest';
import { firstLine } from '../../web/answer/first-line.ts';
import {
  cellText,
  countText,
  durationText,
  exactText,
  headerUnit,
  numberText,
} from '../../web/format.ts';

const column = (type: string, is: 'measure' | 'label', unit: string | null = null, name = 'c') => ({
  name,
  type,
  is,
  unit,
});

describe('a cell', () => {
  it.each([
    [
      '12345678901234567890.129',
      column('DECIMAL(38,18)', 'measure'),
      '12,345,678,901,234,567,890.13',
    ],
    ['1432.200000000000000000', column('DECIMAL(38,18)', 'measure', 'USD'), '1,432.20'],
    [0.00012345, column('DOUBLE', 'measure'), '0.000123'],
    [0, column('BIGINT', 'measure'), '0'],
    ['-12.5', column('DECIMAL(10,2)', 'measure'), '-12.5'],
    ['88120045', column('STRING', 'label'), '88120045'],
    [88120045, column('BIGINT', 'label'), '88120045'],
    ['NaN', column('DOUBLE', 'measure'), 'NaN'],
    [null, column('DOUBLE', 'measure'), '–'],
    [true, column('BOOLEAN', 'label'), 'true'],
    ['2026-11-28', column('DATE', 'label'), '2026-11-28'],
  ])('%s of %o reads %s', (cell, of, text) => {
    expect(cellText(cell, of)).toBe(text);
  });

  it('keeps its exact value on hover', () => {
    expect(exactText('1432.200000000000000000')).toBe('1432.200000000000000000');
    expect(exactText('2026-11-28T20:59:00.000Z')).toBe('2026-11-28 20:59:00 UTC');
    expect(exactText(null)).toBe('no value');
  });

  it('has its unit in the header, unless the name says it', () => {
    expect(headerUnit(column('DOUBLE', 'measure', 'USD', 'list_cost_usd'))).toBe('');
    expect(headerUnit(column('DOUBLE', 'measure', 'percent', 'share'))).toBe('%');
    expect(headerUnit(column('DOUBLE', 'measure', 'h', 'run_hours'))).toBe('h');
  });
});

describe('words with numbers', () => {
  it.each([
    [0, '0 ms'],
    [-5, '0 ms'],
    [999, '999 ms'],
    [12_100, '12.1 s'],
    [59_960, '1 min'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%s ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('counts one and many', () => {
    expect(countText(1, 'row')).toBe('1 row');
    expect(countText(5_000, 'row')).toBe('5,000 rows');
    expect(numberText('not a number')).toBe('not a number');
  });
});

describe('the first line of an answer', () => {
  it.each([
    ['`etl` [cost:1] cost **12 USD** [cost:2].\n\nMore.', 'etl cost 12 USD.'],
    ['\n\n## Cost\n\nText', 'Cost'],
    ['a \\*b\\* c', 'a *b* c'],
    ['', ''],
  ])('of %j is %j', (markdown, line) => {
    expect(firstLine(markdown)).toBe(line);
  });
});
