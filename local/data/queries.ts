import { accountId, users, type WarehouseRow, warehouses } from './estate.ts';
import { hexId } from './random.ts';
import {
  addRow,
  dateOf,
  daysOf,
  hourMs,
  iso,
  isWeekend,
  minuteMs,
  randomFor,
  type World,
} from './world.ts';

/** What the ledger counts as slow, and the default of the certified question. */
export const slowMs = 30_000;

const statements = [
  "SELECT region, sum(amount) FROM prod.sales.orders GROUP BY region -- a 'quoted' | piped comment",
  'SELECT * FROM prod.web.clickstream WHERE event_date = current_date()',
  'MERGE INTO prod.payments.ledger USING updates ON ledger.id = updates.id',
  'SELECT count(*) FROM analytics.events.`顧客_イベント`',
] as const;

function tally(
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

function addQuery(world: World, warehouse: WarehouseRow, startMs: number, index: number): void {
  const random = randomFor(world, 'query', warehouse.id, startMs, index);
  const shrunk = world.bends.shrunkWarehouses.get(warehouse.id);
  const slowdown = shrunk !== undefined && startMs >= shrunk.fromMs ? shrunk.slowdown : 1;
  const executionMs = Math.round(random.lognormal(2500, 1.1) * slowdown);
  const waitMs =
    slowdown > 1
      ? random.between(4000, 60_000)
      : random.chance(0.03)
        ? random.between(500, 8000)
        : 0;
  const fate = random.next();
  const status = fate < 0.02 ? 'FAILED' : fate < 0.03 ? 'CANCELED' : 'FINISHED';
  const user = random.pick(users);
  const cached = random.chance(0.1);
  const totalMs = executionMs + waitMs + 300;
  const endMs = startMs + totalMs;
  if (endMs > world.nowMs) return;
  tally(world, warehouse, startMs, status === 'FAILED', totalMs, waitMs);
  addRow(world, 'query.history', {
    account_id: accountId,
    workspace_id: warehouse.workspace.id,
    statement_id: hexId(world.seed, 'query', warehouse.id, startMs, index),
    session_id: hexId('session', user, dateOf(startMs)),
    execution_status: status,
    compute: { type: 'WAREHOUSE', warehouse_id: warehouse.id },
    executed_by_user_id: String(5_550_001 + users.indexOf(user)),
    executed_by: user,
    executed_as: user,
    statement_text: random.pick(statements),
    statement_type: 'SELECT',
    error_message:
      status === 'FAILED'
        ? random.pick([
            '[DIVIDE_BY_ZERO] Division by zero.',
            '[TABLE_OR_VIEW_NOT_FOUND] The table or view cannot be found.',
          ])
        : null,
    client_application: random.pick(['Databricks SQL Dashboard', 'Power BI', 'dbt']),
    total_duration_ms: totalMs,
    waiting_for_compute_duration_ms: 0,
    waiting_at_capacity_duration_ms: waitMs,
    execution_duration_ms: executionMs,
    compilation_duration_ms: 300,
    total_task_duration_ms: executionMs * 4,
    result_fetch_duration_ms: 20,
    start_time: iso(startMs),
    end_time: iso(endMs),
    update_time: iso(endMs),
    read_files: random.between(1, 400),
    read_rows: random.between(1000, 90_000_000),
    produced_rows: random.between(0, 5000),
    read_bytes: random.between(1_000_000, 9_000_000_000),
    read_io_cache_percent: random.between(0, 100),
    from_result_cache: cached,
    spilled_local_bytes: executionMs > 20_000 ? random.between(0, 4_000_000_000) : 0,
    written_bytes: 0,
    query_tags: {},
  });
}

function describeWarehouse(world: World, warehouse: WarehouseRow): void {
  const row = (size: string, changeMs: number) =>
    addRow(world, 'compute.warehouses', {
      warehouse_id: warehouse.id,
      workspace_id: warehouse.workspace.id,
      account_id: accountId,
      warehouse_name: warehouse.name,
      warehouse_type: 'SERVERLESS',
      warehouse_channel: 'CURRENT',
      warehouse_size: size,
      min_clusters: 1,
      max_clusters: 2,
      auto_stop_minutes: 10,
      tags: warehouse.team === null ? null : { team: warehouse.team },
      change_time: iso(changeMs),
      delete_time: null,
      created_by: 'ana@example.com',
    });
  row(warehouse.size, world.startMs - 90 * 24 * hourMs);
  const shrunk = world.bends.shrunkWarehouses.get(warehouse.id);
  if (shrunk !== undefined) row(shrunk.size, shrunk.fromMs);
}

function addEvent(
  world: World,
  warehouse: WarehouseRow,
  type: string,
  clusters: number,
  ms: number,
): void {
  if (ms > world.nowMs) return;
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
 * Warehouses with their sizes over time, their events, and the statements they ran.
 *
 * Effect: adds rows and ledger totals.
 */
export function generateQueries(world: World): void {
  for (const warehouse of warehouses) {
    describeWarehouse(world, warehouse);
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
