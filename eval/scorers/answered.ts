import { firstLineOf } from '../case-run.ts';
import { isAnswered } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass } from './scorer.ts';

/** Errors and silence are no answers, however well they are written. */
export const answered: Scorer = {
  name: 'answered',
  says: 'there is a text, and a domain that was asked or the search for a cause has answered',
  judge: (run) => {
    if (isAnswered(run)) return pass();
    const { status, lanes, answer, failure } = run.investigation;
    const ends = lanes.map(({ domain, outcome }) => `${domain} ${outcome ?? 'open'}`).join(', ');
    const text = firstLineOf(answer) || 'no text';
    return fail([`${status}: ${text}`, ends, failure?.message ?? ''].filter(Boolean).join('; '));
  },
};
