import { tookMsOf } from '../case-run.ts';
import type { Scorer } from './scorer.ts';
import { fail, pass } from './scorer.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Deadlines are promised with the 202, with the wait for quota in them. */
export const latency: Scorer = {
  name: 'latency',
  says: 'the answer is there before the deadline that was promised',
  judge: ({ investigation }) => {
    const { finishedAt, deadlineAt } = investigation;
    if (finishedAt === null) return fail('it has not ended');
    const lateMs = Date.parse(finishedAt) - Date.parse(deadlineAt);
    if (lateMs > 0) return fail(`${seconds(lateMs)} after its deadline`);
    return pass(`${seconds(tookMsOf(investigation))} of work`);
  },
};
