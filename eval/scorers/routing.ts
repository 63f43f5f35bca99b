import type { CaseRun } from '../case-run.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass, skipped } from './scorer.ts';

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.toSorted().join() === right.toSorted().join();

const orNone = (names: readonly string[]): string => names.join(', ') || 'no domain';

/** Whether the label of a question allows these domains. Pure. */
export function isRightRoute({ case: { route } }: CaseRun, asked: readonly string[]): boolean {
  if (route === null) return true;
  if ('exactly' in route) return route.exactly.some((set) => sameSet(set, asked));
  return asked.length > 0 && asked.every((one) => route.among.some((known) => known === one));
}

/** Reads the decision itself, not the answer: which domains were chosen. */
export const routing: Scorer = {
  name: 'routing',
  says: 'the question goes to exactly the domains that it needs',
  judge: (run) => {
    const { route } = run.case;
    if (route === null) return skipped('no domains are labelled');
    const { routing: decision } = run.investigation;
    if (decision === null) return fail('no decision was made');
    const asked = decision.domains.map(({ domain }) => domain);
    if (isRightRoute(run, asked)) return pass(`asked ${orNone(asked)}`);
    const wanted =
      'exactly' in route ? route.exactly.map(orNone).join(' or ') : `any of ${orNone(route.among)}`;
    return fail(`asked ${orNone(asked)}, wanted ${wanted}`);
  },
};
