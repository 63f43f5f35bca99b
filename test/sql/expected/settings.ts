import type { Ledger } from '../../../local/data/truth.ts';
import { checks } from './check.ts';
import { newestBy } from './versions.ts';

type Cluster = Ledger['clusterVersions'][number];

/** A setting of each cluster that exists, by its name. */
const settingOf = (value: (one: Cluster) => string | number | null) => (ledger: Ledger) => {
  const newest = newestBy(ledger.clusterVersions, (one) => `${one.workspaceId}/${one.clusterId}`);
  const existing = [...newest.values()].filter(({ isDeleted }) => !isDeleted);
  return Object.fromEntries(existing.map((one) => [one.name, value(one)]));
};

/** A setting of each job that exists, by its id in its workspace. */
const ofJob =
  (value: (one: Ledger['jobVersions'][number]) => string | null) => (ledger: Ledger) => {
    const newest = newestBy(ledger.jobVersions, (one) => `${one.workspaceId}/${one.jobId}`);
    const existing = [...newest].filter(([, { isDeleted }]) => !isDeleted);
    return Object.fromEntries(existing.map(([id, one]) => [id, value(one)]));
  };

export const settingsChecks = [
  ...checks('reliability/job_settings', 'workspace_id job_id', {
    run_as: ofJob(({ runAs }) => runAs),
    team: ofJob(({ team }) => team),
    job_name: ofJob(({ name }) => name),
  }),
  ...checks('quality/table_details', 'table_name', {
    // The ledger has no views.
    table_owner: ({ tables }) => ({
      'prod.sales.open_orders': 'System user',
      ...Object.fromEntries(tables.map(({ fullName, owner }) => [fullName, owner])),
    }),
    comment: ({ tables }) => ({
      'prod.sales.open_orders': null,
      ...Object.fromEntries(tables.map(({ fullName, comment }) => [fullName, comment])),
    }),
  }),
  ...checks('performance/cluster_settings', 'cluster_name', {
    owner: settingOf(({ owner }) => owner),
    auto_stop_minutes: settingOf(({ stopsAfterMinutes }) => stopsAfterMinutes),
    worker_count: settingOf(({ workers }) => workers),
    runtime: settingOf(({ runtime }) => runtime),
  }),
  ...checks('performance/warehouse_settings', 'warehouse_id', {
    warehouse_size: ({ warehouseVersions }) =>
      Object.fromEntries(
        [...newestBy(warehouseVersions, (one) => one.warehouseId)].map(([id, { size }]) => [
          id,
          size,
        ]),
      ),
  }),
];
