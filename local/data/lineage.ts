import { accountId, metastoreId, type WorkspaceRow } from './estate.ts';
import { tables } from './estate-tables.ts';
import { hexId } from './random.ts';
import { addRow, dateOf, iso, ordinal, type World } from './world.ts';

export type Lineage = {
  readonly workspace: WorkspaceRow;
  readonly kind: 'DBSQL_QUERY' | 'JOB' | 'PIPELINE' | 'NOTEBOOK';
  /** Id of the job, pipeline or notebook; null for a query, which gets a generated id. */
  readonly entityId: string | null;
  readonly source: string | null;
  readonly target: string | null;
  readonly by: string;
  readonly atMs: number;
};

const nameParts = (fullName: string | null) => {
  const [catalog = null, schema = null, name = null] = fullName?.split('.') ?? [];
  return { catalog, schema, name, type: fullName === null ? null : 'TABLE' };
};

/** Pairs of columns with the same name in both tables; the first column of each when there is none. */
function columnPairs(source: string, target: string): [string, string][] {
  const columnsOf = (fullName: string) =>
    (tables.find((table) => table.fullName === fullName)?.columns ?? []).map(({ name }) => name);
  const [from, to] = [columnsOf(source), columnsOf(target)];
  const shared = from
    .filter((name) => to.includes(name))
    .map((name): [string, string] => [name, name]);
  return shared.length > 0 ? shared : [[from[0] ?? 'id', to[0] ?? 'id']];
}

/** Effect: adds one table lineage row; when there is a source and a target, adds column lineage rows too. */
export function recordLineage(world: World, lineage: Lineage): void {
  const { workspace, kind, source, target, by, atMs } = lineage;
  if (atMs > world.nowMs) return;
  const what = [workspace.id, source ?? '', target ?? '', by, atMs].join('|');
  const id = hexId(world.seed, 'lineage', what, ordinal(world, 'lineage', what));
  const entityId = lineage.entityId ?? id;
  const [from, to] = [nameParts(source), nameParts(target)];
  const row = {
    account_id: accountId,
    metastore_id: metastoreId,
    workspace_id: workspace.id,
    entity_type: kind,
    entity_id: entityId,
    source_table_full_name: source,
    source_table_catalog: from.catalog,
    source_table_schema: from.schema,
    source_table_name: from.name,
    source_type: from.type,
    target_table_full_name: target,
    target_table_catalog: to.catalog,
    target_table_schema: to.schema,
    target_table_name: to.name,
    target_type: to.type,
    created_by: by,
    event_time: iso(atMs),
    event_date: dateOf(atMs),
    event_id: id,
    statement_id: kind === 'DBSQL_QUERY' ? id : null,
    ...(kind === 'JOB' ? { entity_metadata: { job_info: { job_id: entityId } } } : {}),
  };
  addRow(world, 'access.table_lineage', { ...row, record_id: id });
  world.facts.lineage.push({
    at: iso(atMs),
    workspaceId: workspace.id,
    source,
    target,
    by,
    kind,
    entityId,
  });
  if (source === null || target === null) return;
  for (const [sourceColumn, targetColumn] of columnPairs(source, target))
    addRow(world, 'access.column_lineage', {
      ...row,
      record_id: hexId(id, sourceColumn, targetColumn),
      source_column_name: sourceColumn,
      target_column_name: targetColumn,
    });
}
