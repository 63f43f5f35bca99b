import { describe, expect, test } from 'vitest';
import { createSpeller, editsBetween } from '../../language/spelling.ts';

describe('maxEdits of the pen', () => {
  test.each([
    ['failed', 'failed', 0],
    ['faield', 'failed', 1],
    ['faled', 'failed', 1],
    ['faileed', 'failed', 1],
    ['fobled', 'failed', 2],
  ])('%s is %s with %i', (written, wanted, expected) => {
    expect(editsBetween(written, wanted, 2)).toBe(expected);
  });

  test.each([
    ['warehose', 'warehouse'],
    ['expnesive', 'expensive'],
    ['weks', 'weeks'],
    ['jobs', 'jobs'],
    ['jibs', null],
    ['snowflake', null],
    ['xarehouse', 'warehouse'],
  ])('%s is read as %s', (written, expected) => {
    expect(createSpeller(['warehouse', 'expensive', 'weeks', 'jobs'])(written)).toBe(expected);
  });

  test.each([
    ['jbos', 'jobs'],
    ['csot', 'cost'],
    ['fial', 'fail'],
    ['jbo', 'job'],
    ['adn', 'and'],
    ['coast', 'cost'],
    // Forms of what is known, and words that only look like it.
    ['refuses', 'refuses'],
    ['costing', 'costing'],
    ['cup', null],
    ['coats', null],
    ['joob', null],
    ['boj', null],
  ])('%s, a short word, is read as %s', (written, expected) => {
    const words = ['jobs', 'job', 'cost', 'fail', 'final', 'and', 'refuse', 'reuses', 'cpu'];
    expect(createSpeller(words)(written)).toBe(expected);
  });
});
