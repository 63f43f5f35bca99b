import { describe, expect, it } from 'vitest';
import { verdictOf } from './judged.ts';
import type { Judged } from './judged.ts';

const one = (file: string, killedBy: string | null, from = 'a'): Judged => ({
  part: 'by-hand',
  file,
  line: `x = ${from};`,
  from,
  to: 'b',
  killedBy,
});
const many = (count: number, file = 'domain/x.ts'): readonly Judged[] =>
  Array.from({ length: count }, () => one(file, 'a test'));
const reason = { file: 'domain/x.ts', from: 'a', to: 'b', because: 'It says the same.' };

describe('a run of mutants', () => {
  it('is good where nine in ten were killed and each survivor has a reason', () => {
    const run = [...many(9), one('domain/x.ts', null)];
    const { lines, isGood } = verdictOf(run, [reason], true);
    expect(isGood).toBe(true);
    expect(lines.join('\n')).toMatch(/domain +10 +9 +1 +90\.0 %/);
    expect(lines.join('\n')).toContain('It says the same.');
  });

  it.each([
    ['nothing was run', [], []],
    [
      'less were killed',
      [...many(8), one('domain/x.ts', null), one('domain/x.ts', null)],
      [reason],
    ],
    [
      'a folder is worse than the others',
      [...many(90), ...many(5, 'sql/migrations/1.sql'), one('sql/migrations/1.sql', null)],
      [{ ...reason, file: 'sql/migrations/1.sql' }],
    ],
    ['a survivor has no reason', [...many(9), one('domain/x.ts', null)], []],
    ['a reason is for another change', [...many(9), one('domain/x.ts', null, 'c')], [reason]],
    ['a reason has no survivor', many(9), [reason]],
    [
      'a reason is for another line',
      [...many(9), one('domain/x.ts', null)],
      [{ ...reason, line: 'y =' }],
    ],
  ])('is not good where %s', (_, run, reasons) => {
    expect(verdictOf(run, reasons, true).isGood).toBe(false);
  });

  it('may have reasons without a survivor where only a part was run', () => {
    expect(verdictOf(many(9), [reason], false).isGood).toBe(true);
  });
});
