import {
  accountId,
  dbuPerHourOf,
  jobs,
  type WorkspaceRow,
  warehouses,
  workspaces,
} from './estate.ts';
import { hexId } from './random.ts';
import {
  addRow,
  addTo,
  dateOf,
  dayMs,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  nextNumber,
  randomFor,
  type World,
} from './world.ts';

export type Product = 'JOBS' | 'SQL' | 'ALL_PURPOSE' | 'MODEL_SERVING';

/** Dollars per unit in whole cents, so that quantity × price is exact with six decimals. */
const cents: Readonly<Record<Product, number>> = {
  JOBS: 35,
  SQL: 70,
  ALL_PURPOSE: 55,
  MODEL_SERVING: 7,
};
const raisedJobsCents = 39;

/** Usage reaches the table hours after it happened. */
const lagMs = 2 * hourMs;

/** The list price of serverless jobs went up on this instant. Pure. */
export const priceChangeMs = (world: World): number =>
  world.startMs + Math.floor((world.nowMs - world.startMs) / dayMs / 2) * dayMs;

/** Pure. */
export function skuOf(product: Product, workspace: WorkspaceRow): string {
  if (product === 'MODEL_SERVING') return 'ENTERPRISE_ANTHROPIC_MODEL_SERVING';
  const middle = { JOBS: 'JOBS_SERVERLESS', SQL: 'SERVERLESS_SQL', ALL_PURPOSE: 'ALL_PURPOSE' }[
    product
  ];
  return `ENTERPRISE_${middle}_COMPUTE_${workspace.sku}`;
}

function centsAt(world: World, product: Product, endMs: number): number {
  return product === 'JOBS' && endMs >= priceChangeMs(world) ? raisedJobsCents : cents[product];
}

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
};

function write(
  world: World,
  usage: Usage,
  quantity: number,
  recordType: string,
  ingestedMs: number,
): void {
  const { workspace, product, startMs, endMs } = usage;
  const skuName = skuOf(product, workspace);
  const micros = quantity * centsAt(world, product, endMs);
  addTo(world.costMicros, [dateOf(startMs), workspace.id, skuName, product], micros);
  const jobId = usage.metadata['job_id'];
  if (jobId !== undefined) addTo(world.jobMicros, [dateOf(startMs), workspace.id, jobId], micros);
  addRow(world, 'billing.usage', {
    account_id: accountId,
    workspace_id: workspace.id,
    record_id: hexId(world.seed, 'usage', nextNumber(world)),
    sku_name: skuName,
    cloud: 'AWS',
    usage_start_time: iso(startMs),
    usage_end_time: iso(endMs),
    usage_date: dateOf(startMs),
    custom_tags: usage.team === null ? null : { team: usage.team },
    usage_unit: 'DBU',
    usage_quantity: (quantity / 10_000).toFixed(4),
    usage_metadata: usage.metadata,
    identity_metadata: { run_as: usage.runAs },
    record_type: recordType,
    ingestion_date: dateOf(ingestedMs),
    billing_origin_product: product,
    product_features: { is_serverless: product !== 'ALL_PURPOSE', is_photon: product === 'JOBS' },
    usage_type: product === 'MODEL_SERVING' ? 'TOKEN' : 'COMPUTE_TIME',
  });
}

/**
 * Books one stretch of usage within an hour: some of it is corrected later by a retraction and a
 * restatement, and what happened in the last hours before the clock has not arrived yet.
 *
 * Effect: adds rows and ledger totals.
 */
export function bookUsage(world: World, usage: Usage): void {
  if (usage.endMs > world.nowMs - lagMs || usage.quantity <= 0) return;
  const random = randomFor(
    world,
    'correction',
    usage.workspace.id,
    JSON.stringify(usage.metadata),
    usage.startMs,
  );
  write(world, usage, usage.quantity, 'ORIGINAL', usage.endMs + lagMs);
  const correctedMs = usage.endMs + 2 * dayMs;
  if (!random.chance(0.03) || correctedMs > world.nowMs) return;
  write(world, usage, -usage.quantity, 'RETRACTION', correctedMs);
  write(world, usage, Math.round(usage.quantity * 0.8), 'RESTATEMENT', correctedMs);
}

