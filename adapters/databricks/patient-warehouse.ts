import { setTimeout as pause } from 'node:timers/promises';
import { asAppError } from '../../domain/errors.ts';
import { isSignInLost } from '../../domain/on-behalf.ts';
import type { Warehouse } from '../../domain/warehouse.ts';

const lookEveryMs = 1_000;

/**
 * A warehouse that is asked as a user: when their sign-in expires, a statement waits for a new one. It is run
 * again then, which does no harm as statements only read.
 *
 * Effect: as the warehouse.
 *
 * @param isRenewed Whether another token can be tried.
 * @param remedy What is to be done when none comes within the time of the statement, which is `denied` then.
 */
export function createPatientWarehouse(
  warehouse: Warehouse,
  isRenewed: () => Promise<boolean>,
  remedy: string,
): Warehouse {
  return {
    ...warehouse,
    run: async (statement, signal) => {
      for (;;) {
        try {
          return await warehouse.run(statement, signal);
        } catch (thrown) {
          const error = asAppError(thrown);
          if (!isSignInLost(error, 'expired')) throw thrown;
          while (!(await isRenewed())) {
            await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
            if (signal.aborted) return { kind: 'denied', reason: error.message, remedy };
          }
        }
      }
    },
  };
}
