import {
  proxyActivities,
  setCurrentDetails,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { workflowIdOf } from '../domain/ids.ts';
import type { InvestigationInput } from '../domain/investigation.ts';
import { mostWatchAttempts } from '../domain/watch.ts';
import type { WatchRef, WatchSteps } from '../domain/watch.ts';
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

/** How often an investigation is tried to be admitted while there is no room for it. */
const mostAdmissions = 20;

/** Checks a watch once, and starts the investigation that it asks for. */
export async function watchCheck(ref: WatchRef): Promise<void> {
  const { state, investigate } = await checkWatch({ ref, key: workflowInfo().workflowId });
  setCurrentDetails(state);
  for (let n = 1; investigate !== null && n <= mostAdmissions; n += 1) {
    const admitted = await investigateWatch({ ref, n: investigate });
    if (admitted.kind === 'refused') return;
    if (admitted.kind === 'admitted') return start(admitted.input);
    await sleep(admitted.afterMs);
  }
}

/** The investigation goes on after this run. */
async function start(input: InvestigationInput | null): Promise<void> {
  if (input === null) return;
  await startChild(investigationType, {
    workflowId: workflowIdOf(input.id),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: '5 s',
    parentClosePolicy: 'ABANDON',
    args: [input],
    // The sweeper may have started it before.
  }).catch(() => undefined);
}
