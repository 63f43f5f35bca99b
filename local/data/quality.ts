import { metastoreId } from './estate.ts';
import { type TableRow, tables } from './estate-tables.ts';
import { hexId } from './random.ts';
import {
  addRow,
  overrideAt,
  daysOf,
  hourMs,
  iso,
  minuteMs,
  randomFor,
  type World,
} from './world.ts';

const scanHour = 6;

function impactOf(table: TableRow, unhealthy: boolean) {
  const impact = unhealthy
    ? { impact_level: 2, num_downstream_tables: 3, num_queries_on_affected_tables: 140 }
    : null;
  const { job } = table;
  const upstream =
    unhealthy && job !== null
      ? [
          {
            job_id: job.id,
            workspace_id: job.workspace.id,
            job_name: job.name,
            last_run_status: 'FAILED',
            run_page_url: null,
          },
        ]
      : [];
  return { downstream_impact: impact, root_cause_analysis: { upstream_jobs: upstream } };
}

type TableScan = {
  readonly atMs: number;
  readonly stale: boolean;
  readonly incomplete: boolean;
  /** The monitor had too little history to judge; never on a scan that found something. */
  readonly unknown: boolean;
  readonly lastCommitMs: number;
  readonly rows: number;
  readonly leastRows: number;
};

function scanTable(world: World, table: TableRow, atMs: number): TableScan {
  const { fullName, everyHours } = table;
  const random = randomFor(world, 'scan', fullName, atMs);
  const staleSince = world.overrides.staleTables.get(fullName)?.sinceMs ?? Infinity;
  const stale = atMs > staleSince + everyHours * hourMs;
  const shrunk = overrideAt(world.overrides.shrunkTables, fullName, atMs);
  const incomplete = random.chance(0.02) || shrunk !== null;
  const committedMs = atMs - random.between(5, everyHours * 50) * minuteMs;
  const share = incomplete ? (shrunk?.share ?? 0.4) : 0.95 + random.next() * 0.1;
  return {
    atMs,
    stale,
    incomplete,
    unknown: !stale && !incomplete && randomFor(world, 'unknown', fullName, atMs).chance(0.05),
    lastCommitMs: stale ? staleSince : committedMs,
    rows: Math.round(table.rows * share),
    leastRows: Math.round(table.rows * 0.9),
  };
}

const statusOf = (isBad: boolean, isUnknown: boolean): string =>
  isUnknown ? 'Unknown' : isBad ? 'Unhealthy' : 'Healthy';

function addScan(
  world: World,
  table: TableRow,
  dayStart: number,
): { status: string; stale: boolean } | null {
  const atMs = dayStart + scanHour * hourMs;
  if (atMs > world.nowMs || !table.monitored) return null;
  const { stale, incomplete, unknown, lastCommitMs, rows, leastRows } = scanTable(
    world,
    table,
    atMs,
  );
  const status = statusOf(stale || incomplete, unknown);
  const lastCommit = iso(lastCommitMs);
  const at = iso(atMs);
  const { fullName } = table;
  world.facts.scans.push({
    at,
    table: fullName,
    stale,
    incomplete,
    unknown,
    lastCommit,
    rows,
    leastRows,
  });
  addRow(world, 'data_quality_monitoring.table_results', {
    event_time: at,
    catalog_name: table.catalog,
    schema_name: table.schema,
    table_name: table.name,
    catalog_id: hexId('catalog', table.catalog),
    schema_id: hexId('schema', table.schema),
    table_id: hexId('table', fullName),
    status,
    freshness: {
      status: statusOf(stale, unknown),
      commit_freshness: {
        status: statusOf(stale, unknown),
        error_code: unknown ? 'NOT_ENOUGH_TABLE_HISTORY' : null,
        last_value: lastCommit,
        predicted_value: iso(lastCommitMs + table.everyHours * hourMs),
      },
    },
    completeness: {
      status: statusOf(incomplete, unknown),
      total_row_count: null,
      daily_row_count: {
        status: statusOf(incomplete, unknown),
        error_code: unknown ? 'NOT_ENOUGH_TABLE_HISTORY' : null,
        last_value: rows,
        min_predicted_value: leastRows,
        max_predicted_value: Math.round(table.rows * 1.1),
      },
    },
    ...impactOf(table, status === 'Unhealthy'),
  });
  return { status, stale };
}

/**
 * Generates the tables of the catalog and their daily scans by data quality monitoring.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateQuality(world: World): void {
  for (const table of tables) {
    const { fullName } = table;
    let newest = { status: 'Unknown', stale: false };
    for (const dayStart of daysOf(world)) newest = addScan(world, table, dayStart) ?? newest;
    const random = randomFor(world, 'table', fullName);
    const staleSince = world.overrides.staleTables.get(fullName)?.sinceMs;
    const lastAltered = iso(
      staleSince ?? world.nowMs - random.between(5, table.everyHours * 55) * minuteMs,
    );
    const { owner, layer, comment } = table;
    world.tables.push({ fullName, ...newest, lastAltered, owner, layer, comment });
    addRow(world, 'information_schema.tables', {
      table_catalog: table.catalog,
      table_schema: table.schema,
      table_name: table.name,
      table_type: 'MANAGED',
      table_owner: table.owner,
      comment,
      created: '2024-03-01T08:00:00.000Z',
      created_by: 'ana@example.com',
      last_altered: lastAltered,
      last_altered_by: 'etl-runners',
      data_source_format: 'DELTA',
      storage_path: `s3://lake/${metastoreId}/${hexId('table', fullName)}`,
    });
  }
}
