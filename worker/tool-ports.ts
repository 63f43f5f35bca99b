import type { ApplyDeps } from '../activities/apply-proposal.ts';
import type { Deps } from '../activities/deps.ts';
import type { RefreshDeps } from '../activities/refresh-dashboards.ts';
import { createAlertProposer } from '../activities/propose-alert.ts';
import { admissionIds } from '../adapters/admission-ids.ts';
import type { Connections } from '../adapters/connect.ts';
import { createDashboardShelf } from '../adapters/postgres/dashboards.ts';
import type { Pool } from '../adapters/postgres/pool.ts';
import { createProposalWork } from '../adapters/postgres/proposals.ts';
import { createRunbooks } from '../adapters/postgres/runbooks.ts';
import { createWebCredits } from '../adapters/postgres/web-credits.ts';
import { createWorkStore } from '../adapters/postgres/work-store.ts';
import { createWebSearch } from '../adapters/tavily/web-search.ts';
import type { Config } from '../config/index.ts';
import { forEachDomain } from '../domain/domains.ts';
import type { ToolPorts } from '../domain/tools.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { loadDashboards } from '../sql/dashboards.ts';
import { toolCards } from '../tools/index.ts';
import { createAlertQuery } from './alert-query.ts';

/** With what approved proposals are applied. */
export const applyDeps = (
  { onBehalfOf }: Pick<Config, 'onBehalfOf'>,
  pool: Pool,
  { warehouse, alerts }: Connections,
): ApplyDeps => ({
  proposals: createProposalWork(pool),
  alerts: warehouse === null || onBehalfOf ? null : alerts,
  warehouse: onBehalfOf ? null : warehouse,
});

/** With what the dashboards of the workspace are listed. */
export const refreshDeps = (pool: Pool, { genie, dashboards }: Connections): RefreshDeps => ({
  shelf: createDashboardShelf(pool, genie.workspace),
  list: dashboards.list,
  tagsOf: dashboards.tagsOf,
});

/** The tools of an installation: which can be used, and their ways out. */
export const toolsOf = (
  config: Config,
  pool: Pool,
  catalogue: Catalogue,
  connections: Connections,
): Deps['tools'] => ({
  ports: toolPorts(config, pool, catalogue, connections),
  cards: toolCards(new Set(config.tools.set), config.onBehalfOf),
});

/**
 * Creates the ways out that tools have.
 *
 * Effect: reads the dashboards as code.
 */
function toolPorts(
  config: Config,
  pool: Pool,
  catalogue: Catalogue,
  { genie, warehouse, alerts, findDashboards, runbooksIn }: Connections,
): Deps['tools']['ports'] {
  const { alerts: settings, timeZone, onBehalfOf } = config;
  const files = loadDashboards(catalogue);
  return {
    runbooks: runbooksIn(createRunbooks(pool)),
    web: webOf(config, pool),
    dashboards: onBehalfOf
      ? null
      : findDashboards(
          forEachDomain((domain) => files[domain].asks),
          createDashboardShelf(pool, genie.workspace),
        ),
    alerts:
      warehouse === null || onBehalfOf
        ? null
        : createAlertProposer({
            store: createWorkStore(pool),
            proposals: createProposalWork(pool),
            alerts,
            warehouse,
            alertQuery: createAlertQuery(catalogue),
            keyedHex: admissionIds.keyedHex,
            settings: { ...settings, timeZone },
          }),
  };
}

/** Null without a key: nothing is sent then. */
function webOf({ tools: { web } }: Config, pool: Pool): ToolPorts['web'] {
  const { apiKey, dailyCredits } = web;
  if (apiKey === null) return null;
  return createWebSearch({ ...web, apiKey }, createWebCredits(pool, dailyCredits));
}
