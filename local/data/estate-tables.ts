import { type JobRow, jobs } from './estate.ts';
import { type PipelineRow, pipelines } from './estate-pipelines.ts';

export type Layer = 'bronze' | 'silver' | 'gold';
export type ColumnSpec = {
  readonly name: string;
  readonly type: string;
  /** The class of personal data that data classification finds in the column; null for none. */
  readonly found: string | null;
};
export type TableRow = {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
  readonly fullName: string;
  readonly owner: string;
  readonly everyHours: number;
  readonly rows: number;
  /** Null when the table has no layer tag. */
  readonly layer: Layer | null;
  readonly job: JobRow | null;
  readonly pipeline: PipelineRow | null;
  /** Full names of the tables that it is built from. */
  readonly sources: readonly string[];
  readonly columns: readonly ColumnSpec[];
  readonly comment: string | null;
  /** True when no query reads the table. */
  readonly unused: boolean;
  /** True when data quality monitoring is on. */
  readonly monitored: boolean;
};

type Spec = {
  readonly job?: string;
  readonly pipeline?: string;
  readonly sources?: readonly string[];
  readonly columns?: string;
  readonly comment?: string;
  readonly unused?: boolean;
  readonly monitored?: boolean;
};

const findOrNull = <T extends { readonly name: string }>(
  items: readonly T[],
  name?: string,
): T | null => items.find((item) => item.name === name) ?? null;

/** Parses columns such as `email:string!class.email_address`: name, type and, after `!`, the class of personal data. */
function columnsOf(text: string): ColumnSpec[] {
  return text.split(' ').map((part) => {
    const [typed = '', found = null] = part.split('!');
    const [name = '', type = 'string'] = typed.split(':');
    return { name, type, found };
  });
}

function table(
  path: string,
  owner: string,
  everyHours: number,
  rows: number,
  layer: Layer | null,
  spec: Spec = {},
): TableRow {
  const [catalog = '', schema = '', name = ''] = path.split('.');
  return {
    catalog,
    schema,
    name,
    fullName: path,
    owner,
    everyHours,
    rows,
    layer,
    job: findOrNull(jobs, spec.job),
    pipeline: findOrNull(pipelines, spec.pipeline),
    sources: spec.sources ?? [],
    columns: columnsOf(spec.columns ?? 'id:bigint amount:decimal(18,2) changed_at:timestamp'),
    comment: spec.comment ?? null,
    unused: spec.unused ?? false,
    monitored: spec.monitored ?? true,
  };
}

/** The layer of a table comes from its tag, never from a name that begins with `fact_` or `dim_`. */
export const tables: readonly TableRow[] = [
  table('prod.sales.orders', 'sales', 1, 4_200_000, 'silver', { comment: 'One row per order' }),
  table('prod.sales.daily_rollup', 'sales', 24, 90_000, 'gold', {
    job: 'sales_daily_rollup',
    sources: ['prod.sales.orders', 'prod.sales.returns'],
    comment: 'Orders less returns per day',
  }),
  table('prod.sales.returns', 'sales', 24, 120_000, 'silver'),
  table('prod.sales.customers', 'sales', 24, 800_000, 'silver', {
    columns:
      'id:bigint full_name:string!class.name email:string!class.email_address phone:string!class.phone_number',
    comment: 'One row per customer',
  }),
  table('prod.payments.ledger', 'payments', 24, 8_100_000, 'silver', {
    job: 'payments_ledger_sync',
    sources: ['prod.payments.transactions'],
  }),
  table('prod.payments.transactions', 'payments', 6, 5_000_000, 'bronze', {
    pipeline: 'payments_stream',
  }),
  table('prod.payments.cards', 'payments', 24, 610_000, null, {
    columns: 'id:bigint card_number:string!class.credit_card expires:date',
  }),
  table('prod.web.clickstream', 'web', 1, 52_000_000, 'bronze', { job: 'clickstream_ingest' }),
  table('prod.web.sessions', 'web', 3, 11_000_000, 'silver', {
    pipeline: 'web_sessions',
    sources: ['prod.web.clickstream'],
    columns: 'id:bigint ip:string!class.ip_address started_at:timestamp',
  }),
  table('prod.hr.salaries', 'people', 168, 4_000, null, {
    columns: 'employee:string!class.name ssn:string!class.us_ssn salary:decimal(18,2)',
  }),
  table('prod.web.fact_ab_tests_2023', 'web', 8760, 40_000, null, {
    unused: true,
    monitored: false,
  }),
  table('analytics.marketing.customer_360', 'marketing', 12, 1_300_000, 'gold', {
    job: 'customer_360_build',
    sources: ['prod.sales.customers', 'prod.sales.orders', 'prod.web.sessions'],
    columns: 'id:bigint email:string!class.email_address lifetime_value:decimal(18,2)',
    comment: 'All that is known of a customer',
  }),
  table('analytics.marketing.churn_scores', 'marketing', 24, 1_250_000, 'gold', {
    job: 'churn_model_training',
    sources: ['analytics.marketing.customer_360'],
  }),
  table('analytics.marketing.dim_old_campaigns', 'marketing', 8760, 300, null, { unused: true }),
  table('analytics.finance.board_report', 'finance', 24, 600, 'gold', {
    job: 'weekly "board" report | v2',
    sources: ['prod.payments.ledger', 'prod.sales.daily_rollup'],
  }),
  table('analytics.events.顧客_イベント', 'web', 6, 9_000_000, 'silver', {
    pipeline: 'events "gold" | stream',
    sources: ['prod.web.clickstream'],
  }),
  table('eu.sales.umsätze', 'sales', 24, 300_000, 'gold', {
    job: 'Kundenumsätze täglich',
    sources: ['eu.sales.bestellungen'],
  }),
  table('eu.sales.bestellungen', 'sales', 4, 2_000_000, 'silver', {
    pipeline: 'Bestellungen_stündlich',
  }),
  table('eu.iot.sensor_readings', 'iot', 2, 30_000_000, 'bronze', {
    job: 'iot_sensor_compaction',
  }),
];
