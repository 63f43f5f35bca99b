import { newest, jobOf } from './jobs.ts';
import { pipelines, updates } from './pipelines.ts';
import { sku } from './prices.ts';
import { runs } from './runs.ts';
import { dateOf, daysOf, hourMs, isWeekend, nowMs, type Row, stamp, t } from './tell.ts';
import { dana, eva, gone, lab, prod, robot } from './workspaces.ts';

/** One record of usage: of one SKU, of one object, of an hour (or of a day). */
export type Usage = {
  readonly workspace: string;
  readonly sku: string;
  readonly product: string;
  readonly from: number;
  readonly hours: number;
  readonly quantity: number;
  /** Null where the record does not say. */
  readonly serverless: boolean | null;
  readonly tags: Readonly<Record<string, string>> | null;
  /** Fields of `usage_metadata`. */
  readonly about: Readonly<Record<string, string>>;
  readonly identity?: {
    readonly run_as?: string;
    readonly owned_by?: string;
    readonly created_by?: string;
  };
  readonly record?: 'RETRACTION' | 'RESTATEMENT';
};

const plain = { hours: 1, serverless: false, tags: null, about: {} } as const;
const days = daysOf([t('10-04'), t('11-18')]);
const workdays = days.filter((day) => !isWeekend(day));

/** A job names itself and its run on job compute and on serverless compute. */
const ofRuns: readonly Usage[] = runs.flatMap((run) => {
  if (run.billed === undefined) return [];
  const description = newest(
    jobOf(run.workspace, run.job) ?? { workspace: '', id: '', versions: [] },
  );
  const classic = run.billed === 'classic';
  return run.attempts.map((attempt) => ({
    ...plain,
    workspace: run.workspace,
    sku: classic ? sku.jobs : sku.jobsServerless,
    product: 'JOBS',
    from: Math.floor(attempt.from / hourMs) * hourMs,
    quantity: Math.ceil((attempt.to - attempt.from) / 600_000),
    serverless: !classic,
    tags: description?.tags ?? null,
    about: {
      job_id: run.job,
      job_run_id: run.run,
      ...(classic ? { cluster_id: `job-${run.run}`, node_type: 'm6i.large' } : {}),
    },
    identity: { run_as: description?.runAsName ?? eva },
  }));
});

/** All-purpose compute names nobody. The day of the 16th is ten times the usual. */
const ofClusters: readonly Usage[] = [
  ...days.flatMap((day): Usage[] => {
    const one = { ...plain, workspace: prod, product: 'ALL_PURPOSE', about: { cluster_id: 'c-1' } };
    const quantity = day === t('11-16') ? 100 : 10;
    return [
      { ...one, sku: sku.allPurpose, from: day + 9 * hourMs, quantity },
      { ...one, sku: sku.photon, from: day + 9 * hourMs, quantity: 2, tags: { Team: 'data' } },
      { ...one, sku: sku.allPurpose, from: day + 23 * hourMs, quantity: 1, tags: { team: '' } },
    ];
  }),
  ...workdays.map((day) => ({
    ...plain,
    workspace: lab,
    product: 'ALL_PURPOSE',
    sku: sku.allPurpose,
    from: day + 10 * hourMs,
    quantity: 4,
    tags: { team: 'bi', 'cost centre': '42' },
    about: { cluster_id: 'c-1' },
  })),
  ...days
    .filter((day) => day < t('11-11'))
    .map((day) => ({
      ...plain,
      workspace: gone,
      product: 'ALL_PURPOSE',
      sku: sku.allPurpose,
      from: day + 12 * hourMs,
      quantity: 30,
      about: { cluster_id: 'c-9' },
    })),
];

/** SQL warehouses name who owns them. */
const ofWarehouses: readonly Usage[] = [
  ...days.map((day) => ({
    ...plain,
    workspace: prod,
    product: 'SQL',
    sku: sku.sqlServerless,
    from: day + 8 * hourMs,
    quantity: 20,
    serverless: true,
    tags: { team: 'bi' },
    about: { warehouse_id: 'wh-a' },
    identity: { owned_by: dana },
  })),
  ...workdays.map((day) => ({
    ...plain,
    workspace: lab,
    product: 'SQL',
    sku: sku.sqlPro,
    from: day + 8 * hourMs,
    quantity: 6,
    about: { warehouse_id: 'wh-b' },
    identity: { owned_by: eva },
  })),
  // One hour was booked too high: taken back, and booked anew.
  ...(['RETRACTION', 'RESTATEMENT'] as const).map((record) => ({
    ...plain,
    workspace: prod,
    product: 'SQL',
    sku: sku.sqlServerless,
    from: t('11-06 08:00'),
    quantity: record === 'RETRACTION' ? -20 : 12,
    serverless: true,
    tags: { team: 'bi' },
    about: { warehouse_id: 'wh-a' },
    identity: { owned_by: dana },
    record,
  })),
];

