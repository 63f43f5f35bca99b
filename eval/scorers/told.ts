import { firstLineOf } from '../case-run.ts';
import { isTold, nothingToJudge } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass } from './scorer.ts';

/** An answer that keeps what was found to itself, or refuses, is none. */
export const told: Scorer = {
  name: 'told',
  says: 'the answer cites what was found',
  judge: (run) => {
    const nothing = nothingToJudge(run, false);
    if (nothing !== null) return nothing;
    if (isTold(run)) return pass();
    return fail(`nothing is cited: ${firstLineOf(run.investigation.answer)}`);
  },
};
