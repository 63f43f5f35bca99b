import { describe, expect, test } from 'vitest';
import { lemmas, rarity, similarity } from '../../language/text.ts';

describe('lemmas', () => {
  test.each([
    ['Which jobs are failing?', ['job', 'fail']],
    ['job failures', ['job', 'fail']],
    ['The 5 slowest queries', ['slow', 'query']],
    ['Who changed permissions?', ['change', 'permission']],
    ['Changes to grants', ['change', 'permission']],
    ['spend, spending, spent and costs', ['cost', 'cost', 'cost', 'cost']],
    ['日次売上集計 および 顧客_イベント', ['日次売上集計', 'および', '顧客_イベント']],
    ['Kundenumsätze täglich', ['kundenumsätze', 'täglich']],
    ['what is the of', []],
    ['', []],
  ])('of %j are %j', (text, expected) => {
    expect(lemmas(text)).toEqual(expected);
  });
});

describe('similarity', () => {
  test('is 1 for the same words in another order and 0 for foreign ones', () => {
    expect(similarity(['a', 'b'], ['b', 'a'])).toBe(1);
    expect(similarity(['a'], ['b'])).toBe(0);
    expect(similarity([], [])).toBe(0);
  });

  test('counts rare words more than common ones', () => {
    const weight = rarity([
      ['cost', 'job'],
      ['cost', 'sku'],
      ['cost', 'day'],
    ]);
    expect(weight('job')).toBeGreaterThan(weight('cost'));
    expect(similarity(['cost', 'job'], ['job'], weight)).toBeGreaterThan(
      similarity(['cost', 'job'], ['cost'], weight),
    );
  });
});
