import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { CorrectionSteps } from '../domain/correction.ts';

/** What is done is done, so that another attempt goes on with the rest. */
const { correctAnswers } = proxyActivities<CorrectionSteps>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '10 s', maximumInterval: '1 minute', maximumAttempts: 3 },
});

/** Looks at answers again whose tables were not complete. */
export async function corrections(): Promise<void> {
  setCurrentDetails(`${await correctAnswers()} corrected`);
}
