import { accountId, users, type WarehouseRow, warehouses } from './estate.ts';
import type { QueryFact } from './facts.ts';
import { hexId } from './random.ts';
import { addWarehouseVersions } from './warehouse-versions.ts';
import {
  addRow,
  overrideAt,
  dateOf,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  minuteMs,
  randomFor,
  type Row,
  type World,
} from './world.ts';

/** Slower queries count as slow in the ledger; also the default of the certified question. */
export const slowMs = 30_000;

const statements = [
  "SELECT region, sum(amount) FROM prod.sales.orders GROUP BY region -- a 'quoted' | piped comment",
  'SELECT * FROM prod.web.clickstream WHERE event_date = current_date()',
  'MERGE INTO prod.payments.ledger USING updates ON ledger.id = updates.id',
  'SELECT count(*) FROM analytics.events.`顧客_イベント`',
] as const;

function addToTotals(
  world: World,
  warehouse: WarehouseRow,
  startMs: number,
  failed: boolean,
  totalMs: number,
  waitMs: number,
): void {
  const key = JSON.stringify([dateOf(startMs), warehouse.workspace.id, warehouse.id]);
  const sums = world.queries.get(key) ?? { queries: 0, failed: 0, slow: 0, waitingMs: 0 };
  world.queries.set(key, {
    queries: sums.queries + 1,
    failed: sums.failed + Number(failed),
    slow: sums.slow + Number(totalMs > slowMs),
    waitingMs: sums.waitingMs + waitMs,
  });
}

const apps = ['Databricks SQL Dashboard', 'Power BI', 'dbt'] as const;
const errors = [
  '[DIVIDE_BY_ZERO] Division by zero.',
  '[TABLE_OR_VIEW_NOT_FOUND] The table or view cannot be found.',
] as const;
const compileMs = 300;

/** One statement to record; sizes in bytes. */
export type Query = {
  readonly warehouse: WarehouseRow;
  readonly startMs: number;
  /** Distinguishes statements of one warehouse at the same instant. */
  readonly index: number | string;
  readonly user: string;
  readonly status: 'FINISHED' | 'FAILED' | 'CANCELED';
  readonly text: string;
  readonly error: string | null;
  readonly app: (typeof apps)[number];
  readonly executionMs: number;
  readonly waitMs: number;
  readonly cached: boolean;
  readonly spilled: number;
  readonly readBytes: number;
  readonly readRows: number;
  readonly producedRows: number;
  readonly readFiles: number;
  readonly cachePercent: number;
};

/** The row of a statement in `query.history`. */
function rowOf(query: Query, fact: QueryFact): Row {
  const { warehouse, startMs, user, status, executionMs, waitMs } = query;
  const { id, totalMs, dashboardId, prunedFiles } = fact;
  const endMs = startMs + totalMs;
  return {
    account_id: accountId,
    workspace_id: warehouse.workspace.id,
    statement_id: id,
    session_id: hexId('session', user, dateOf(startMs)),
    execution_status: status,
    compute: { type: 'WAREHOUSE', warehouse_id: warehouse.id },
    executed_by_user_id: String(5_550_001 + users.findIndex((name) => name === user)),
    executed_by: user,
    executed_as: user,
    statement_text: query.text,
    statement_type: 'SELECT',
    error_message: query.error,
    client_application: query.app,
    total_duration_ms: totalMs,
    waiting_for_compute_duration_ms: 0,
    waiting_at_capacity_duration_ms: waitMs,
    execution_duration_ms: executionMs,
    compilation_duration_ms: compileMs,
    total_task_duration_ms: executionMs * 4,
    result_fetch_duration_ms: 20,
    start_time: iso(startMs),
    end_time: iso(endMs),
    update_time: iso(endMs),
    pruned_files: prunedFiles,
    read_files: query.readFiles,
    read_rows: query.readRows,
    produced_rows: query.producedRows,
    read_bytes: query.readBytes,
    read_io_cache_percent: query.cachePercent,
    from_result_cache: query.cached,
    spilled_local_bytes: query.spilled,
    written_bytes: 0,
    query_source: dashboardId === null ? null : { dashboard_id: dashboardId },
    query_tags: {},
  };
}

