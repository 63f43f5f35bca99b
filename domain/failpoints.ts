import type { InvestigationId } from './ids.ts';

/**
 * The moments of an investigation at which a process can be made to die, stand still or wait, and the process
 * that comes there. `api/failpoints.ts` and `worker/failpoints.ts` say where in the code they are.
 */
export const failpoints = {
  'start.before': 'API: the question is stored, its run is not started',
  'start.after': 'API: the run is started, the client is not told',
  'route.before': 'worker: the domains are about to be chosen',
  'route.after': 'worker: the domains are chosen and not stored',
  'ask.before': 'worker: the intent is stored, nothing is sent to Genie',
  'ask.after': 'worker: Genie has the question, the ledger has not its ids',
  'ask.recorded': 'worker: the ledger has the ids, the step goes on',
  'poll.running': 'worker: Genie was looked at and works',
  'poll.completed': 'worker: Genie has answered, its rows are not read',
  'result.read': 'worker: the rows are read, none is stored',
  'compose.before': 'worker: the answer is about to be written',
  'compose.middle': 'worker: a part of the answer is in the log',
  'compose.after': 'worker: the whole text is in the log, the answer is not finished',
  'conclude.before': 'worker: the end is about to be stored',
  'conclude.after': 'worker: the end is stored, the run does not know',
  'cancel.delivered': 'worker: the run knows of the cancel, no end is stored',
  'deadline.fired': 'worker: the deadline of the lanes has passed, no lane is ended by it',
} as const;

export type Failpoint = keyof typeof failpoints;

/** Makes the process do at a moment what it was told to; nothing for most investigations. */
export type Failpoints = {
  readonly reach: (point: Failpoint, id: InvestigationId) => Promise<void>;
};
