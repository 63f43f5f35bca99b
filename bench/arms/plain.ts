import { question, type BareSteps } from '../steps.ts';
import type { Arm } from './arm.ts';

/** The baseline arm: the steps in one process, the five questions with `Promise.all`, without storage. */
export function createPlainArm(steps: BareSteps): Arm {
  return {
    ask: async () => {
      const domains = await steps.classify(question);
      const tables = await Promise.all(domains.map((one) => steps.askDomain(one, question)));
      await steps.save(await steps.synthesise(tables));
    },
    settle: () => Promise.resolve(),
  };
}
