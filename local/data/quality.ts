import { metastoreId, type TableRow, tables } from './estate.ts';
import { hexId } from './random.ts';
import { addRow, daysOf, hourMs, iso, minuteMs, randomFor, type World } from './world.ts';

const scanHour = 6;

function impactOf(table: TableRow, unhealthy: boolean) {
  const impact = unhealthy
    ? { impact_level: 2, num_downstream_tables: 3, num_queries_on_affected_tables: 140 }
    : null;
  const job = table.upstream;
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

function scan(
  world: World,
  table: TableRow,
  dayStart: number,
): { status: string; stale: boolean } | null {
  const atMs = dayStart + scanHour * hourMs;
  if (atMs > world.nowMs) return null;
  const fullName = `${table.catalog}.${table.schema}.${table.name}`;
  const random = randomFor(world, 'scan', fullName, dayStart);
  const staleSince = world.bends.staleTables.get(fullName)?.sinceMs;
  const stale = staleSince !== undefined && atMs > staleSince + table.everyHours * hourMs;
  const incomplete = random.chance(0.02);
  const lastCommit = stale
    ? staleSince
    : atMs - random.between(5, table.everyHours * 50) * minuteMs;
  const status = stale || incomplete ? 'Unhealthy' : 'Healthy';
  const rows = Math.round(table.rows * (incomplete ? 0.4 : 0.95 + random.next() * 0.1));
  const least = Math.round(table.rows * 0.9);
  addRow(world, 'data_quality_monitoring.table_results', {
    event_time: iso(atMs),
    catalog_name: table.catalog,
    schema_name: table.schema,
    table_name: table.name,
    catalog_id: hexId('catalog', table.catalog),
    schema_id: hexId('schema', table.schema),
    table_id: hexId('table', fullName),
    status,
    freshness: {
      status: stale ? 'Unhealthy' : 'Healthy',
      commit_freshness: {
        status: stale ? 'Unhealthy' : 'Healthy',
        error_code: null,
        last_value: iso(lastCommit),
        predicted_value: iso(lastCommit + table.everyHours * hourMs),
      },
    },
    completeness: {
      status: incomplete ? 'Unhealthy' : 'Healthy',
      total_row_count: null,
      daily_row_count: {
        status: incomplete ? 'Unhealthy' : 'Healthy',
        error_code: null,
        last_value: rows,
        min_predicted_value: least,
        max_predicted_value: Math.round(table.rows * 1.1),
      },
    },
    ...impactOf(table, status === 'Unhealthy'),
  });
  return { status, stale };
}

/**
 * Tables of the catalog and their daily scans by data quality monitoring.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateQuality(world: World): void {
  for (const table of tables) {
    const fullName = `${table.catalog}.${table.schema}.${table.name}`;
    let newest = { status: 'Unknown', stale: false };
    for (const dayStart of daysOf(world)) newest = scan(world, table, dayStart) ?? newest;
    const random = randomFor(world, 'table', fullName);
    const staleSince = world.bends.staleTables.get(fullName)?.sinceMs;
    const lastAltered = iso(
      staleSince ?? world.nowMs - random.between(5, table.everyHours * 55) * minuteMs,
    );
    world.tables.push({ fullName, ...newest, lastAltered });
    addRow(world, 'information_schema.tables', {
      table_catalog: table.catalog,
      table_schema: table.schema,
      table_name: table.name,
      table_type: 'MANAGED',
      table_owner: table.owner,
      comment: null,
      created: '2024-03-01T08:00:00.000Z',
      created_by: 'ana@example.com',
      last_altered: lastAltered,
      last_altered_by: 'etl-runners',
      data_source_format: 'DELTA',
      storage_path: `s3://lake/${metastoreId}/${hexId('table', fullName)}`,
    });
  }
}
