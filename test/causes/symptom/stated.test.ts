import { describe, expect, it } from 'vitest';
import { askedIn } from '../../../causes/symptom/asked.ts';
import { stated } from '../../../causes/symptom/stated.ts';
import { nowMs } from '../tables.ts';

describe('what is said not to be the matter', () => {
  it.each<[question: string, left: string]>([
    ['Why is a.b.sums days old while no job complains?', 'Why is a.b.sums days old ?'],
    ['why is it unhealthy even though it is loaded on time', 'why is it unhealthy'],
    ['Although nobody deployed anything, load_a is red. Why?', ', load_a is red. Why?'],
    ['why does big-wide spill with its size unchanged', 'why does big-wide spill'],
    [
      'why does it spill, when its size and the number of queries are as always',
      'why does it spill',
    ],
    ['why did it cost more despite fewer runs', 'why did it cost more'],
    ['load_a had no runs for days, not even failed ones, why', 'load_a had no runs for days , why'],
    ['the table is behind but no job failed, why?', 'the table is behind , why?'],
    ['why is load_a red, and nobody touched it', 'why is load_a red'],
    ['Nobody gets errors from load_a, it just does not start', 'it just does not start'],
    ["load_a hasn't failed. So why is it silent?", 'So why is it silent?'],
    ['No alarm was raised. Why is the table old?', 'Why is the table old?'],
    ['web cost half on Monday; is something broken?', 'web cost half on Monday'],
    ['why did the bill of web drop, or is it a mistake?', 'why did the bill of web drop'],
  ])('is left out of: %s', (question, left) => {
    expect(stated(question).trim()).toBe(left);
  });

  it.each<string>([
    'the job runs, but no rows arrive since sunday, why',
    'load_a fails at the same time as load_b, why',
    'why is it red since the deploy and not fixed',
    'load_a is slow and no data arrives since sunday',
    'why is load_a slow while load_b is fine?',
    'not one run of load_a succeeded, why',
    'why are there no runs since sunday',
    'no error, why',
    'is something broken with load_a?',
    'load_a is slow. Why does it fail?',
    'load_a did not succeed. Errors are everywhere, why?',
  ])('is nothing in: %s', (question) => {
    expect(stated(question)).toBe(question);
  });

  it('chooses no measure and no way', () => {
    const context = { domains: [], nearest: [], nowMs, timeZone: 'UTC' };
    const { said, sign } = askedIn(
      'why is a.b.sums frozen although costs rise and no job fails',
      context,
    );
    expect({ said, sign }).toEqual({ said: ['stale'], sign: 0 });
  });
});
