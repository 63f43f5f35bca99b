import { accountId, jobs, type WorkspaceRow } from './estate.ts';
import { centsAt, type Product, skuOf } from './prices.ts';
import { hexId } from './random.ts';
import { addRow, addTo, dateOf, dayMs, hourMs, iso, randomFor, type World } from './world.ts';

/** Usage appears in the billing table this long after it happened. */
const lagMs = 2 * hourMs;

export type Usage = {
  readonly workspace: WorkspaceRow;
  readonly product: Product;
  readonly startMs: number;
  readonly endMs: number;
  /** In ten-thousandths of the unit. */
  readonly quantity: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly team: string | null;
  readonly runAs: string | null;
  readonly ownedBy?: string;
  readonly createdBy?: string;
};

const objectKinds = [
  ['job_id', 'job'],
  ['warehouse_id', 'warehouse'],
  ['dlt_pipeline_id', 'pipeline'],
  ['cluster_id', 'cluster'],
  ['endpoint_name', 'endpoint'],
] as const;

function addToTotals(world: World, usage: Usage, quantity: number, recordType: string): void {
  const { workspace, product, metadata, team, runAs } = usage;
  const date = dateOf(usage.startMs);
  const skuName = skuOf(product, workspace);
  const micros = quantity * centsAt(world, product, usage.startMs, 'list');
  const accountMicros = quantity * centsAt(world, product, usage.startMs, 'account');
  addTo(world.costMicros, [date, workspace.id, skuName, product], micros);
  const jobId = metadata['job_id'];
  const runId = metadata['job_run_id'];
  if (jobId !== undefined) addTo(world.jobMicros, [date, workspace.id, jobId], micros);
  if (runId !== undefined) addTo(world.runMicros, [workspace.id, runId], micros);
  const [field = '', found = 'other'] = objectKinds.find(([name]) => name in metadata) ?? [];
  const kind = product === 'VECTOR_SEARCH' ? 'vector search endpoint' : found;
  const key = JSON.stringify([
    date,
    workspace.id,
    skuName,
    product,
    kind,
    metadata[field] ?? '',
    team,
    runAs ?? usage.ownedBy ?? usage.createdBy ?? null,
    recordType,
  ]);
  const sums = world.usage.get(key) ?? { quantity: 0, micros: 0, accountMicros: 0 };
  world.usage.set(key, {
    quantity: sums.quantity + quantity,
    micros: sums.micros + micros,
    accountMicros: sums.accountMicros + accountMicros,
  });
}

type UsageRecord = {
  readonly quantity: number;
  readonly type: string;
  readonly ingestedMs: number;
};

function addUsageRow(world: World, usage: Usage, record: UsageRecord): void {
  const { workspace, product, startMs, endMs, metadata } = usage;
  addToTotals(world, usage, record.quantity, record.type);
  const what = `${JSON.stringify(metadata)}|${startMs}|${endMs}|${record.type}`;
  addRow(world, 'billing.usage', {
    account_id: accountId,
    workspace_id: workspace.id,
    record_id: hexId(world.seed, 'usage', workspace.id, what),
    sku_name: skuOf(product, workspace),
    cloud: 'AWS',
    usage_start_time: iso(startMs),
    usage_end_time: iso(endMs),
    usage_date: dateOf(startMs),
    custom_tags: usage.team === null ? null : { team: usage.team },
    usage_unit: 'DBU',
    usage_quantity: (record.quantity / 10_000).toFixed(4),
    usage_metadata: metadata,
    identity_metadata: {
      run_as: usage.runAs,
      owned_by: usage.ownedBy ?? null,
      created_by: usage.createdBy ?? null,
    },
    record_type: record.type,
    ingestion_date: dateOf(record.ingestedMs),
    billing_origin_product: product,
    product_features: { is_serverless: product !== 'ALL_PURPOSE', is_photon: product === 'JOBS' },
    usage_type: product === 'MODEL_SERVING' ? 'TOKEN' : 'COMPUTE_TIME',
  });
}

/**
 * Records usage of at most one hour. Some of it is corrected later by a retraction and a restatement;
 * usage of the last hours before the clock has not arrived yet and is not recorded.
 *
 * Effect: adds rows and ledger totals.
 */
export function recordUsage(world: World, usage: Usage): void {
  if (usage.endMs > world.nowMs - lagMs || usage.quantity <= 0) return;
  const { workspace, metadata, startMs, quantity } = usage;
  const random = randomFor(world, 'correction', workspace.id, JSON.stringify(metadata), startMs);
  addUsageRow(world, usage, { quantity, type: 'ORIGINAL', ingestedMs: usage.endMs + lagMs });
  const ingestedMs = usage.endMs + 2 * dayMs;
  if (!random.chance(0.03) || ingestedMs > world.nowMs) return;
  addUsageRow(world, usage, { quantity: -quantity, type: 'RETRACTION', ingestedMs });
  addUsageRow(world, usage, {
    quantity: Math.round(quantity * 0.8),
    type: 'RESTATEMENT',
    ingestedMs,
  });
}

/** The jobs that have a row in `system.lakeflow.jobs`; the others are no longer listed there. */
export const listedJobs = jobs.filter((job) => job.listed);
