import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/sources.ts';
import { mutated, replacedBy } from './apply.ts';
import { explained } from './explained.ts';
import { inOneLine } from './judged.ts';
import { mutants } from './rows/index.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('a mutant made by hand', () => {
  it.each(mutants)('$file: $breaks', (mutant) => {
    const text = read(mutant.file);
    expect(mutated(text, mutant)).not.toBe(text);
    expect(replacedBy(root, mutant)).toBeNull();
    for (const file of mutant.asked) expect(existsSync(join(root, 'test', file)), file).toBe(true);
  });

  it('is refused where its text is not there once', () => {
    const mutant = { file: 'a.ts', from: 'one', to: 'two', breaks: '', asked: [] };
    expect(mutated('one two', mutant)).toBe('two two');
    expect(() => mutated('three', mutant)).toThrow('occurs 0 times');
    expect(() => mutated('one one', mutant)).toThrow('occurs 2 times');
  });

  it('is looked for in what a migration does, not in what takes it back', () => {
    const mutant = { file: 'sql/migrations/a.sql', from: 'one', to: 'two', breaks: '', asked: [] };
    expect(mutated('one\n-- Down Migration\none', mutant)).toBe('two\n-- Down Migration\none');
  });

  it('is refused in a function that a later migration replaces', () => {
    const mutant = { from: 'v_used + ahead < p_per_minute', to: '', breaks: '', asked: [] };
    const file = 'sql/migrations/0001_investigations.sql';
    expect(replacedBy(root, { ...mutant, file })).toMatch(/^\d+_.*\.sql$/);
  });
});

describe('an explained survivor', () => {
  it('changes what still stands there', () => {
    for (const { file, from, because } of explained) {
      expect(inOneLine(read(file)), file).toContain(inOneLine(from));
      expect(because).not.toBe('');
    }
  });
});
