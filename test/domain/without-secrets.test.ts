import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../domain/without-secrets.ts';

describe('what another system wrote', () => {
  it.each([
    [
      'key Bearer planted-key of Bearer planted-key',
      ['Bearer planted-key'],
      'key Bearer … of Bearer …',
    ],
    ['key planted-key', ['planted-key'], 'key …'],
    ['a short one stays: Bearer abc', ['Bearer abc'], 'a short one stays: Bearer abc'],
    ['nothing was sent', [], 'nothing was sent'],
  ])('%j, after %j was sent, is told as %j', (text, sent, told) => {
    expect(withoutSecrets(text, sent)).toBe(told);
  });
});
