import { setTimeout as delay } from 'node:timers/promises';
import type { AppDeps } from './deps.ts';

export type SendDeps = {
  readonly webhooks: Pick<AppDeps['webhooks'], 'outbox' | 'start'>;
  readonly log: AppDeps['log'];
};

const everyMs = 2_000;
const batch = 100;

/**
 * Starts the runs of messages that have none.
 *
 * Effect: one read, which finds nothing where there is no webhook; workflow starts, which may be repeated.
 */
export async function sendOnce({ webhooks: { outbox, start }, log }: SendDeps): Promise<void> {
  for (const ref of await outbox.unstarted(batch)) {
    try {
      await start(ref);
      await outbox.started(ref);
    } catch (err) {
      log.warn({ err, deliveryId: ref.id }, 'a message to a webhook could not be started');
    }
  }
}

/**
 * Starts the runs of messages every 2 s until stopped.
 *
 * Effect: as `sendOnce`; what fails is logged and done again.
 *
 * @returns When the last round is over.
 */
export async function runDeliveries(deps: SendDeps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await sendOnce(deps).catch((err: unknown) =>
      deps.log.warn({ err }, 'messages to webhooks could not be read'),
    );
    // The wait ends early, by rejecting, when the process stops.
    await delay(everyMs, undefined, { signal: stopping }).catch(() => {});
  }
}
