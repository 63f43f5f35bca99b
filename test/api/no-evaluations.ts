import type { EvaluationEngine } from '../../domain/evaluation-ports.ts';

const away = (): Promise<never> => Promise.reject(new Error('Temporal is not asked here'));

/** For services whose suites run no evaluation. */
export const noEvaluations: EvaluationEngine = {
  start: away,
  cancel: away,
  isRunning: away,
  schedule: {
    describe: away,
    change: away,
    apply: away,
    pause: away,
    resume: away,
    trigger: away,
    backfill: away,
  },
};
