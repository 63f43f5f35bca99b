import { type Row, stamp, stampOrNull, t } from './tell.ts';

type Price = {
  readonly sku: string;
  readonly cloud: 'AWS' | 'AZURE';
  readonly from: number;
  /** Null is the price in force. */
  readonly to: number | null;
  readonly list: number;
  /** A promotion has a row of its own in which the effective price is not the list price. */
  readonly promotional?: number;
};

const always = t('2024-01-01');
const price = (sku: string, list: number, from = always, to: number | null = null): Price => ({
  sku,
  cloud: 'AWS',
  from,
  to,
  list,
});

export const sku = {
  jobs: 'PREMIUM_JOBS_COMPUTE',
  jobsServerless: 'PREMIUM_JOBS_SERVERLESS_COMPUTE_EU_FRANKFURT',
  allPurpose: 'PREMIUM_ALL_PURPOSE_COMPUTE',
  photon: 'PREMIUM_ALL_PURPOSE_COMPUTE_(PHOTON)',
  sqlPro: 'PREMIUM_SQL_PRO_COMPUTE_EU_FRANKFURT',
  sqlServerless: 'PREMIUM_SERVERLESS_SQL_COMPUTE_EU_FRANKFURT',
  pipelines: 'PREMIUM_DLT_CORE_COMPUTE',
  serving: 'PREMIUM_SERVERLESS_REAL_TIME_INFERENCE_EU_FRANKFURT',
  /** Metered before it has a price. */
  preview: 'PREMIUM_PREVIEW_UNITS',
} as const;

const raised = t('11-10');
const promotion = [t('11-01'), t('11-15')] as const;

export const prices: readonly Price[] = [
  price(sku.jobs, 0.15),
  price(sku.jobsServerless, 0.45),
  price(sku.allPurpose, 0.55, always, raised),
  price(sku.allPurpose, 0.6, raised),
  price(sku.photon, 0.8),
  price(sku.sqlPro, 0.55),
  price(sku.sqlServerless, 0.9, always, promotion[0]),
  { ...price(sku.sqlServerless, 0.9, ...promotion), promotional: 0.5 },
  price(sku.sqlServerless, 0.9, promotion[1]),
  price(sku.pipelines, 0.2),
  price(sku.serving, 0.07),
  // The same SKU on another cloud has another price, which did not change.
  { ...price(sku.allPurpose, 0.75), cloud: 'AZURE' },
];

/** Prices of the account's own; the preview does not have all SKUs. */
export const accountPrices: Readonly<Record<string, number>> = {
  [sku.allPurpose]: 0.5,
  [sku.photon]: 0.6,
  [sku.jobs]: 0.12,
  // No list price goes with it.
  [sku.preview]: 2,
};

export const effective = ({ list, promotional }: Price): number => promotional ?? list;

/** The effective list price of usage that began at a time; null where there is none. */
export function listPrice(name: string, at: number): number | null {
  const found = prices.find(
    (one) =>
      one.sku === name && one.cloud === 'AWS' && at >= one.from && (one.to === null || at < one.to),
  );
  return found === undefined ? null : effective(found);
}

/** https://docs.databricks.com/aws/en/admin/system-tables/pricing */
export const listPriceRows: readonly Row[] = prices.map((one) => ({
  price_start_time: stamp(one.from),
  price_end_time: stampOrNull(one.to),
  account_id: 'account',
  sku_name: one.sku,
  cloud: one.cloud,
  currency_code: 'USD',
  usage_unit: 'DBU',
  pricing: {
    default: one.list,
    promotional: { default: one.promotional ?? null },
    effective_list: { default: effective(one) },
  },
}));
export const accountPriceRows: readonly Row[] = Object.entries(accountPrices).map(
  ([name, own]) => ({
    price_start_time: stamp(always),
    price_end_time: null,
    account_id: 'account',
    sku_name: name,
    cloud: 'AWS',
    currency_code: 'USD',
    usage_unit: 'DBU',
    pricing: { default: own },
  }),
);
