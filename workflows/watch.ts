import { proxyActivities, setCurrentDetails, startChild, workflowInfo } from '@temporalio/workflow';
import { mostWatchAttempts } from '../domain/watch.ts';
import type { WatchRef, WatchSteps } from '../domain/watch.ts';
import { childOf, untilAdmitted } from './admitted-child.ts';
import { investigationType } from './messages.ts';

const { checkWatch } = proxyActivities<Pick<WatchSteps, 'checkWatch'>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '10 s',
  // The last attempt stores that nothing could be evaluated; the next check is another run.
  retry: { initialInterval: '2 s', backoffCoefficient: 5, maximumAttempts: mostWatchAttempts },
});
const { investigateWatch } = proxyActivities<Pick<WatchSteps, 'investigateWatch'>>({
  startToCloseTimeout: '30 s',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', maximumAttempts: 10 },
});

/** Checks a watch once, and starts the investigation that it asks for, which goes on after this run. */
export async function watchCheck(ref: WatchRef): Promise<void> {
  const { state, investigate } = await checkWatch({ ref, key: workflowInfo().workflowId });
  setCurrentDetails(state);
  if (investigate === null) return;
  const input = await untilAdmitted(() => investigateWatch({ ref, n: investigate }));
  if (input === null) return;
  // The sweeper may have started it before.
  await startChild(investigationType, childOf(input)).catch(() => undefined);
}
