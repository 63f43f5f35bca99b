import { describe, expect, test } from 'vitest';
import { referentOf } from '../../language/referents.ts';

describe('words that point to something', () => {
  test.each([
    ['What does that pipeline cost?', 'that pipeline', 'pipeline'],
    ['Did the same job fail again?', 'the same job', 'job'],
    ['how long was that run?', 'that run', 'run'],
    ['What did she read?', 'she', 'user'],
  ])('%j has %j, a %s', (text, words, kind) => {
    expect(referentOf(text)).toEqual({ words, kind });
  });

  test.each([
    'queries that run for hours',
    'Did any user read more than he used to?',
    'Which job failed, and who owns that job?',
    'runs that took twice what that job needs',
    'kim@example.com: what did she open?',
    '`board_load`: is that job late?',
    'that tables are stale',
  ])('%j names what it is about', (text) => {
    expect(referentOf(text)).toBeNull();
  });
});
