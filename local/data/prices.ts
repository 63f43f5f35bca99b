import { accountId, type WorkspaceRow, workspaces } from './estate.ts';
import { addRow, dayMs, iso, randomFor, type World } from './world.ts';

/** List and account price per unit in whole US cents, so that quantity × price is exact with six decimals. */
const cents = {
  JOBS: [35, 28],
  SQL: [70, 60],
  ALL_PURPOSE: [55, 47],
  MODEL_SERVING: [7, 7],
  DLT: [45, 39],
  VECTOR_SEARCH: [7, 7],
  APPS: [95, 90],
} as const;
const raisedJobsCents = [39, 31] as const;
/** What everybody pays for a unit while a product is on promotion, in whole US cents. */
const promotedCents = { SQL: 35, ALL_PURPOSE: 33, DLT: 36 } as const;

export type Product = keyof typeof cents;
export type PriceKind = 'list' | 'account';

const skuNameParts = {
  JOBS: 'JOBS_SERVERLESS',
  SQL: 'SERVERLESS_SQL',
  ALL_PURPOSE: 'ALL_PURPOSE',
  DLT: 'DLT_ADVANCED',
  APPS: 'APPS',
  VECTOR_SEARCH: 'VECTOR_SEARCH',
} as const;

/** The instant at which the prices of serverless jobs rise: in the middle of the data. */
export const priceChangeMs = (world: World): number =>
  world.startMs + Math.floor((world.nowMs - world.startMs) / dayMs / 2) * dayMs;

type Promoted = keyof typeof promotedCents;
const promotable = ['SQL', 'ALL_PURPOSE', 'DLT'] as const satisfies readonly Promoted[];

/** What everybody pays for a product that is on promotion, in US cents; the seed says which one is. */
function promotedAt(world: World, product: Product): number | null {
  const promoted = randomFor(world, 'promotion').pick(promotable);
  return product === promoted ? promotedCents[promoted] : null;
}

/** The new product whose SKUs have no price yet; the seed says which one. */
const unpricedProduct = (world: World): Product =>
  randomFor(world, 'unpriced').pick(['APPS', 'VECTOR_SEARCH'] as const);

export function skuOf(product: Product, workspace: WorkspaceRow): string {
  if (product === 'MODEL_SERVING') return 'ENTERPRISE_ANTHROPIC_MODEL_SERVING';
  return `ENTERPRISE_${skuNameParts[product]}_COMPUTE_${workspace.sku}`;
}

/** The effective price of a unit when the usage begins, in US cents; 0 where there is none. */
export function centsAt(world: World, product: Product, startMs: number, kind: PriceKind): number {
  if (product === unpricedProduct(world)) return 0;
  const [list, account] =
    product === 'JOBS' && startMs >= priceChangeMs(world) ? raisedJobsCents : cents[product];
  const paid = promotedAt(world, product) ?? list;
  return kind === 'list' ? paid : Math.min(account, paid);
}

const cloudPrices = [
  ['AWS', 0],
  ['AZURE', 11],
] as const;

/** What a SKU costs from an instant on, in US cents. */
export type Price = {
  readonly skuName: string;
  readonly list: number;
  readonly account: number;
  /** Null without a promotion. */
  readonly promoted: number | null;
  readonly fromMs: number;
  readonly untilMs: number | null;
};

/** Effect: adds the price on every cloud, with its ledger entries. */
export function addPrice(world: World, price: Price): void {
  const { skuName, fromMs, untilMs } = price;
  // The same SKU name has another price on another cloud.
  for (const [cloud, extraCents] of cloudPrices) {
    const text = (cents: number) => ((cents + extraCents) / 100).toFixed(2);
    const paid = price.promoted ?? price.list;
    const row = {
      price_start_time: iso(fromMs),
      price_end_time: untilMs === null ? null : iso(untilMs),
      account_id: accountId,
      sku_name: skuName,
      cloud,
      currency_code: 'USD',
      usage_unit: 'DBU',
    };
    world.facts.prices.push({ from: iso(fromMs), sku: skuName, cloud, usd: `${text(paid)}0000` });
    addRow(world, 'billing.list_prices', {
      ...row,
      pricing: {
        default: text(price.list),
        promotional: price.promoted === null ? null : { default: text(price.promoted) },
        effective_list: { default: text(paid) },
      },
    });
    const account = { default: text(Math.min(price.account, paid)) };
    addRow(world, 'billing.account_prices', { ...row, pricing: account });
  }
}

/**
 * Generates list and account prices of every SKU: the price of serverless jobs changes once, one
 * product is on promotion and one has no price.
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
      if (names.has(skuName) || product === unpricedProduct(world)) continue;
      names.add(skuName);
      const changes = product === 'JOBS' ? change : null;
      const [list, account] = cents[product];
      const promoted = promotedAt(world, product);
      addPrice(world, { skuName, list, account, promoted, fromMs: since, untilMs: changes });
      if (changes === null) continue;
      const [raised, ours] = raisedJobsCents;
      addPrice(world, {
        skuName,
        list: raised,
        account: ours,
        promoted: null,
        fromMs: change,
        untilMs: null,
      });
    }
  }
}
