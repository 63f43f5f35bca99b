import { firstLineOf } from '../case-run.ts';
import { isTold, nothingToJudge } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass, skipped } from './scorer.ts';

/** Kinds of questions about what is not there: an answer that says so has nothing to cite. */
const ofNothing: readonly string[] = ['no-such-object', 'no-data'];

/** An answer that keeps what was found to itself, or refuses, is none. */
export const told: Scorer = {
  name: 'told',
  says: 'the answer cites what was found',
  judge: (run) => {
    const nothing = nothingToJudge(run, false);
    if (nothing !== null) return nothing;
    if (isTold(run)) return pass();
    if (ofNothing.includes(run.case.cause?.kind ?? '')) return skipped('there is nothing to find');
    return fail(`nothing is cited: ${firstLineOf(run.investigation.answer)}`);
  },
};
