import { question, type BareSteps } from '../steps.ts';
import type { Arm } from './arm.ts';

/**
 * The floor: the steps one after the other, the five at once by `Promise.all`, nothing kept.
 *
 * Pure: its effects are those of the steps.
 */
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
