import type { Measure } from '../measure.ts';
import {
  dataRead,
  failedLogins,
  newTokens,
  refusedAccess,
  rightsChanges,
  tableReads,
} from './actions.ts';
import {
  endpointErrors,
  failedQueries,
  idleHours,
  latency,
  meanTime,
  queue,
  spill,
} from './compute.ts';
import { cost, teamSpend, untaggedSpend } from './costs.ts';
import { stale, tableRows } from './tables.ts';
import { duration, failedRuns, failedUpdates, missingRuns, updateHours } from './work.ts';

/**
 * Everything in which a symptom is searched. The more particular measure stands before the one that is meant
 * when nothing particular is said.
 */
export const measures: readonly Measure[] = [
  untaggedSpend,
  teamSpend,
  idleHours,
  stale,
  tableRows,
  spill,
  queue,
  endpointErrors,
  failedQueries,
  failedLogins,
  newTokens,
  refusedAccess,
  rightsChanges,
  dataRead,
  tableReads,
  updateHours,
  failedUpdates,
  missingRuns,
  duration,
  meanTime,
  latency,
  failedRuns,
  cost,
];

/** The measure with an id. @throws {Error} When there is none. */
export function measureOf(id: string): Measure {
  const found = measures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no measure ${id}`);
  return found;
}
