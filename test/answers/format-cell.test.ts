import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCell } from '../../answers/format-cell.ts';
import { toCell } from '../../domain/cells.ts';
import { createMarkers } from '../../domain/citations.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { EvidenceColumn } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';

const measure = (type: string, unit: string | null = null): EvidenceColumn => ({
  name: 'n',
  type,
  is: 'measure',
  unit,
});
const shown = (text: string, type: string, unit: string | null = null): string =>
  formatCell(toCell(text, type), measure(type, unit));

describe('a number is shown', () => {
  it.each([
    ['9007199254740993', 'BIGINT', null, '9,007,199,254,740,993'],
    ['-9007199254740993', 'BIGINT', null, '-9,007,199,254,740,993'],
    ['9007199254740993.125', 'DECIMAL(38,18)', 'USD', '9,007,199,254,740,993.13 USD'],
    ['12.000000000000000000', 'DECIMAL(38,18)', null, '12'],
    ['12.500000000000000001', 'DECIMAL(38,18)', null, '12.5'],
    ['1.0E-7', 'DOUBLE', null, '1E-7'],
    ['1.0E-7', 'DOUBLE', 'USD', '1E-7 USD'],
    ['-0.00123456', 'DOUBLE', null, '-0.00123'],
    ['0.004', 'DECIMAL(20,6)', 'USD', '0.004 USD'],
    ['0.04', 'DOUBLE', '%', '0.04 %'],
    ['0.006', 'DOUBLE', null, '0.01'],
    ['0.000000', 'DECIMAL(20,6)', 'USD', '0.00 USD'],
    ['0', 'INT', null, '0'],
    ['1.0E300', 'DOUBLE', null, '1E300'],
    ['NaN', 'DOUBLE', null, 'NaN'],
    ['1234567.891', 'DOUBLE', 'ms', '1,234,568 ms'],
  ])('%s of type %s and unit %s as %s', (text, type, unit, expected) => {
    expect(shown(text, type, unit)).toBe(expected);
  });

  it('with all the digits of an integer', () => {
    const integers = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(integers, (value) => {
        expect(shown(String(value), 'BIGINT').replaceAll(',', '')).toBe(String(value));
      }),
    );
  });

  it('as the number check finds it in its cell', () => {
    const texts = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }).map(String),
      fc.tuple(fc.bigInt({ min: 0n }), fc.nat()).map(([whole, rest]) => `${whole}.${rest}`),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom('USD', 'ms', '%', null), (text, unit) => {
        const table = anEvidence({
          columns: [measure('DOUBLE', unit)],
          rows: [[toCell(text, 'DOUBLE')]],
        });
        const markers = createMarkers();
        const sentence = `It is ${shown(text, 'DOUBLE', unit)} ${markers.cell(table, 0, 0)}`;
        const claims = checkClaims(sentence, markers.citations(), [table]);
        expect(claims.map(({ verdict }) => verdict)).toEqual(['supported']);
      }),
    );
  });

  it('as 0 only when it is 0', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(numbers, fc.constantFrom('USD', 'h', null), (value, unit) => {
        expect(/[1-9]/.test(shown(String(value), 'DOUBLE', unit))).toBe(value !== 0);
      }),
    );
  });
});
