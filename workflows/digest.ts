import {
  executeChild,
  proxyActivities,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { DigestRef, DigestRunRef, DigestSteps } from '../domain/digest.ts';
import { childOf, untilAdmitted } from './admitted-child.ts';
import { investigationType } from './messages.ts';

const steps = proxyActivities<DigestSteps>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', maximumAttempts: 20 },
});

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
  const input = await untilAdmitted(() => steps.askDigestPart({ ...run, position }));
  if (input === null) return;
  // The sweeper may have started it before, and it may end as cancelled or failed: how, its rows tell.
  await executeChild(investigationType, childOf(input)).catch(() => undefined);
}
