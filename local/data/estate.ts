/** The objects of the generated platform. Some names have quotes, pipes or other scripts on purpose, to test their handling. */

export type WorkspaceRow = {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly sku: string;
};
export type JobRow = {
  readonly workspace: WorkspaceRow;
  readonly id: string;
  readonly name: string;
  /** The name before the job was renamed; null when it was never renamed. */
  readonly formerName: string | null;
  readonly team: string | null;
  readonly runAs: string;
  readonly hours: readonly number[];
  readonly minutes: number;
  readonly dbuPerHour: number;
  readonly failRate: number;
  readonly listed: boolean;
};
export type WarehouseSize = 'SMALL' | 'MEDIUM' | 'LARGE';
export type WarehouseRow = {
  readonly workspace: WorkspaceRow;
  readonly id: string;
  readonly name: string;
  readonly size: WarehouseSize;
  readonly team: string | null;
};
export const accountId = '7a1f0c52-2f64-4d0e-9a51-3d1f6b8e0c11';
export const metastoreId = '0f4f0c7e-52c1-4a77-8d52-9a0c51e3b7d4';

export const prodUs: WorkspaceRow = {
  id: '4010000000000001',
  name: 'prod-us',
  region: 'us-east-1',
  sku: 'US_EAST_N_VIRGINIA',
};
export const analyticsUs: WorkspaceRow = {
  id: '4010000000000002',
  name: 'analytics-us',
  region: 'us-east-1',
  sku: 'US_EAST_N_VIRGINIA',
};
export const prodEu: WorkspaceRow = {
  id: '4010000000000003',
  name: 'prod-eu',
  region: 'eu-west-1',
  sku: 'EUROPE_IRELAND',
};

export const workspaces = [prodUs, analyticsUs, prodEu] as const;

const everyHour = Array.from({ length: 24 }, (_, hour) => hour);
const defaults = {
  formerName: null,
  team: 'core',
  runAs: 'etl-runners',
  hours: [3],
  minutes: 40,
  dbuPerHour: 40,
  failRate: 0.03,
  listed: true,
};

/** The same job id is used for different jobs in prod-us and prod-eu. */
export const jobs: readonly JobRow[] = [
  {
    ...defaults,
    workspace: prodUs,
    id: '88120045',
    name: 'payments_ledger_sync',
    team: 'payments',
    hours: [2],
    minutes: 9,
    dbuPerHour: 220,
    failRate: 0,
  },
  {
    ...defaults,
    workspace: prodUs,
    id: '88120046',
    name: 'sales_daily_rollup',
    team: 'sales',
    hours: [4],
    minutes: 35,
    failRate: 0,
  },
  {
    ...defaults,
    workspace: prodUs,
    id: '88120047',
    name: 'clickstream_ingest',
    formerName: 'clickstream_ingest_v1',
    team: 'web',
    hours: everyHour,
    minutes: 12,
    dbuPerHour: 24,
    failRate: 0.015,
  },
  {
    ...defaults,
    workspace: prodUs,
    id: '88120048',
    name: 'feature_backfill',
    team: null,
    hours: [20],
    minutes: 260,
    dbuPerHour: 30,
  },
  {
    ...defaults,
    workspace: prodUs,
    id: '88120049',
    name: 'old_export',
    team: 'core',
    hours: [6],
    minutes: 15,
    failRate: 0.2,
    listed: false,
  },
  {
    ...defaults,
    workspace: analyticsUs,
    id: '88120101',
    name: 'weekly "board" report | v2',
    team: 'finance',
    hours: [7],
    minutes: 55,
  },
  {
    ...defaults,
    workspace: analyticsUs,
    id: '88120102',
    name: 'customer_360_build',
    team: 'marketing',
    hours: [1, 13],
    minutes: 95,
    dbuPerHour: 60,
    failRate: 0.05,
  },
  {
    ...defaults,
    workspace: analyticsUs,
    id: '88120103',
    name: 'churn_model_training',
    team: 'marketing',
    hours: [22],
    minutes: 150,
    dbuPerHour: 45,
  },
  {
    ...defaults,
    workspace: prodEu,
    id: '88120045',
    name: 'Kundenumsätze täglich',
    team: 'sales',
    hours: [2],
    minutes: 50,
    failRate: 0.08,
  },
  {
    ...defaults,
    workspace: prodEu,
    id: '88120201',
    name: '日次売上集計',
    team: 'sales',
    hours: [5],
    minutes: 45,
  },
  {
    ...defaults,
    workspace: prodEu,
    id: '88120202',
    name: 'iot_sensor_compaction',
    team: 'iot',
    hours: everyHour.filter((hour) => hour % 2 === 0),
    minutes: 18,
    failRate: 0.02,
  },
];

export const warehouses: readonly WarehouseRow[] = [
  { workspace: prodUs, id: 'a1b2c3d4e5f60001', name: 'prod-serving', size: 'MEDIUM', team: 'core' },
  { workspace: prodUs, id: 'a1b2c3d4e5f60002', name: 'adhoc', size: 'SMALL', team: null },
  {
    workspace: analyticsUs,
    id: 'a1b2c3d4e5f60003',
    name: 'bi-main',
    size: 'LARGE',
    team: 'finance',
  },
  {
    workspace: analyticsUs,
    id: 'a1b2c3d4e5f60004',
    name: "analysts' sandbox | shared",
    size: 'SMALL',
    team: 'marketing',
  },
  {
    workspace: prodEu,
    id: 'a1b2c3d4e5f60005',
    name: 'prod-eu-serving',
    size: 'MEDIUM',
    team: 'sales',
  },
];

/** Application ids of service principals; the tables have them in place of an e-mail address. */
export const servicePrincipals = [
  '3f6c1a52-7d1e-4c0b-9a67-2f10c5d4e801',
  '8e0b7c14-52aa-4f3d-b1d9-6c7a90ef3302',
] as const;

/** The number under which `system.lakeflow.jobs` names the principal of every job. */
export const jobPrincipalId = '7700214455001';

export const dbuPerHourOf: Readonly<Record<WarehouseSize, number>> = {
  SMALL: 12,
  MEDIUM: 24,
  LARGE: 40,
};

export const users = [
  'ana@example.com',
  'bo@example.com',
  'chen@example.com',
  'dina@example.com',
  'emeka@example.com',
  'farid@example.com',
] as const;

/**
 * The object with a name.
 *
 * @throws {Error} When there is none; the objects are fixed, so this is a bug in the code.
 */
export function findByName<T extends { readonly name: string }>(
  items: readonly T[],
  name: string,
): T {
  const found = items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`there is no object with the name ${name}`);
  return found;
}
