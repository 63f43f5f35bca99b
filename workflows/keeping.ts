import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { KeepingSteps } from '../domain/keeping.ts';

/** What is done is done, so that another attempt goes on with the rest. */
const { keep } = proxyActivities<KeepingSteps>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '10 s', maximumInterval: '5 minutes', maximumAttempts: 10 },
});

/** Deletes what is kept no longer. */
export async function keeping(): Promise<void> {
  const done = Object.entries(await keep()).filter(([, count]) => count > 0);
  setCurrentDetails(
    done.map(([what, count]) => `${what} ${count}`).join(', ') || 'nothing was due',
  );
}
