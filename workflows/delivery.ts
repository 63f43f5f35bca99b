import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { DeliveryRef, DeliverySteps } from '../domain/own-webhooks.ts';
import { deliveryQueue } from './messages.ts';

/** A day, with growing pauses of at most four hours: a target that is down over a night is told after it. */
const { deliver } = proxyActivities<Pick<DeliverySteps, 'deliver'>>({
  taskQueue: deliveryQueue,
  startToCloseTimeout: '30 s',
  heartbeatTimeout: '10 s',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '5 s', backoffCoefficient: 4, maximumInterval: '4 hours' },
});
const { giveUp } = proxyActivities<Pick<DeliverySteps, 'giveUp'>>({
  taskQueue: deliveryQueue,
  startToCloseTimeout: '10 s',
  retry: { initialInterval: '1 s', maximumInterval: '1 minute' },
});

/** Sends a message to a webhook until it is taken, or given up after a day. */
export async function webhookDelivery(ref: DeliveryRef): Promise<void> {
  setCurrentDetails(await deliver(ref).catch(() => giveUp(ref)));
}
