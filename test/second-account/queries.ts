import { type Row, stamp, t } from './tell.ts';
import { dana, emil, eva, gone, lab, prod, robot } from './workspaces.ts';

/** A statement; times in seconds. One on serverless compute of jobs or notebooks has no warehouse. */
export type Statement = {
  readonly workspace: string;
  readonly id: string;
  readonly warehouse: string | null;
  readonly by: string;
  readonly from: number;
  readonly status: 'FINISHED' | 'FAILED' | 'CANCELED';
  readonly total: number;
  readonly run: number;
  /** For a cluster that is free. */
  readonly queued: number;
  /** For a cluster that starts. */
  readonly starting: number;
  readonly cached: boolean;
  readonly diskCachePercent: number;
  /** What was read is not told of a statement that failed. */
  readonly readBytes: number | null;
  readonly spilledBytes: number | null;
  readonly files: number | null;
  readonly pruned: number | null;
  readonly text: string;
  readonly app: string | null;
  readonly dashboard: string | null;
  readonly error: string | null;
};

const gb = 1_000_000_000;
let made = 0;
/** A statement that ran for some seconds and read as many gigabytes as it has tens of seconds. */
function statement(
  warehouse: string | null,
  by: string,
  from: string,
  run: number,
  more: Partial<Statement> = {},
): Statement {
  made += 1;
  const { queued = 0, starting = 0 } = more;
  return {
    workspace: warehouse === 'wh-a' ? prod : lab,
    id: `s-${String(made).padStart(3, '0')}`,
    warehouse,
    by,
    from: t(from),
    status: 'FINISHED',
    total: run + queued + starting + 1,
    run,
    queued,
    starting,
    cached: false,
    diskCachePercent: 50,
    readBytes: (run * gb) / 10,
    spilledBytes: 0,
    files: 10,
    pruned: 30,
    text: 'select * from main.sales.orders',
    app: 'Databricks SQL Editor',
    dashboard: null,
    error: null,
    ...more,
    ...(more.status === 'FAILED'
      ? { readBytes: null, spilledBytes: null, files: null, pruned: null }
      : {}),
  };
}

const denied = '[INSUFFICIENT_PERMISSIONS] User does not have SELECT on "kunden-ä"';
const dashboard = {
  dashboard: 'd-1',
  app: 'Databricks SQL Dashboard',
  text: "select 'é'",
} as const;

export const statements: readonly Statement[] = [
  // The stretch before.
  statement('wh-a', dana, '10-28 10:00', 4),
  statement('wh-a', dana, '10-29 10:00', 6),
  statement('wh-a', robot, '10-29 11:00', 100),
  statement('wh-b', eva, '10-30 10:00', 20),
  // The window, from its first instant on.
  statement('wh-a', robot, '11-04 00:00', 3),
  statement('wh-c', eva, '11-09 12:00', 90, {
    workspace: gone,
    spilledBytes: 3 * gb,
    ...dashboard,
  }),
  statement('wh-c', eva, '11-09 13:00', 9, { workspace: gone, status: 'FAILED', error: denied }),
  statement('wh-a', dana, '11-05 10:00', 10),
  statement('wh-a', dana, '11-05 10:00', 30, { queued: 40 }),
  statement('wh-a', emil, '11-06 23:30', 50, { starting: 60, app: null }),
  statement('wh-a', dana, '11-07 10:00', 0, {
    cached: true,
    total: 0.2,
    readBytes: 0,
    files: 0,
    pruned: 0,
  }),
  statement('wh-a', robot, '11-10 02:00', 600, {
    spilledBytes: 5 * gb,
    text: 'merge into "x"',
    app: 'dbt',
  }),
  statement('wh-a', robot, '11-11 02:00', 660, {
    spilledBytes: 0.5 * gb,
    text: 'merge into "x"',
    app: 'dbt',
  }),
  statement('wh-a', eva, '11-12 09:00', 20, dashboard),
  statement('wh-a', eva, '11-12 09:00', 40, dashboard),
  statement('wh-a', dana, '11-12 09:00', 60, { ...dashboard, queued: 10, diskCachePercent: 0 }),
  statement('wh-a', eva, '11-13 15:00', 5, { status: 'FAILED', error: denied }),
  statement('wh-a', eva, '11-13 16:00', 5, { status: 'FAILED', error: denied }),
  statement('wh-a', emil, '11-14 15:00', 5, { status: 'FAILED', error: denied }),
  statement('wh-a', 'fay@example.com', '11-14 16:00', 5, { status: 'FAILED', error: 'boom' }),
  statement('wh-a', emil, '11-15 15:00', 300, { status: 'CANCELED', readBytes: gb }),
  statement('wh-b', eva, '11-05 08:00', 15),
  statement('wh-b', eva, '11-16 08:00', 25, { files: 40, pruned: 0 }),
  // Encrypted by the customer's own keys: no text, no words of the error.
  statement('wh-b', eva, '11-16 08:10', 1, { status: 'FAILED', error: null, text: '' }),
  // Serverless compute of a job, without a warehouse.
  statement(null, robot, '11-09 04:00', 1000, {
    spilledBytes: 2 * gb,
    app: 'Databricks Jobs',
    text: 'insert',
  }),
  statement(null, robot, '11-16 04:00', 2, {
    status: 'FAILED',
    error: 'boom',
    app: 'Databricks Jobs',
    text: 'insert',
  }),
  // At the end of the window: outside.
  statement('wh-a', dana, '11-18 09:00', 7),
];

const ms = (seconds: number): number => Math.round(seconds * 1000);

/** https://docs.databricks.com/aws/en/admin/system-tables/query-history */
export const queryRows: readonly Row[] = statements.map((one) => ({
  account_id: 'account',
  workspace_id: one.workspace,
  statement_id: one.id,
  execution_status: one.status,
  compute: {
    type: one.warehouse === null ? 'SERVERLESS_COMPUTE' : 'WAREHOUSE',
    warehouse_id: one.warehouse,
  },
  executed_by: one.by,
  executed_as: one.by,
  statement_text: one.text,
  statement_type: 'SELECT',
  error_message: one.error,
  client_application: one.app,
  total_duration_ms: ms(one.total),
  waiting_for_compute_duration_ms: ms(one.starting),
  waiting_at_capacity_duration_ms: ms(one.queued),
  execution_duration_ms: ms(one.run),
  compilation_duration_ms: 100,
  start_time: stamp(one.from),
  end_time: stamp(one.from + ms(one.total)),
  update_time: stamp(one.from + ms(one.total)),
  read_files: one.files,
  pruned_files: one.pruned,
  read_bytes: one.readBytes,
  read_io_cache_percent: one.diskCachePercent,
  from_result_cache: one.cached,
  spilled_local_bytes: one.spilledBytes,
  query_source: { dashboard_id: one.dashboard },
}));