function warehouseUsage(world: World): void {
  for (const warehouse of warehouses) {
    const shrunk = world.bends.shrunkWarehouses.get(warehouse.id);
    for (const dayStart of daysOf(world)) {
      const [open, close] = isWeekend(dayStart) ? [10, 13] : [7, 18];
      for (let hour = open; hour < close; hour += 1) {
        const startMs = dayStart + hour * hourMs;
        const size =
          shrunk !== undefined && startMs >= shrunk.fromMs ? shrunk.size : warehouse.size;
        const random = randomFor(world, 'warehouse', warehouse.id, startMs);
        const quantity = Math.round(dbuPerHourOf[size] * 10_000 * (0.6 + 0.4 * random.next()));
        const metadata = { warehouse_id: warehouse.id };
        bookUsage(world, {
          workspace: warehouse.workspace,
          product: 'SQL',
          startMs,
          endMs: startMs + hourMs,
          quantity,
          metadata,
          team: warehouse.team,
          runAs: null,
        });
      }
    }
  }
}

function otherUsage(world: World): void {
  for (const workspace of workspaces) {
    for (const dayStart of daysOf(world)) {
      for (let hour = 0; hour < 24; hour += 1) {
        const startMs = dayStart + hour * hourMs;
        const random = randomFor(world, 'other', workspace.id, startMs);
        const common = {
          workspace,
          startMs,
          endMs: startMs + hourMs,
          team: random.chance(0.3) ? null : 'core',
        };
        const serving = {
          product: 'MODEL_SERVING',
          metadata: { endpoint_name: 'assistant' },
          runAs: null,
        } as const;
        bookUsage(world, {
          ...common,
          ...serving,
          quantity: Math.round(200_000 * (0.5 + random.next())),
        });
        const cluster = {
          product: 'ALL_PURPOSE',
          metadata: { cluster_id: `0101-000000-${workspace.name.replace('-', '')}` },
          runAs: 'ana@example.com',
        } as const;
        if (hour >= 8 && hour < 18 && !isWeekend(dayStart)) {
          bookUsage(world, {
            ...common,
            ...cluster,
            quantity: Math.round(80_000 * (0.5 + random.next())),
          });
        }
      }
    }
  }
}

function prices(world: World): void {
  const change = priceChangeMs(world);
  const products = Object.keys(cents).filter((key): key is Product => key in cents);
  const names = new Set<string>();
  const add = (
    product: Product,
    skuName: string,
    cloud: string,
    hundredths: number,
    fromMs: number,
    toMs: number | null,
  ) => {
    const price = (hundredths / 100).toFixed(2);
    addRow(world, 'billing.list_prices', {
      price_start_time: iso(fromMs),
      price_end_time: toMs === null ? null : iso(toMs),
      account_id: accountId,
      sku_name: skuName,
      cloud,
      currency_code: 'USD',
      usage_unit: 'DBU',
      pricing: { default: price, promotional: null, effective_list: { default: price } },
    });
    // The same SKU name is sold on another cloud for another price.
    if (cloud === 'AWS') add(product, skuName, 'AZURE', hundredths + 11, fromMs, toMs);
  };
  const since = Date.UTC(2024, 0, 1);
  for (const workspace of workspaces) {
    for (const product of products) {
      const skuName = skuOf(product, workspace);
      if (names.has(skuName)) continue;
      names.add(skuName);
      if (product !== 'JOBS') add(product, skuName, 'AWS', cents[product], since, null);
      else {
        add(product, skuName, 'AWS', cents.JOBS, since, change);
        add(product, skuName, 'AWS', raisedJobsCents, change, null);
      }
    }
  }
}

/**
 * Spend that does not come from job runs, the price list and the workspaces.
 *
 * Effect: adds rows and ledger totals.
 */
export function generateUsage(world: World): void {
  prices(world);
  for (const workspace of workspaces) {
    addRow(world, 'access.workspaces_latest', {
      account_id: accountId,
      workspace_id: workspace.id,
      workspace_name: workspace.name,
      workspace_url: `https://${workspace.name}.example.com`,
      create_time: '2024-01-15T09:00:00.000Z',
      status: 'RUNNING',
    });
  }
  warehouseUsage(world);
  otherUsage(world);
}

/** How many jobs have a row in `system.lakeflow.jobs`; the rest belong to deleted history. Pure. */
export const listedJobs = jobs.filter((job) => job.listed);
