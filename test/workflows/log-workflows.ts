import { proxyActivities } from '@temporalio/workflow';

const { play } = proxyActivities<{ play: () => Promise<void> }>({
  startToCloseTimeout: '10 s',
  retry: { maximumAttempts: 1 },
});

/** A workflow whose one activity fails. */
export async function plays(): Promise<void> {
  await play();
}

/** A workflow whose own code has a fault: its task fails and is tried again for ever. */
export async function broken(): Promise<void> {
  await Promise.reject(new TypeError('undefined is not a workflow'));
}