/** Effect: adds a statement and its ledger entry, unless it ends after the clock. */
export function recordQuery(world: World, query: Query): void {
  const { warehouse, startMs, status, executionMs, waitMs } = query;
  const totalMs = executionMs + waitMs + compileMs;
  if (startMs + totalMs > world.nowMs) return;
  addToTotals(world, warehouse, startMs, status === 'FAILED', totalMs, waitMs);
  const fact: QueryFact = {
    id: hexId(world.seed, 'query', warehouse.id, startMs, query.index),
    at: iso(startMs),
    workspaceId: warehouse.workspace.id,
    warehouseId: warehouse.id,
    user: query.user,
    status,
    error: query.error,
    app: query.app,
    dashboardId:
      query.app === apps[0] ? `dash-${warehouse.id.slice(-1)}${query.readFiles % 3}` : null,
    text: query.text.slice(0, 24),
    totalMs,
    waitMs,
    executionMs,
    compileMs,
    spilled: query.spilled,
    readBytes: query.readBytes,
    cached: query.cached,
    prunedFiles: query.readFiles * (query.readFiles % 5),
    readFiles: query.readFiles,
  };
  world.facts.queries.push(fact);
  addRow(world, 'query.history', rowOf(query, fact));
}

function addQuery(world: World, warehouse: WarehouseRow, startMs: number, index: number): void {
  const random = randomFor(world, 'query', warehouse.id, startMs, index);
  const slowdown =
    overrideAt(world.overrides.shrunkWarehouses, warehouse.id, startMs)?.slowdown ?? 1;
  const executionMs = Math.round(random.lognormal(2500, 1.1) * slowdown);
  const queued = random.chance(0.03);
  const [shortWaitMs, longWaitMs] = [random.between(500, 8000), random.between(4000, 60_000)];
  const draw = random.next();
  const status = draw < 0.02 ? 'FAILED' : draw < 0.03 ? 'CANCELED' : 'FINISHED';
  const error = random.pick(errors);
  const extra = overrideAt(world.overrides.spillingWarehouses, warehouse.id, startMs)?.bytes ?? 0;
  const spilled = random.between(0, 4_000_000_000);
  recordQuery(world, {
    warehouse,
    startMs,
    index,
    executionMs,
    status,
    user: random.pick(users),
    text: random.pick(statements),
    error: status === 'FAILED' ? error : null,
    app: random.pick(apps),
    waitMs: slowdown > 1 ? longWaitMs : queued ? shortWaitMs : 0,
    cached: random.chance(0.1),
    readFiles: random.between(1, 400),
    readRows: random.between(1000, 90_000_000),
    producedRows: random.between(0, 5000),
    readBytes: random.between(1_000_000, 9_000_000_000),
    cachePercent: random.between(0, 100),
    spilled: (executionMs > 20_000 ? spilled : 0) + extra,
  });
}

function addEvent(
  world: World,
  warehouse: WarehouseRow,
  type: string,
  clusters: number,
  ms: number,
): void {
  if (ms > world.nowMs) return;
  world.facts.warehouseEvents.push({ at: iso(ms), warehouseId: warehouse.id, type, clusters });
  addRow(world, 'compute.warehouse_events', {
    account_id: accountId,
    workspace_id: warehouse.workspace.id,
    warehouse_id: warehouse.id,
    event_type: type,
    cluster_count: clusters,
    event_time: iso(ms),
  });
}

/**
 * Generates warehouses with their sizes over time, their events and their statements.
 *
 * Effect: adds rows and ledger totals.
 */
export function generateQueries(world: World): void {
  for (const warehouse of warehouses) {
    addWarehouseVersions(world, warehouse);
    for (const dayStart of daysOf(world)) {
      const [open, close] = isWeekend(dayStart) ? [10, 13] : [7, 18];
      addEvent(world, warehouse, 'STARTING', 0, dayStart + open * hourMs - 2 * minuteMs);
      addEvent(world, warehouse, 'RUNNING', 1, dayStart + open * hourMs);
      addEvent(world, warehouse, 'SCALED_UP', 2, dayStart + (open + 1) * hourMs);
      addEvent(world, warehouse, 'SCALED_DOWN', 1, dayStart + (close - 1) * hourMs);
      addEvent(world, warehouse, 'STOPPED', 0, dayStart + close * hourMs);
      for (let hour = open; hour < close; hour += 1) {
        const random = randomFor(world, 'queries', warehouse.id, dayStart, hour);
        const count = random.between(4, 12);
        for (let index = 0; index < count; index += 1) {
          addQuery(
            world,
            warehouse,
            dayStart + hour * hourMs + random.between(0, hourMs - 1),
            index,
          );
        }
      }
    }
  }
}
