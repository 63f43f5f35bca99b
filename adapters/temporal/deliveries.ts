import type { Client } from '@temporalio/client';
import type { StartDelivery } from '../../domain/own-webhook-ports.ts';
import { deliveryWorkflowId } from '../../domain/own-webhooks.ts';
import { startOnce } from './start-once.ts';
import { translated } from './translated.ts';

const deadlineMs = 5_000;

/**
 * Starts the runs that send messages; its input is two ids.
 *
 * Effect: gRPC with a short deadline.
 */
export const createDeliveryEngine =
  (
    client: Client,
    names: { readonly workflowType: string; readonly taskQueue: string },
  ): StartDelivery =>
  (ref) =>
    translated(() =>
      client.withDeadline(Date.now() + deadlineMs, () =>
        startOnce(client, names.workflowType, {
          taskQueue: names.taskQueue,
          workflowId: deliveryWorkflowId(ref.id),
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          args: [{ id: ref.id, owner: ref.owner }],
        }),
      ),
    );
