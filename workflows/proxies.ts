import {
  ActivityCancellationType,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Steps } from '../domain/steps.ts';
import { genieQueue } from './messages.ts';

/** Temporal retries a step without limit; the deadlines of the run end it. */
const retryPolicy = { initialInterval: '500 ms', backoffCoefficient: 1 } as const;

type ShortSteps = Pick<
  Steps,
  'routeAtOnce' | 'settleLanes' | 'steer' | 'synthesiseAtOnce' | 'conclude'
>;

const localSteps = proxyLocalActivities<ShortSteps>({
  startToCloseTimeout: '10 s',
  retry: { maximumAttempts: 1 },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** The same steps as activities of their own, tried until they succeed. */
const databaseSteps = proxyActivities<ShortSteps & Pick<Steps, 'remember'>>({
  startToCloseTimeout: '10 s',
  retry: retryPolicy,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** Steps that may wait for a model or a warehouse; a dead worker is noticed by its missing heartbeats. */
const modelSteps = proxyActivities<
  Pick<Steps, 'route' | 'explain' | 'plan' | 'check' | 'synthesise'>
>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '10 s',
  retry: { ...retryPolicy, backoffCoefficient: 2, maximumInterval: '5 s' },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** Nobody waits for it, and without it nothing is missing: it is tried a few times. */
const summarySteps = proxyActivities<Pick<Steps, 'summarise'>>({
  startToCloseTimeout: '45 s',
  scheduleToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 s',
  retry: { ...retryPolicy, maximumAttempts: 3 },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** The run's deadline ends a tool; the limit here is above every tool's own. */
const toolSteps = proxyActivities<Pick<Steps, 'runTool'>>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 s',
  retry: retryPolicy,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** The workflow enforces the lane's deadline; the limit here is far above it. */
const genieSteps = proxyActivities<Pick<Steps, 'askGenie'>>({
  taskQueue: genieQueue,
  scheduleToCloseTimeout: '3 hours',
  heartbeatTimeout: '10 s',
  retry: retryPolicy,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/**
 * Steps that take milliseconds, as local activities: within the workflow task. Each is tried once, because
 * a run takes no request while a local activity is tried again, and its history grows.
 */
export const shortSteps: Partial<Steps> = {
  routeAtOnce: localSteps.routeAtOnce,
  settleLanes: localSteps.settleLanes,
  steer: localSteps.steer,
  synthesiseAtOnce: localSteps.synthesiseAtOnce,
  conclude: localSteps.conclude,
};

/** Every step as a Temporal activity. The keys are listed because a proxy cannot be spread. */
export const steps: Steps = {
  route: modelSteps.route,
  routeAtOnce: databaseSteps.routeAtOnce,
  askGenie: genieSteps.askGenie,
  settleLanes: databaseSteps.settleLanes,
  steer: databaseSteps.steer,
  explain: modelSteps.explain,
  plan: modelSteps.plan,
  check: modelSteps.check,
  runTool: toolSteps.runTool,
  synthesise: modelSteps.synthesise,
  synthesiseAtOnce: databaseSteps.synthesiseAtOnce,
  remember: databaseSteps.remember,
  conclude: databaseSteps.conclude,
  summarise: summarySteps.summarise,
};
