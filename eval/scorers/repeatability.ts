import type { CaseFigures } from '../../domain/evaluation.ts';
import { figuresOf } from '../case-run.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass, skipped } from './scorer.ts';

const compared = ['asked', 'certified', 'numbers'] as const satisfies (keyof CaseFigures)[];
const names = { asked: 'domains', certified: 'certified questions', numbers: 'numbers' } as const;

/** The same question on the same data has the same domains, tables and figures. */
export const repeatability: Scorer = {
  name: 'repeatability',
  says: 'the same question comes to the same domains, tables and figures',
  judge: (run) => {
    if (run.earlier.length === 0) return skipped('it was asked once');
    const now = figuresOf(run);
    for (const before of run.earlier)
      for (const part of compared)
        if (before[part].join(', ') !== now[part].join(', '))
          return fail(`other ${names[part]}: ${before[part].join(', ')} → ${now[part].join(', ')}`);
    return pass(`asked ${run.earlier.length + 1} times`);
  },
};
