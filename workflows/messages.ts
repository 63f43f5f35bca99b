import type { SteerAction } from '../domain/events.ts';
import type { InvestigationRef } from '../domain/investigation.ts';

/** Workflow type, task queues and update name, shared by client and worker. */
export const investigationType = 'investigation';
export const investigationQueue = 'investigations';
export const genieQueue = 'genie';
/** Of requests to webhooks: a target that does not answer holds no slot of an investigation. */
export const deliveryQueue = 'deliveries';
export const steerUpdateName = 'steer';

/** Name of the deployment of workers that have a version. */
export const deploymentName = 'health-monitor';

/**
 * Argument of the steer update; a repeated request has the same `updateId` and is recorded once.
 */
export type SteerRequest = {
  readonly ref: InvestigationRef;
  readonly updateId: string;
  readonly action: SteerAction;
};

/** Workflow type of an evaluation; its runs are on the queue of the investigations. */
export const evaluationType = 'evaluation';

/** Workflow type of the run that deletes what is kept no longer; on the same queue. */
export const keepingType = 'keeping';

/** Workflow type of the run that lists the dashboards of the workspace; on the same queue. */
export const dashboardRefreshType = 'dashboardRefresh';

/** Workflow type of the run that looks at answers again; on the same queue. */
export const correctionsType = 'corrections';

/** The work that schedules do again and again. */
export const intervalWork = [
  { scheduleId: 'keeping', workflowType: keepingType, every: '1 hour', jitter: '5 minutes' },
  {
    scheduleId: 'dashboards',
    workflowType: dashboardRefreshType,
    every: '15 minutes',
    jitter: '1 minute',
  },
  {
    scheduleId: 'corrections',
    workflowType: correctionsType,
    every: '15 minutes',
    jitter: '1 minute',
  },
] as const;

/** Workflow type of the run that does what an approved proposal says; on the same queue. */
export const proposalType = 'applyProposal';

/** Workflow type of one check of a watch; on the same queue. */
export const watchCheckType = 'watchCheck';

/** Workflow type of one run of a digest; on the same queue. */
export const digestRunType = 'digestRun';

/** Workflow type of the run that sends a message to a webhook; on the queue of the investigations. */
export const deliveryType = 'webhookDelivery';
