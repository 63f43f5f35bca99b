import { describe, expect, test } from 'vitest';
import { lemmas } from '../../language/text.ts';

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
