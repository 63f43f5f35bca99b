import type { SteerAction } from '../domain/events.ts';
import type { InvestigationRef } from '../domain/investigation.ts';

/** Names that client and worker share. */
export const investigationType = 'investigation';
export const investigationQueue = 'investigations';
export const genieQueue = 'genie';
export const steerUpdateName = 'steer';

/** What the steer update carries; `updateId` makes a repeated request the same one. */
export type SteerRequest = {
  readonly ref: InvestigationRef;
  readonly updateId: string;
  readonly action: SteerAction;
};
