import type { Dashboards, WholeDashboard } from '../adapters/databricks/dashboards.ts';
import { AppError } from '../domain/errors.ts';
import { type Domain, domains } from '../domain/domains.ts';
import { type DashboardContent, readContent } from './content.ts';
import { type Change, mergeDashboard } from './merge.ts';
import { pageName, titleOf, type WantedDashboard } from './wanted-dashboard.ts';

/** What is to be done with the dashboard of one domain. */
export type DashboardPlan =
  | { readonly kind: 'problem'; readonly wanted: WantedDashboard; readonly message: string }
  | {
      readonly kind: 'create';
      readonly wanted: WantedDashboard;
      readonly content: DashboardContent;
      readonly changes: readonly Change[];
    }
  | {
      readonly kind: 'update';
      readonly wanted: WantedDashboard;
      readonly read: WholeDashboard;
      readonly content: DashboardContent;
      /** Empty where nothing is to be written. */
      readonly changes: readonly Change[];
    };

const empty: DashboardContent = { datasets: [], pages: [] };

/** The domain whose page of ours a dashboard has; null without one. */
function domainIn({ pages }: DashboardContent): Domain | null {
  const names = pages.map(({ name }) => name);
  return domains.find((domain) => names.includes(pageName(domain))) ?? null;
}

/**
 * What a dashboard that was read is to become.
 *
 * Pure.
 *
 * @param adopt Whether one without our page may be taken over.
 */
export function planUpdate(
  wanted: WantedDashboard,
  read: WholeDashboard,
  adopt: boolean,
): DashboardPlan {
  const problem = (message: string): DashboardPlan => ({ kind: 'problem', wanted, message });
  const where = `${read.dashboardId} (${read.title})`;
  if (read.isTrashed) return problem(`the dashboard ${where} is in the trash.`);
  const stored = readContent(read.serialized);
  if (stored === null) return problem(`the dashboard ${where} is in a form that we do not know.`);
  const domain = domainIn(stored);
  if (domain !== null && domain !== wanted.domain)
    return problem(`the dashboard ${where} is that of ${domain}, by a page of it.`);
  if (domain === null && !adopt)
    return problem(
      `the dashboard ${where} is not ours: it has no page of ours. With --adopt our page is put beside its own.`,
    );
  return { kind: 'update', wanted, read, ...mergeDashboard(stored, wanted) };
}

type Options = {
  readonly dashboards: Pick<Dashboards, 'list' | 'read'>;
  readonly configured: Readonly<Record<Domain, string | null>>;
  readonly adopt: boolean;
};

/** The dashboard that the setting names, else the only one with our title. */
async function find(wanted: WantedDashboard, options: Options): Promise<string | null> {
  const named = options.configured[wanted.domain];
  if (named !== null) return named;
  const listed = await options.dashboards.list();
  const found = listed.filter(({ title }) => title === titleOf(wanted.domain));
  if (found.length > 1) {
    const ids = found.map(({ dashboardId }) => dashboardId).join(', ');
    throw new AppError(
      'input.conflict',
      `several dashboards are called ${wanted.title}: ${ids}. Name one in DASHBOARDS.`,
    );
  }
  return found[0]?.dashboardId ?? null;
}

/**
 * Finds the dashboard of a domain, by its setting or else by its title, and says what is to be done
 * with it; without one, a new one is to be made.
 *
 * Effect: HTTP, reads only.
 */
export async function planDashboard(
  wanted: WantedDashboard,
  options: Options,
): Promise<DashboardPlan> {
  try {
    const id = await find(wanted, options);
    if (id !== null) return planUpdate(wanted, await options.dashboards.read(id), options.adopt);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: 'problem', wanted, message: error.message };
  }
  return { kind: 'create', wanted, ...mergeDashboard(empty, wanted) };
}
