import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, storable } from '../../domain/text.ts';

/** Any sequence of UTF-16 units, halves of surrogate pairs and NUL among them. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd83d, 0xde00)))
  .map((units) => String.fromCharCode(...units));

describe('storable text', () => {
  it('has no NUL and no unpaired surrogate, and all other characters unchanged', () => {
    expect(storable('a\0b')).toBe('a\uFFFDb');
    expect(storable('a\uD83Db')).toBe('a\uFFFDb');
    expect(storable('a😀b')).toBe('a😀b');
  });

  it('is well formed for any input, and does not change when made storable again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = storable(text);
        expect(stored.isWellFormed()).toBe(true);
        expect(stored).not.toContain('\0');
        expect(stored).toHaveLength(text.length);
        expect(storable(stored)).toBe(stored);
      }),
    );
  });
});

describe('a cut text', () => {
  it('ends before a surrogate pair that does not fit', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('ab…');
    expect(cut('a😀bc', 3)).toBe('a…');
    expect(cut('a😀bc', 4)).toBe('a😀…');
  });

  it('is never longer than allowed, and well formed when the text was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (text, most) => {
          const short = cut(text, most);
          expect(short.length).toBeLessThanOrEqual(most);
          expect(short.isWellFormed()).toBe(text.isWellFormed());
        },
      ),
    );
  });
});
