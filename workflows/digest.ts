import {
  executeChild,
  proxyActivities,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { DigestRef, DigestRunRef, DigestSteps } from '../domain/digest.ts';
import { workflowIdOf } from '../domain/ids.ts';
import type { InvestigationInput } from '../domain/investigation.ts';
import { investigationType } from './messages.ts';

const steps = proxyActivities<DigestSteps>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', maximumAttempts: 20 },
});

/** How often a question is tried to be admitted while there is no room for it. */
const mostAdmissions = 20;
/** How often a report waits for questions that run elsewhere. */
const mostWaits = 60;
const waitMs = 10_000;

/** Asks the questions of a digest, and writes its report when they have ended. */
export async function digestRun(ref: DigestRef): Promise<void> {
  const run: DigestRunRef = { ref, key: workflowInfo().workflowId };
  const count = await steps.beginDigest(run);
  if (count === 0) return;
  setCurrentDetails(`${count} questions`);
  await Promise.all(Array.from({ length: count }, (_, position) => ask(run, position)));
  for (let n = 1; ; n += 1) {
    const isLast = n >= mostWaits;
    if ((await steps.endDigest({ ...run, isLast })) || isLast) return;
    await sleep(waitMs);
  }
}

async function ask(run: DigestRunRef, position: number): Promise<void> {
  for (let n = 1; n <= mostAdmissions; n += 1) {
    const admitted = await steps.askDigestPart({ ...run, position });
    if (admitted.kind === 'refused') return;
    if (admitted.kind === 'admitted') return investigate(admitted.input);
    await sleep(admitted.afterMs);
  }
}

/** Returns when the investigation has ended; how, its rows tell. */
async function investigate(input: InvestigationInput | null): Promise<void> {
  if (input === null) return;
  await executeChild(investigationType, {
    workflowId: workflowIdOf(input.id),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: '5 s',
    parentClosePolicy: 'ABANDON',
    args: [input],
    // The sweeper may have started it before, and it may end as cancelled or failed.
  }).catch(() => undefined);
}