/** A classic pipeline names its cluster too; its upkeep has no update. */
const ofPipelines: readonly Usage[] = [
  ...updates.map(({ pipeline, update, from, to }) => ({
    ...plain,
    workspace: pipeline.workspace,
    product: 'DLT',
    sku: pipeline.serverless ? sku.jobsServerless : sku.pipelines,
    from: Math.floor(from / hourMs) * hourMs,
    quantity: (to - from) / 600_000,
    serverless: pipeline.serverless,
    tags: { team: 'data' },
    about: {
      dlt_pipeline_id: pipeline.id,
      dlt_update_id: update,
      ...(pipeline.serverless ? {} : { cluster_id: 'c-pl' }),
    },
    identity: { run_as: pipeline.runAs },
  })),
  {
    ...plain,
    workspace: prod,
    product: 'DLT',
    sku: sku.pipelines,
    from: t('11-08 01:00'),
    quantity: 2,
    about: {
      dlt_pipeline_id: pipelines[0]?.id ?? '',
      dlt_maintenance_id: 'm-1',
      cluster_id: 'c-pm',
    },
    identity: { run_as: robot },
  },
];

const serving = { ...plain, sku: sku.serving, serverless: true };
const ofEndpoints: readonly Usage[] = [prod, lab].flatMap((workspace): Usage[] => [
  {
    ...serving,
    workspace,
    product: 'MODEL_SERVING',
    from: t('11-12 14:00'),
    quantity: workspace === prod ? 50 : 30,
    about: { endpoint_name: 'chat', endpoint_id: `e-${workspace[0]}` },
  },
  {
    ...serving,
    workspace,
    product: 'VECTOR_SEARCH',
    from: t('11-12 15:00'),
    quantity: 10,
    about: { endpoint_name: 'search', endpoint_id: `v-${workspace[0]}` },
  },
]);

const ofOthers: readonly Usage[] = [
  {
    ...plain,
    workspace: prod,
    product: 'APPS',
    sku: sku.allPurpose,
    from: t('11-13 10:00'),
    quantity: 8,
    serverless: true,
    about: { app_id: 'app-1', app_name: 'kiosk' },
    identity: { created_by: dana },
  },
  {
    ...plain,
    workspace: lab,
    product: 'INTERACTIVE',
    sku: sku.jobsServerless,
    from: t('11-13 11:00'),
    quantity: 5,
    serverless: true,
    about: { notebook_id: 'nb-1' },
    identity: { run_as: eva },
  },
  // No price; no features; a whole day in one record.
  {
    ...plain,
    workspace: prod,
    product: 'AGENT_BRICKS',
    sku: sku.preview,
    from: t('11-14'),
    hours: 24,
    quantity: 7,
    serverless: null,
  },
  {
    ...plain,
    workspace: prod,
    product: 'PREDICTIVE_OPTIMIZATION',
    sku: sku.jobsServerless,
    from: t('11-15'),
    hours: 24,
    quantity: 3,
    serverless: null,
  },
];

export const usage: readonly Usage[] = [
  ...ofRuns,
  ...ofClusters,
  ...ofWarehouses,
  ...ofPipelines,
  ...ofEndpoints,
  ...ofOthers,
].filter(({ from }) => from < nowMs);

/** https://docs.databricks.com/aws/en/admin/system-tables/billing */
export const usageRows: readonly Row[] = usage.map((one, index) => ({
  account_id: 'account',
  workspace_id: one.workspace,
  record_id: `record-${index}`,
  sku_name: one.sku,
  cloud: 'AWS',
  usage_start_time: stamp(one.from),
  usage_end_time: stamp(one.from + one.hours * hourMs),
  usage_date: dateOf(one.from),
  custom_tags: one.tags,
  usage_unit: 'DBU',
  usage_quantity: one.quantity,
  usage_metadata: one.about,
  identity_metadata: one.identity ?? null,
  record_type: one.record ?? 'ORIGINAL',
  ingestion_date: dateOf(one.from + (one.record === undefined ? 0 : 72 * hourMs)),
  billing_origin_product: one.product,
  product_features: one.serverless === null ? null : { is_serverless: one.serverless },
  usage_type: 'COMPUTE_TIME',
}));
