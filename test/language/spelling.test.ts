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
});
