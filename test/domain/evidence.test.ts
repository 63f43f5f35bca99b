import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniqueNames } from '../../domain/evidence.ts';

describe('the names of columns', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['total', 'total', 'total'],
      ['total', 'total_2', 'total_3'],
    ],
    [
      ['total', 'total', 'total_2'],
      ['total', 'total_3', 'total_2'],
    ],
    [
      ['', 'x', ' '],
      ['column_1', 'x', 'column_3'],
    ],
    [
      ['', 'column_1'],
      ['column_1_2', 'column_1'],
    ],
    [
      ['__proto__', '__proto__'],
      ['__proto__', '__proto___2'],
    ],
  ])('of %j are %j', (given, names) => {
    expect(uniqueNames(given)).toEqual(names);
  });

  it('are each found, and the first of a name keeps it', () => {
    const given = fc.array(fc.constantFrom('', 'a', 'a_2', 'b', 'column_1', '__proto__'));
    fc.assert(
      fc.property(given, (names) => {
        const unique = uniqueNames(names);
        expect(new Set(unique).size).toBe(names.length);
        names.forEach((name, at) => {
          if (name !== '' && names.indexOf(name) === at) expect(unique[at]).toBe(name);
        });
      }),
    );
  });
});
