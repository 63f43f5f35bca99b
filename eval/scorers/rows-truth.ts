import { nothingToJudge, untrueTables } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass, skipped, unjudged } from './scorer.ts';

/** Finds rows of another time, of a cache or of nowhere. */
export const rowsTruth: Scorer = {
  name: 'rowsTruth',
  says: 'each certified table has the rows that its statement brings on the warehouse',
  judge: (run) => {
    const nothing = nothingToJudge(run, false);
    if (nothing !== null) return nothing;
    if (run.truths.length === 0) return skipped('no table is certified');
    const failed = run.truths.flatMap(({ end }) => (end.kind === 'rows' ? [] : [end.reason]));
    const [untrue] = untrueTables(run);
    if (untrue !== undefined) return fail(`not on the warehouse: ${untrue[1]}`, [untrue[0]]);
    if (failed.length > 0) return unjudged(`the statement could not be run: ${failed[0]}`);
    return pass(
      '',
      run.truths.map(({ evidenceId }) => evidenceId),
    );
  },
};
