import { accountId, type WorkspaceRow, workspaces } from './estate.ts';
import { addRow, dayMs, iso, type World } from './world.ts';

/** List and account price per unit in whole US cents, so that quantity × price is exact with six decimals. */
const cents = {
  JOBS: [35, 28],
  SQL: [70, 60],
  ALL_PURPOSE: [55, 47],
  MODEL_SERVING: [7, 7],
  DLT: [45, 39],
} as const;
const raisedJobsCents = [39, 31] as const;

export type Product = keyof typeof cents;
export type PriceKind = 'list' | 'account';

const skuNameParts = {
  JOBS: 'JOBS_SERVERLESS',
  SQL: 'SERVERLESS_SQL',
  ALL_PURPOSE: 'ALL_PURPOSE',
  DLT: 'DLT_ADVANCED',
} as const;

/** The instant at which the prices of serverless jobs rise: in the middle of the data. */
export const priceChangeMs = (world: World): number =>
  world.startMs + Math.floor((world.nowMs - world.startMs) / dayMs / 2) * dayMs;

export function skuOf(product: Product, workspace: WorkspaceRow): string {
  if (product === 'MODEL_SERVING') return 'ENTERPRISE_ANTHROPIC_MODEL_SERVING';
  return `ENTERPRISE_${skuNameParts[product]}_COMPUTE_${workspace.sku}`;
}

/** The price of a unit at the end of the usage, in US cents. */
export function centsAt(world: World, product: Product, endMs: number, kind: PriceKind): number {
  const [list, account] =
    product === 'JOBS' && endMs >= priceChangeMs(world) ? raisedJobsCents : cents[product];
  return kind === 'list' ? list : account;
}

const cloudPrices = [
  ['AWS', 0],
  ['AZURE', 11],
] as const;

function addPrice(
  world: World,
  skuName: string,
  prices: readonly [number, number],
  window: readonly [number, number | null],
): void {
  // The same SKU name has another price on another cloud.
  for (const [cloud, extraCents] of cloudPrices) {
    const [list, account] = prices.map((price) => ((price + extraCents) / 100).toFixed(2));
    const row = {
      price_start_time: iso(window[0]),
      price_end_time: window[1] === null ? null : iso(window[1]),
      account_id: accountId,
      sku_name: skuName,
      cloud,
      currency_code: 'USD',
      usage_unit: 'DBU',
    };
    world.facts.prices.push({ from: iso(window[0]), sku: skuName, cloud, usd: `${list}0000` });
    const effective = { default: list };
    addRow(world, 'billing.list_prices', {
      ...row,
      pricing: { default: list, promotional: null, effective_list: effective },
    });
    addRow(world, 'billing.account_prices', { ...row, pricing: { default: account } });
  }
}

/**
 * Generates list and account prices of every SKU; the price of serverless jobs changes once.
 *
 * Effect: adds rows and ledger entries.
 */
export function generatePrices(world: World): void {
  const change = priceChangeMs(world);
  const since = Date.UTC(2024, 0, 1);
  const products = Object.keys(cents).filter((key): key is Product => key in cents);
  const names = new Set<string>();
  for (const workspace of workspaces) {
    for (const product of products) {
      const skuName = skuOf(product, workspace);
      if (names.has(skuName)) continue;
      names.add(skuName);
      const changes = product === 'JOBS' ? change : null;
      addPrice(world, skuName, cents[product], [since, changes]);
      if (changes !== null) addPrice(world, skuName, raisedJobsCents, [change, null]);
    }
  }
}
