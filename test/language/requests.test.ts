import { describe, expect, test } from 'vitest';
import { requestsIn } from '../../language/requests.ts';

describe('what a text asks, without what its writer says before', () => {
  test.each([
    ['I just took over from a colleague. Which schemas hold names?', 'Which schemas hold names?'],
    ['My boss is on the phone and I was wondering how many loads broke', 'how many loads broke'],
    ['Before the audit starts: who may read the ledger?', 'who may read the ledger?'],
    ['If nothing changes, where do we land in December?', 'where do we land in December?'],
    ['Finance is nervous, can you show me the dearest ones of them', 'the dearest ones of them'],
  ])('%s', (text, asked) => {
    expect(requestsIn(text)).toContain(asked);
  });

  test.each(['Which jobs failed last night?', 'top 10 jobs', 'spend per day'])(
    '%s: all of it',
    (text) => {
      expect(requestsIn(text)).toEqual([]);
    },
  );
});
