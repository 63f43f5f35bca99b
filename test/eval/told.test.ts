import { describe, expect, test } from 'vitest';
import type { CaseRun } from '../../eval/case-run.ts';
import { told } from '../../eval/scorers/told.ts';

/** What the scorer reads of a run with rows, whose search for a cause came to an end. */
function verdict(kind: string | null, citations: readonly string[]): string {
  const run = {
    case: { cause: kind === null ? null : { kind } },
    meant: null,
    evidence: [{ rows: [['a']] }],
    investigation: {
      status: 'completed',
      lanes: [{ domain: 'cost', outcome: 'failed' }],
      answer: { markdown: 'Nothing called `x` was found.', citations, caveats: [] },
      explanation: { verdict: 'inconclusive' },
      failure: null,
    },
  };
  return told.judge(run as unknown as CaseRun).verdict;
}

describe('what was found is told', () => {
  test.each([
    ['where something is cited', 'why', ['cost:1'], 'pass'],
    ['not where nothing is', 'why', [], 'fail'],
    ['not where no cause is labelled either', null, [], 'fail'],
    ['or there is nothing to find by that name', 'no-such-object', [], 'skipped'],
    ['or at that time', 'no-data', [], 'skipped'],
  ] as const)('%s', (_, kind, citations, expected) => {
    expect(verdict(kind, citations)).toBe(expected);
  });
});
