import { describe, expect, it } from 'vitest';
import { markUnsupported, unsupportedMark } from '../../claims/mark-unsupported.ts';
import { createMarkers } from '../../domain/citations.ts';
import { anEvidence } from '../support/evidence.ts';

const table = anEvidence({
  rows: [
    ['etl', '12.500000'],
    ['ingest', '7.250000'],
  ],
  rowCount: 2,
});
const markers = createMarkers();
table.rows.forEach((_, row) => table.columns.forEach((__, at) => markers.cell(table, row, at)));
const marked = (text: string): string => markUnsupported(text, markers.citations(), [table]);
const plain = (text: string): string => text.replaceAll(unsupportedMark, '');

describe('an unsupported sentence', () => {
  it.each([
    [
      'behind itself',
      '`etl` [cost:1] cost 12.50 USD [cost:2]. `etl` [cost:1] cost 99 USD [cost:2]@. Fine.',
    ],
    [
      'in a list',
      '- `etl` [cost:1] cost 99 USD [cost:2]@\n- `etl` [cost:1] cost 12.50 USD [cost:2]',
    ],
    [
      'in the last cell of a row',
      '| job | cost |\n| --- | --- |\n| `etl` [cost:1] | 99 [cost:2]@ |\n| `ingest` [cost:3] | 7.25 [cost:4] |',
    ],
    ['not in code', '```\netl cost 99\n```\n\n`etl` [cost:1] cost 12.50 USD [cost:2].'],
    ['not in code that is indented', 'x\n\n    etl cost 99 [cost:2]'],
  ])('is marked %s', (_, text) => {
    const want = text.replace(/@(\.?)/g, (__, stop: string) => `${stop}${unsupportedMark}`);
    expect(marked(text.replaceAll('@', ''))).toBe(want);
  });

  it('never has its mark in a span of code', () => {
    const text = '`etl` [cost:1] cost 99 USD [cost:2] by `a. B c`.';
    expect(plain(marked(text))).toBe(text);
    expect(marked(text)).toContain('`a. B c`');
  });
});
