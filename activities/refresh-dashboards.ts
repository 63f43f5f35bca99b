import type { DashboardShelf, DashboardSteps, KnownDashboard } from '../domain/dashboards.ts';
import { run } from './run.ts';

/** Dashboards whose tags are read at the same time. */
const atOnce = 8;

/** The ports of the activity. */
export type RefreshDeps = {
  readonly shelf: DashboardShelf;
  /** Without those in the trash. */
  readonly list: (
    signal: AbortSignal,
  ) => Promise<readonly { readonly dashboardId: string; readonly title: string }[]>;
  readonly tagsOf: (dashboardId: string, signal: AbortSignal) => Promise<readonly string[]>;
};

/**
 * The activity that lists the dashboards of the workspace anew.
 *
 * Effect: requests to the workspace, one for each dashboard and page; replaces the stored list when all were
 * read, so that a failure leaves the list of before.
 */
export const createDashboardActivities = ({
  shelf,
  list,
  tagsOf,
}: RefreshDeps): DashboardSteps => ({
  refreshDashboards: () =>
    run(async ({ signal }) => {
      const listed = await list(signal);
      const known: KnownDashboard[] = [];
      for (let from = 0; from < listed.length; from += atOnce) {
        signal.throwIfAborted();
        const tagged = listed.slice(from, from + atOnce).map(async ({ dashboardId, title }) => ({
          dashboardId,
          title,
          tags: await tagsOf(dashboardId, signal),
        }));
        known.push(...(await Promise.all(tagged)));
      }
      await shelf.replace(known);
      return known.length;
    }),
});
