import { isAnswer } from '../../domain/outcome.ts';
import { isAnswered } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, notRun, pass, skipped } from './scorer.ts';

/** An answer of three domains that had five to tell says which two are missing. */
export const completeness: Scorer = {
  name: 'completeness',
  says: 'the answer names every domain that has not answered',
  judge: (run) => {
    const { answer, lanes } = run.investigation;
    if (!isAnswered(run) || answer === null) return notRun('answered', 'there is no answer');
    const missing = lanes
      .filter(({ outcome }) => outcome === null || !isAnswer(outcome))
      .map(({ domain }) => domain);
    if (missing.length === 0) return skipped('every domain has answered');
    const text = [answer.markdown, ...answer.caveats, ...answer.degraded].join('\n').toLowerCase();
    const silent = missing.filter((domain) => !text.includes(domain));
    return silent.length === 0
      ? pass(`told: ${missing.join(', ')}`)
      : fail(`not told that these are missing: ${silent.join(', ')}`);
  },
};
