import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Steps } from '../domain/steps.ts';
import { genieQueue } from './messages.ts';

/** Crashes and lost networks are Temporal's to repeat, without limit but the run's own deadlines. */
const soon = { initialInterval: '500 ms', backoffCoefficient: 1 } as const;

/** Steps of milliseconds on PostgreSQL. */
const short = proxyActivities<Pick<Steps, 'settleLanes' | 'steer' | 'remember' | 'conclude'>>({
  startToCloseTimeout: '10 s',
  retry: soon,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** Steps that think; the heartbeat tells a dead worker from a slow model. */
const thinking = proxyActivities<Pick<Steps, 'route' | 'synthesise'>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '10 s',
  retry: { ...soon, backoffCoefficient: 2, maximumInterval: '5 s' },
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** The lane's deadline is the workflow's; this limit is only a backstop far behind it. */
const asking = proxyActivities<Pick<Steps, 'askGenie'>>({
  taskQueue: genieQueue,
  scheduleToCloseTimeout: '3 hours',
  heartbeatTimeout: '10 s',
  retry: soon,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** Every step as Temporal runs it. A proxy has no keys of its own, so each is named. */
export const steps: Steps = {
  route: thinking.route,
  askGenie: asking.askGenie,
  settleLanes: short.settleLanes,
  steer: short.steer,
  synthesise: thinking.synthesise,
  remember: short.remember,
  conclude: short.conclude,
};
