import { z } from 'zod';
import { type Domain, domains } from '../../domain/domains.ts';
import type { DashboardFinder, FoundDashboard } from '../../domain/tools.ts';
import type { Dashboards, ListedDashboard } from './dashboards.ts';
import type { Http } from './http.ts';

/** Words of questions for which the dashboard of a domain is the one to look at. */
export type DashboardWords = Readonly<Record<Domain, readonly string[]>>;

type Setup = {
  readonly host: string;
  readonly http: Http;
  readonly dashboards: Pick<Dashboards, 'list' | 'isPublished'>;
  readonly words: DashboardWords;
  readonly configured: Readonly<Record<Domain, string | null>>;
};

/** How long a list of dashboards is taken for the one that stands. */
const freshMs = 5 * 60_000;
const mostShown = 3;
/** More are not asked whether they are published. */
const mostChecked = 8;

const wordsIn = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).map((word) => word.replace(/s$/, ''));

const dull = new Set(['dashboard', 'health', 'monitor', 'the', 'and', 'for', 'our', 'all', 'show']);

type Fit = { readonly dashboard: ListedDashboard; readonly score: number; readonly reason: string };

/** The domain whose dashboard it is: by the setting, else by our title. */
function domainOf({ dashboardId, title }: ListedDashboard, { configured }: Setup): Domain | null {
  return (
    domains.find((domain) => configured[domain] === dashboardId) ??
    domains.find(
      (domain) => configured[domain] === null && title === `Health Monitor: ${domain}`,
    ) ??
    null
  );
}

function fitOf(
  dashboard: ListedDashboard,
  question: ReadonlySet<string>,
  asked: readonly Domain[],
  setup: Setup,
): Fit {
  const domain = domainOf(dashboard, setup);
  if (domain !== null) {
    const shared = setup.words[domain].filter((word) => question.has(word.replace(/s$/, '')));
    const isAsked = asked.includes(domain);
    const score = (isAsked ? 4 : 0) + shared.length;
    const why = shared.length === 0 ? '' : `, for ${shared.join(', ')}`;
    return { dashboard, score, reason: `It is the dashboard of ${domain}${why}.` };
  }
  const shared = wordsIn(dashboard.title).filter((word) => question.has(word) && !dull.has(word));
  const reason = `Its title has ${[...new Set(shared)].join(', ')}.`;
  return { dashboard, score: new Set(shared).size * 1.5, reason };
}

/**
 * Creates what finds published dashboards for a question: those of the asked domains, and others whose
 * titles share its words. Each is asked for before it is linked to, so that one that was deleted, is not
 * published or is hidden from us is left out.
 *
 * Effect: HTTP; the list is read every five minutes at most, the id of the workspace once.
 */
export function createDashboardFinder(setup: Setup): DashboardFinder {
  const { host, dashboards } = setup;
  let listed: { readonly list: Promise<readonly ListedDashboard[]>; readonly atMs: number } | null =
    null;
  let workspaceId: string | null = null;
  const list = async (signal: AbortSignal): Promise<readonly ListedDashboard[]> => {
    if (listed === null || Date.now() - listed.atMs > freshMs)
      listed = { list: dashboards.list(signal), atMs: Date.now() };
    try {
      return await listed.list;
    } catch (error) {
      listed = null;
      throw error;
    }
  };
  const linkTo = ({ dashboardId }: ListedDashboard): string => {
    const url = new URL(`/dashboardsv3/${encodeURIComponent(dashboardId)}/published`, host);
    if (workspaceId !== null) url.searchParams.set('o', workspaceId);
    return url.href;
  };
  return {
    find: async (text, asked, signal) => {
      const question = new Set(wordsIn(text));
      const fits = (await list(signal))
        .map((one) => fitOf(one, question, asked, setup))
        .filter(({ score }) => score > 1)
        .toSorted((left, right) => right.score - left.score)
        .slice(0, mostChecked);
      const open = await Promise.all(
        fits.map(({ dashboard }) => dashboards.isPublished(dashboard.dashboardId, signal)),
      );
      const shown = fits.filter((_, n) => open[n] === true).slice(0, mostShown);
      if (shown.length > 0) workspaceId ??= await readWorkspaceId(setup.http, signal);
      return shown.map(({ dashboard, reason }): FoundDashboard => ({
        title: dashboard.title,
        url: linkTo(dashboard),
        reason,
      }));
    },
  };
}

/** The id that links of an account with several workspaces need; null where it is not told. */
async function readWorkspaceId(http: Http, signal: AbortSignal): Promise<string | null> {
  let found: string | null = null;
  const onHeaders = (headers: Headers): void => {
    found = headers.get('x-databricks-org-id');
  };
  await http(
    { method: 'GET', path: '/api/2.0/preview/scim/v2/Me', signal, onHeaders },
    z.unknown(),
  ).catch(() => null);
  return found;
}
