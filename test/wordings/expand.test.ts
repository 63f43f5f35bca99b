import { describe, expect, test } from 'vitest';
import { wordsOfConcept } from '../../language/concepts.ts';
import { expand } from '../../wordings/expand.ts';
import { readWordings } from '../../wordings/read-wordings.ts';

describe('a pattern', () => {
  test('without a group is one sentence', () => {
    expect(expand('which jobs failed', 12)).toEqual(['which jobs failed']);
  });

  test('gives every sentence that it stands for when these are few', () => {
    expect(expand('(a|b) c(| d)', 12).toSorted()).toEqual(['a c', 'a c d', 'b c', 'b c d']);
  });

  test.each([2, 3, 4, 5, 7])('uses each of %i alternatives, in every group', (count) => {
    const words = Array.from({ length: count }, (_, index) => `w${index}`);
    const group = `(${words.join('|')})`;
    const sentences = expand(`${group} ${group} ${group}`, 24).map((one) => one.split(' '));
    expect(sentences.length).toBeGreaterThanOrEqual(Math.min(20, count ** 3));
    for (const place of [0, 1, 2])
      expect(new Set(sentences.map((one) => one[place])).size).toBe(count);
  });

  test('nests, and takes words of a concept', () => {
    const [sentence = ''] = expand('x (a (b|c)|d) [serverless]', 1);
    expect(sentence).toMatch(/^x (?:a [bc]|d) serverless$/);
    expect(wordsOfConcept('serverless')).toEqual(['serverless']);
  });

  test.each(['(a|b', 'a)', 'a|b', '[no_such_concept]', '[money'])('%j is refused', (pattern) => {
    expect(() => expand(pattern, 3)).toThrow(pattern.slice(1, 3));
  });
});

test('the wordings are a grammar that a reader can go through', () => {
  const { all } = readWordings();
  expect(all.length).toBeGreaterThan(10_000);
  expect(new Set(all).size).toBeGreaterThan(0.9 * all.length);
});
