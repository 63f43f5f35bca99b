import { firstLineOf } from '../case-run.ts';
import { found, isAnswered, isTold } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, notRun, pass, skipped } from './scorer.ts';

/** An answer that keeps what was found to itself, or refuses, is none. */
export const told: Scorer = {
  name: 'told',
  says: 'the answer cites what was found',
  judge: (run) => {
    if (!isAnswered(run)) return notRun('answered', 'there is no answer');
    if (found(run).length === 0) return skipped('nothing was found');
    if (isTold(run)) return pass();
    return fail(`nothing is cited: ${firstLineOf(run.investigation.answer?.markdown ?? '')}`);
  },
};
