import { DefaultLogger } from '@temporalio/worker';

/** A logger for engines under test: it keeps what they say to itself. */
export const quiet = new DefaultLogger('ERROR', () => {});
