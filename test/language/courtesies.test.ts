import { describe, expect, test } from 'vitest';
import { withoutCourtesy } from '../../language/courtesies.ts';

describe('what a writer says out of courtesy', () => {
  test.each([
    ['Since when is prod.a.b stale, if I may ask?', 'Since when is prod.a.b stale?'],
    ['was it cheaper last week, I think?', 'was it cheaper last week?'],
    ['Audit 2026-Q4, item 7: who may read prod.a.b?', 'who may read prod.a.b?'],
    ['Control AC-12 finding #3: list admins', 'list admins'],
    ['do any tables have a row filter? name them', 'do any tables have a row filter?'],
    ['do any jobs fail? Which ones?', 'do any jobs fail?'],
    ['New here :) who owns it?', 'who owns it?'],
    ['busiest cluster, and the percentage?', 'busiest cluster'],
    [
      "someone paused the schedule of 'Load it'. who? when?",
      "who paused the schedule of 'Load it'",
    ],
  ])('“%s” is “%s”', (text, asked) => {
    expect(withoutCourtesy(text)).toBe(asked);
  });

  test.each([
    'which jobs failed? which ones cost most?',
    'any failures? list them by cost',
    'job 7: did it fail?',
    'do I think right that bi-main is idle',
  ])('“%s” asks with every word', (text) => {
    expect(withoutCourtesy(text)).toBe(text);
  });
});
