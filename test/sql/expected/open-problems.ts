import type { Ledger } from '../../../local/data/truth.ts';
import { failedStates, finishedRuns, inWindow } from '../ledger.ts';
import { checks, each, total, where } from './check.ts';
import { newestBy } from './versions.ts';

const day = (at: string | null) => (at ?? '').slice(0, 10);

/** By thing, how many of its ends in the window failed; only of things whose newest end did. */
function stillFailing<T>(
  items: readonly T[],
  thing: (item: T) => string,
  endedAt: (item: T) => string,
  failed: (item: T) => boolean,
): Record<string, number> {
  const failing = each(items, thing, (all) => {
    const newest = all.toSorted((a, b) => endedAt(a).localeCompare(endedAt(b))).at(-1);
    return newest !== undefined && failed(newest) ? all.filter(failed).length : 0;
  });
  return where(failing, (failures) => failures > 0);
}

function failingEndpoints(ledger: Ledger): Record<string, number> {
  const days = ledger.endpointDays.filter((fact) => inWindow(fact.date));
  const bad = each(
    days,
    (fact) => `failing endpoint/${fact.workspaceId}/${fact.endpoint}`,
    (all) => {
      const failed = total(all, (fact) => fact.failed);
      return failed >= 5 && failed >= 0.05 * total(all, (fact) => fact.requests) ? failed : 0;
    },
  );
  return where(bad, (failures) => failures > 0);
}

function unhealthyTables(ledger: Ledger): Record<string, number> {
  const scans = ledger.scans.filter((scan) => inWindow(day(scan.at)));
  const isBad = (scan: (typeof scans)[number]) => scan.stale || scan.incomplete;
  const newest = newestBy(scans, (scan) => scan.table);
  return Object.fromEntries(
    [...newest.values()]
      .filter(isBad)
      .map(({ table }) => [
        `unhealthy table//${table}`,
        scans.filter((scan) => scan.table === table && isBad(scan)).length,
      ]),
  );
}

const openProblems = (ledger: Ledger): Record<string, number> => ({
  ...stillFailing(
    finishedRuns(ledger),
    (run) => `failing job/${run.workspaceId}/${run.jobId}`,
    (run) => run.endedAt ?? '',
    (run) => failedStates.includes(run.finalState ?? ''),
  ),
  ...stillFailing(
    ledger.pipelineUpdates.filter((update) => inWindow(day(update.endedAt))),
    (update) => `failing pipeline/${update.workspaceId}/${update.pipelineId}`,
    (update) => update.endedAt ?? '',
    (update) => update.result === 'FAILED',
  ),
  ...failingEndpoints(ledger),
  ...unhealthyTables(ledger),
  ...where(
    each(
      ledger.audits.filter((event) => inWindow(day(event.at)) && event.status >= 400),
      (event) => `user refused often//${event.user}`,
      (all) => all.length,
    ),
    (events) => events >= 20,
  ),
});

export const openProblemChecks = checks('unified/open_problems', 'problem workspace_id thing', {
  occurrences: openProblems,
});
