import { z } from 'zod';
import { type Domain, domains } from '../../domain/domains.ts';
import type { DashboardFinder, FoundDashboard } from '../../domain/tools.ts';
import type { DashboardShelf, KnownDashboard } from '../../domain/dashboards.ts';
import type { Dashboards } from './dashboards.ts';
import type { Http } from './http.ts';

/** Words of questions for which the dashboard of a domain is the one to look at. */
export type DashboardWords = Readonly<Record<Domain, readonly string[]>>;

type Setup = {
  readonly host: string;
  readonly http: Http;
  readonly dashboards: Pick<Dashboards, 'list' | 'tagsOf' | 'isPublished'>;
  /** What a schedule listed. */
  readonly shelf: Pick<DashboardShelf, 'read'>;
  readonly words: DashboardWords;
  readonly configured: Readonly<Record<Domain, string | null>>;
};

/** How long a list of dashboards is taken for the one that stands, and one that a schedule made. */
const freshMs = 5 * 60_000;
const shelfFreshMs = 60 * 60_000;
const mostShown = 3;
/** More are not asked whether they are published. */
const mostChecked = 8;

const wordsIn = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).map((word) => word.replace(/s$/, ''));

const dull = new Set(['dashboard', 'health', 'monitor', 'the', 'and', 'for', 'our', 'all', 'show']);

type Fit = { readonly dashboard: KnownDashboard; readonly score: number; readonly reason: string };

/** Keys of tags whose value is a domain. */
const domainKeys = new Set(['domain', 'health_monitor', 'health monitor']);

/** The domain that a tag such as `domain:cost` names. */
function domainTagged(tags: readonly string[]): Domain | null {
  const named = tags.flatMap((tag) => {
    const [key = '', value = ''] = tag.toLowerCase().split(':');
    return domainKeys.has(key) ? [value.trim()] : [];
  });
  return domains.find((domain) => named.includes(domain)) ?? null;
}

/** The domain whose dashboard it is: by the setting, else by its tag, else by our title. */
function domainOf(
  { dashboardId, title, tags }: KnownDashboard,
  { configured }: Setup,
): Domain | null {
  return (
    domains.find((domain) => configured[domain] === dashboardId) ??
    domainTagged(tags) ??
    domains.find(
      (domain) => configured[domain] === null && title === `Health Monitor: ${domain}`,
    ) ??
    null
  );
}

function fitOf(
  dashboard: KnownDashboard,
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
  const isShared = (word: string): boolean => question.has(word) && !dull.has(word);
  const inTitle = new Set(wordsIn(dashboard.title).filter(isShared));
  const inTags = dashboard.tags.filter((tag) => wordsIn(tag).some(isShared));
  const shared = new Set([...inTitle, ...inTags.flatMap(wordsIn).filter(isShared)]);
  const told = [
    ...(inTitle.size === 0 ? [] : [`Its title has ${[...inTitle].join(', ')}.`]),
    ...(inTags.length === 0 ? [] : [`It is tagged ${inTags.join(', ')}.`]),
  ];
  return { dashboard, score: shared.size * 1.5, reason: told.join(' ') };
}

/**
 * Creates what finds published dashboards for a question: those of the asked domains, and others whose
 * titles or tags share its words. Each is asked for before it is linked to, so that one that was deleted, is not
 * published or is hidden from us is left out.
 *
 * Effect: HTTP. The list is the stored one; where that is old, or has nothing that fits, one is read here, every
 * five minutes at most and without tags. The id of the workspace is read once.
 */
export function createDashboardFinder(setup: Setup): DashboardFinder {
  const { host, dashboards } = setup;
  let listed: { readonly list: Promise<readonly KnownDashboard[]>; readonly atMs: number } | null =
    null;
  let workspaceId: string | null = null;
  const readList = async (signal: AbortSignal): Promise<readonly KnownDashboard[]> => {
    const found = await dashboards.list(signal);
    return found.map(({ dashboardId, title }) => ({ dashboardId, title, tags: [] }));
  };
  const storedList = async (): Promise<readonly KnownDashboard[]> => {
    const stored = await setup.shelf.read();
    return stored !== null && Date.now() - stored.atMs <= shelfFreshMs ? stored.dashboards : [];
  };
  const ownList = async (signal: AbortSignal): Promise<readonly KnownDashboard[]> => {
    if (listed === null || Date.now() - listed.atMs > freshMs)
      listed = { list: readList(signal), atMs: Date.now() };
    try {
      return await listed.list;
    } catch (error) {
      listed = null;
      throw error;
    }
  };
  const linkTo = ({ dashboardId }: KnownDashboard): string => {
    const url = new URL(`/dashboardsv3/${encodeURIComponent(dashboardId)}/published`, host);
    if (workspaceId !== null) url.searchParams.set('o', workspaceId);
    return url.href;
  };
  const openOnes = async (fits: readonly Fit[], signal: AbortSignal): Promise<readonly Fit[]> => {
    const open = await Promise.all(
      fits.map(({ dashboard }) => dashboards.isPublished(dashboard.dashboardId, signal)),
    );
    return fits.filter((_, n) => open[n] === true).slice(0, mostShown);
  };
  return {
    find: async (text, asked, signal) => {
      const question = new Set(wordsIn(text));
      const fitsIn = (list: readonly KnownDashboard[]): readonly Fit[] =>
        list
          .map((one) => fitOf(one, question, asked, setup))
          .filter(({ score }) => score > 1)
          .toSorted((left, right) => right.score - left.score)
          .slice(0, mostChecked);
      const known = await openOnes(fitsIn(await storedList()), signal);
      // It may have been made since.
      const shown =
        known.length > 0 ? known : await openOnes(fitsIn(await ownList(signal)), signal);
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
