import { judgeExplanation } from './judge.ts';
import type { Scorer } from '../scorers/scorer.ts';
import { fail, pass, skipped } from '../scorers/scorer.ts';

const right: readonly string[] = ['right', 'none rightly', 'other'];

/** Judges the explanation by what was planted in the data. */
export const cause: Scorer = {
  name: 'cause',
  says: 'the cause is the planted one with its size, and nothing is found that did not happen',
  judge: (run) => {
    const { cause: label, asOf } = run.case;
    if (label === null) return skipped('no cause is asked for');
    if (run.world === null) return skipped('what was planted in the data is not known');
    if (asOf !== null && asOf !== run.asOf)
      return skipped(`the label is of ${asOf}, the data of ${run.asOf}`);
    const { explanation } = run.investigation;
    if (explanation === null || explanation.verdict === 'skipped')
      return fail('no cause was searched');
    const judgement = judgeExplanation(label, explanation, run.world);
    const said = `${judgement}: ${explanation.lines[0] ?? explanation.verdict}`;
    return right.includes(judgement) ? pass(said) : fail(said);
  },
};
