import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../domain/outcome.ts';
import type { Verdict } from '../../domain/explanation.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { CaseRun } from '../../eval/case-run.ts';
import { answered } from '../../eval/scorers/answered.ts';

/** What the scorer reads of a run. */
function verdict(
  markdown: string,
  outcomes: readonly Outcome[],
  over: { status?: string; explained?: Verdict } = {},
): string {
  const investigation = {
    status: over.status ?? 'completed',
    lanes: outcomes.map((outcome) => ({ domain: 'cost', outcome })),
    answer: { markdown, citations: [], caveats: [] },
    explanation: over.explained === undefined ? null : { verdict: over.explained },
    failure: null,
  } as unknown as Investigation;
  return answered.judge({ investigation, evidence: [] } as unknown as CaseRun).verdict;
}

describe('a question is answered', () => {
  test.each([
    ['by one of two domains', 'It rose.', ['answered', 'failed'], {}, 'pass'],
    ['by a table without rows', 'None failed.', ['no_data'], {}, 'pass'],
    ['by a fixed text of ours', 'I can tell you about cost.', [], {}, 'pass'],
    [
      'by a cause where every domain failed',
      'A job.',
      ['failed'],
      { explained: 'cause_found' },
      'pass',
    ],
    ['not by a search that was skipped', 'A job.', ['failed'], { explained: 'skipped' }, 'fail'],
    ['not by a question back', 'Which one?', ['clarification'], {}, 'fail'],
    ['not by an error, however well it reads', 'No access.', ['denied', 'failed'], {}, 'fail'],
    ['not by silence', ' [cost:1]\n—', ['answered'], {}, 'fail'],
    ['not when it failed', 'It rose.', ['answered'], { status: 'failed' }, 'fail'],
  ] as const)('%s', (_, markdown, outcomes, over, expected) => {
    expect(verdict(markdown, outcomes, over)).toBe(expected);
  });
});
