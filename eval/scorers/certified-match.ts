import { found, isAnswered } from './facts.ts';
import type { Scorer } from './scorer.ts';
import { fail, notRun, pass, skipped, unjudged } from './scorer.ts';

/** Whether Genie was asked, and answered, what was meant. */
export const certifiedMatch: Scorer = {
  name: 'certifiedMatch',
  says: 'a table is that of the certified question that is meant',
  judge: (run) => {
    const { certified } = run.case;
    if (certified === null) return skipped('no certified question is labelled');
    const domain = certified.split('/')[0];
    const isAsked = run.investigation.lanes.some((lane) => lane.domain === domain);
    if (!isAsked) return notRun('routing', `${domain} was not asked`);
    if (!isAnswered(run)) return notRun('answered', 'there is no answer');
    const ids = run.evidence.map((one) => one.certified ?? 'a statement that is not certified');
    if (ids.includes(certified)) return pass();
    if (found(run).length > 0)
      return fail(`wanted ${certified}, found ${[...new Set(ids)].join(', ')}`);
    if (run.meant?.kind !== 'rows') return unjudged(`${certified} could not be run`);
    const { rowCount } = run.meant;
    return rowCount === 0
      ? skipped(`${certified} has no row`)
      : fail(`nothing was found, but ${certified} has ${rowCount} rows`);
  },
};
