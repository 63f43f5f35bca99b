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

export const settingsChecks = [
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
