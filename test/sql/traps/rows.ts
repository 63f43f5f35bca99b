/** Short hands for the rows of fixtures; each test still writes down every value that matters. */
const aws = { cloud: 'AWS', usage_unit: 'DBU', account_id: 'a' };

/** A price of one dollar figure, in force from a day until another. */
export const price = (sku: string, usd: string, from = '2026-01-01', to: string | null = null) => ({
  ...aws,
  sku_name: sku,
  currency_code: 'USD',
  price_start_time: from,
  price_end_time: to,
  pricing: { default: usd, promotional: null, effective_list: { default: usd } },
});

/** The same, while everybody pays less for a time. */
export const promotion = (sku: string, usd: string, paid: string) => ({
  ...price(sku, usd),
  pricing: { default: usd, promotional: { default: paid }, effective_list: { default: paid } },
});

type UseOptions = {
  readonly sku?: string;
  readonly workspace?: string;
  readonly type?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>> | null;
  readonly product?: string;
};

/** An hour of usage that ends at an instant. */
export const use = (end: string, quantity: string, options: UseOptions = {}) => ({
  ...aws,
  sku_name: options.sku ?? 'S',
  workspace_id: options.workspace ?? '1',
  record_type: options.type ?? 'ORIGINAL',
  usage_start_time: new Date(Date.parse(end) - 3_600_000).toISOString(),
  usage_end_time: end,
  usage_date: new Date(Date.parse(end) - 3_600_000).toISOString().slice(0, 10),
  usage_quantity: quantity,
  usage_metadata: options.metadata ?? {},
  custom_tags: options.tags ?? null,
  billing_origin_product: options.product ?? 'JOBS',
  product_features: { is_serverless: true },
});

/** A slice of a run; the last slice has the result. */
export const slice = (
  run: string,
  from: string,
  to: string,
  result: string | null,
  job: {
    readonly id?: string;
    readonly workspace?: string;
    readonly trigger?: string;
    readonly type?: string;
    readonly name?: string;
  } = {},
) => ({
  account_id: 'a',
  workspace_id: job.workspace ?? '1',
  job_id: job.id ?? '7',
  run_id: run,
  period_start_time: `2026-11-${from}`,
  period_end_time: `2026-11-${to}`,
  trigger_type: job.trigger ?? 'CRON',
  run_type: job.type ?? 'JOB_RUN',
  run_name: job.name ?? null,
  result_state: result,
  termination_code: result === 'SUCCEEDED' ? 'SUCCESS' : null,
});

/** A run of a task in a job run; times as day and time of November. */
export const taskRun = (
  run: string,
  id: string,
  from: string,
  to: string,
  result: string | null,
  task = 'load',
) => ({
  workspace_id: '1',
  job_id: '7',
  job_run_id: run,
  parent_run_id: run,
  run_id: id,
  task_key: task,
  period_start_time: `2026-11-${from}`,
  period_end_time: `2026-11-${to}`,
  result_state: result,
});

/** A finished statement on a warehouse; times as day and time of November. */
export const statement = (id: string, from: string, to: string, warehouse = 'w') => ({
  workspace_id: '1',
  statement_id: id,
  execution_status: 'FINISHED',
  compute: { type: 'WAREHOUSE', warehouse_id: warehouse },
  executed_by: 'x',
  start_time: `2026-11-${from}`,
  end_time: `2026-11-${to}`,
  total_duration_ms: Date.parse(`2026-11-${to}`) - Date.parse(`2026-11-${from}`),
  waiting_at_capacity_duration_ms: 0,
  from_result_cache: false,
});

/** A description of a job. */
export const job = (workspace: string, id: string, name: string, changed = '2026-01-01') => ({
  workspace_id: workspace,
  job_id: id,
  name,
  change_time: changed,
  run_as: '7700',
  run_as_user_name: null as string | null,
});
