import { checkClaims } from '../../claims/check-claims.ts';
import { checkedText } from '../../proof/checked-text.ts';
import { nothingToJudge } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, notRun, pass, skipped } from './scorer.ts';
import { foreignUnit } from './units.ts';

/**
 * Checks the text again, against the tables and not by what the answer says of itself. `rowsTruth` holds
 * the tables against the warehouse.
 */
export const numberTruth: Scorer = {
  name: 'numberTruth',
  says: 'every number, date and name of the answer is one of the cited rows, or follows from them',
  judge: (run) => {
    const { answer } = run.investigation;
    const nothing = nothingToJudge(run, true);
    if (nothing !== null || answer === null) return nothing ?? skipped('there is no text');
    if (foreignUnit(run) !== null) return notRun('units', 'a unit is wrong');
    const claims = checkClaims(checkedText(answer), answer.citations, run.evidence);
    const wrong = claims.filter(({ verdict }) => verdict === 'unsupported');
    if (claims.length === 0) return skipped('the answer states no number');
    if (wrong.length === 0) return pass(`${claims.length} claims`);
    const told = wrong.map(({ text, reason }) => `“${text}”: ${reason ?? 'no row has it'}`);
    return fail(told.slice(0, 3).join('; '), told);
  },
};
