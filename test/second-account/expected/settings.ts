import { fullName, ownTables, type Table, view } from '../catalog.ts';
import { clustersNow, warehouses } from '../compute.ts';
import { jobs, newest } from '../jobs.ts';
import { lab, workspaceName } from '../workspaces.ts';
import { ask, type Expectations } from './ask.ts';
import { placed } from './performance.ts';

const clusters = clustersNow
  .filter(({ source, deletedAt }) => deletedAt === undefined && ['UI', 'API'].includes(source))
  .map((one) => ({
    ...placed(one),
    cluster_id: one.id,
    cluster_name: one.name,
    owner: one.owner,
    worker_node_type: 'm6i.large',
    worker_count: one.workers,
    min_workers: one.workers === null ? 1 : null,
    max_workers: one.workers === null ? 8 : null,
    auto_stop_minutes: one.stopsAfter,
    runtime: one.runtime,
    changed_at: one.at,
  }));

const warehousesNow = warehouses.flatMap(({ workspace, id, type, versions }) => {
  const now = versions.at(-1);
  if (now === undefined || now.deletedAt !== undefined) return [];
  return [
    {
      ...placed({ workspace }),
      warehouse_id: id,
      warehouse_name: now.name,
      warehouse_size: now.size,
      warehouse_type: type,
      min_clusters: 1,
      max_clusters: now.most,
      auto_stop_minutes: 10,
      changed_at: now.at,
    },
  ];
});

/** A job is there until its description says that it was deleted, also when its workspace is gone. */
const jobsNow = jobs.flatMap((job) => {
  const now = newest(job);
  if (now === undefined || now.deletedAt !== undefined) return [];
  return [
    {
      ...placed(job),
      job_id: job.id,
      job_name: now.name,
      run_as: now.runAsName ?? `principal id ${now.runAs}`,
      team: now.tags?.['team'] ?? null,
      changed_at: now.at,
    },
  ];
});

const details = (of: readonly Table[]) =>
  of.map((one) => ({
    table_name: fullName(one),
    table_owner: one.owner,
    table_type: one.type,
    comment: one.comment,
    last_altered_at: one.altered,
  }));
const tablesAndViews = [...ownTables, view];

export const settings: Expectations = {
  'performance/cluster_settings': [
    ask(clusters),
    ask(
      clusters.filter((one) => one.workspace_id === lab),
      { workspace: workspaceName(lab) ?? '' },
    ),
  ],
  'performance/warehouse_settings': [
    ask(warehousesNow),
    ...['Büro "B"', 'wh-a'].map((warehouse) =>
      ask(
        warehousesNow.filter((one) => one.warehouse_id === 'wh-a'),
        { warehouse },
      ),
    ),
  ],
  'quality/table_details': [
    ask(details(tablesAndViews)),
    ask(details(tablesAndViews.filter(({ schema }) => schema === 'sales')), { table: 'sales' }),
    ask(details([view]), { table: 'main.sales.big_view' }),
  ],
  // Two jobs are called 101.
  'reliability/job_settings': [
    ask(jobsNow),
    ask(
      jobsNow.filter((one) => one.job_id === '101'),
      { job: '101' },
    ),
    ask(
      jobsNow.filter((one) => one.job_name === 'Bestellungen laden'),
      { job: 'Bestellungen laden' },
    ),
  ],
};
