import type { DeliverySteps } from '../../domain/own-webhooks.ts';
import { run } from '../run.ts';
import { deliver } from './deliver.ts';
import type { DeliveryDeps } from './deps.ts';

/**
 * The activities that send messages to webhooks.
 *
 * Effect: each has effects only through `deps`, and may run more than once.
 */
export const createDeliveryActivities = (deps: DeliveryDeps): DeliverySteps => ({
  deliver: (ref) => run(({ signal }) => deliver(deps, ref, signal)),
  giveUp: (ref) =>
    run(async () => {
      await deps.deliveries.end(ref, 'given_up');
      return 'given_up' as const;
    }),
});
