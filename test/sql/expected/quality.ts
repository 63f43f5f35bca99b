import type { LineageFact, ScanFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { inWindow } from '../ledger.ts';
import { checks, distinct, each, grouped, total, where } from './check.ts';

const day = (at: string) => at.slice(0, 10);
const count = (items: readonly unknown[]) => items.length;
const edges = (ledger: Ledger) =>
  ledger.lineage.filter(
    (row) => inWindow(day(row.at)) && row.source !== null && row.target !== null,
  );
const inWeek = (ledger: Ledger) => ledger.lineage.filter((row) => inWindow(day(row.at)));
const scans = (ledger: Ledger) => ledger.scans.filter((scan) => inWindow(day(scan.at)));
const isBad = (scan: ScanFact) => scan.stale || scan.incomplete;
const unknownIn = (group: readonly ScanFact[]) => group.filter((scan) => scan.unknown).length;
/** Share of the judged scans that found nothing bad; null when none was judged. */
const goodShare = (isFound: (scan: ScanFact) => boolean) => (group: readonly ScanFact[]) => {
  const judged = group.filter((scan) => !scan.unknown);
  const good = judged.filter((scan) => !isFound(scan)).length;
  return judged.length === 0 ? null : percent(good, judged.length);
};

/** The newest scan of each table in the window. */
function newest(ledger: Ledger): ScanFact[] {
  const latest = new Map<string, ScanFact>();
  for (const scan of scans(ledger)) latest.set(scan.table, scan);
  return [...latest.values()];
}

const step = (row: LineageFact, names: readonly (string | null)[]) =>
  [...names, row.kind, row.entityId].join('/');
const schema = (table: string) => table.split('.').slice(0, 2).join('.');
const layer = (ledger: Ledger, table: string) =>
  ledger.tableTags.find((tag) => tag.table === table && tag.tag === 'layer')?.value ?? '';
const gold = (ledger: Ledger) =>
  newest(ledger).filter((scan) => layer(ledger, scan.table) === 'gold');
const touched = (ledger: Ledger) =>
  new Set(inWeek(ledger).flatMap((row) => [row.source, row.target]));
const personal = (ledger: Ledger) => ledger.columns.filter((column) => column.found !== null);
const owner = (ledger: Ledger, table: string) =>
  ledger.tables.find((one) => one.fullName === table)?.owner ?? '';
const written = (ledger: Ledger) => ledger.operations.filter((one) => inWindow(day(one.at)));
const percent = (part: number, whole: number) => (100 * part) / whole;

/** What is made of the reads of every table of the catalog, none of them included. */
const ofReads =
  <V>(value: (rows: readonly LineageFact[]) => V) =>
  (ledger: Ledger) => {
    const reads = grouped(inWeek(ledger), (row) => row.source ?? '');
    return Object.fromEntries(
      ledger.tables.map(({ fullName }) => [fullName, value(reads.get(fullName) ?? [])]),
    );
  };

/** Columns that lineage pairs: those of one name, else the first of each table. */
function pairs(ledger: Ledger, source: string, target: string): string[][] {
  const of = (table: string) =>
    ledger.columns.filter((column) => column.table === table).map(({ column }) => column);
  const shared = of(source).filter((name) => of(target).includes(name));
  if (shared.length > 0) return shared.map((name) => [name, name]);
  return [[of(target)[0] ?? '', of(source)[0] ?? '']];
}

export const qualityChecks = [
  ...checks('quality/table_reads', 'table_name', {
    reads: ofReads(count),
    readers: ofReads((rows) => distinct(rows, (row) => row.by)),
    last_read_at: ofReads(
      (rows) =>
        rows
          .map((row) => row.at)
          .toSorted()
          .at(-1) ?? null,
    ),
    last_altered_at: (ledger) =>
      Object.fromEntries(ledger.tables.map((table) => [table.fullName, table.lastAltered])),
    table_owner: (ledger) =>
      Object.fromEntries(ledger.tables.map((table) => [table.fullName, table.owner])),
  }),
  ...checks('quality/table_upstream', 'table_name upstream_table entity_type entity_id', {
    writes: (ledger) => each(edges(ledger), (row) => step(row, [row.target, row.source]), count),
  }),
  ...checks('quality/table_downstream', 'table_name downstream_table entity_type entity_id', {
    writes: (ledger) => each(edges(ledger), (row) => step(row, [row.source, row.target]), count),
  }),
  ...checks(
    'quality/column_lineage',
    'table_name column_name source_table source_column',
    {
      copies: (ledger) => {
        const rows = edges(ledger).filter((row) => row.target?.includes('churn_scores') === true);
        const copies = rows.flatMap(({ source, target }) =>
          pairs(ledger, source ?? '', target ?? '').map(([to, from]) =>
            [target, to, source, from].join('/'),
          ),
        );
        return each(copies, (copy) => copy, count);
      },
    },
    { table: 'churn_scores' },
  ),
  ...checks('quality/lineage_complexity', 'workspace_id entity_type entity_id', {
    targets: (ledger) =>
      each(
        inWeek(ledger).filter((row) => row.target !== null),
        (row) => `${row.workspaceId}/${row.kind}/${row.entityId}`,
        (rows) => distinct(rows, (row) => row.target),
      ),
    lineage_rows: (ledger) =>
      each(
        inWeek(ledger).filter((row) => row.target !== null),
        (row) => `${row.workspaceId}/${row.kind}/${row.entityId}`,
        count,
      ),
  }),
  ...checks('quality/personal_data_columns', 'table_name column_name class_tag', {
    masked: (ledger) =>
      Object.fromEntries(
        personal(ledger).map((column) => [
          `${column.table}/${column.column}/${column.found ?? ''}`,
          String(column.masked),
        ]),
      ),
  }),
  ...checks('quality/unmasked_personal_data', 'table_name', {
    unmasked_columns: (ledger) =>
      where(
        each(
          personal(ledger),
          (column) => column.table,
          (columns) => columns.filter((column) => !column.masked).length,
        ),
        (columns) => columns > 0,
      ),
  }),
  ...checks('quality/gold_completeness', 'table_name', {
    daily_rows: (ledger) => Object.fromEntries(gold(ledger).map((scan) => [scan.table, scan.rows])),
    percent_of_least: (ledger) =>
      Object.fromEntries(
        gold(ledger).map((scan) => [scan.table, percent(scan.rows, scan.leastRows)]),
      ),
  }),
  ...checks('quality/tables_by_layer', 'layer', {
    tables: (ledger) => each(ledger.tables, (table) => table.layer ?? '', count),
    documented_tables: (ledger) =>
      each(
        ledger.tables,
        (table) => table.layer ?? '',
        (tables) => tables.filter((table) => table.comment !== null).length,
      ),
  }),
  ...checks('quality/freshness_by_schema', 'schema_name', {
    stale_tables: (ledger) =>
      each(
        newest(ledger),
        (scan) => schema(scan.table),
        (group) => group.filter((scan) => scan.stale).length,
      ),
    unknown_tables: (ledger) => each(newest(ledger), (scan) => schema(scan.table), unknownIn),
    fresh_percent: (ledger) =>
      each(
        newest(ledger),
        (scan) => schema(scan.table),
        goodShare((scan) => scan.stale),
      ),
    oldest_commit_at: (ledger) =>
      each(
        newest(ledger),
        (scan) => schema(scan.table),
        (group) => group.map((scan) => scan.lastCommit).toSorted()[0] ?? null,
      ),
  }),
  ...checks('quality/inactive_tables', 'table_name', {
    table_owner: (ledger) =>
      Object.fromEntries(
        ledger.tables
          .filter((table) => !touched(ledger).has(table.fullName))
          .map((table) => [table.fullName, table.owner]),
      ),
  }),
  ...checks('quality/read_write_activity', 'table_name', {
    reads: (ledger) => {
      const reads = each(inWeek(ledger), (row) => row.source ?? '', count);
      const names = [...touched(ledger)].filter((name) => name !== null);
      return Object.fromEntries(names.map((name) => [name, reads[name] ?? 0]));
    },
    writes: (ledger) => {
      const writes = each(inWeek(ledger), (row) => row.target ?? '', count);
      const names = [...touched(ledger)].filter((name) => name !== null);
      return Object.fromEntries(names.map((name) => [name, writes[name] ?? 0]));
    },
  }),
  ...checks('quality/undocumented_tables', 'table_name', {
    columns: (ledger) => {
      const bare = new Set(
        ledger.tables.filter((table) => table.comment === null).map((table) => table.fullName),
      );
      return each(
        ledger.columns.filter((column) => bare.has(column.table)),
        (column) => column.table,
        count,
      );
    },
  }),
  ...checks('quality/table_tag_coverage', 'catalog_name', {
    tagged_percent: (ledger) => {
      const tagged = new Set(ledger.tableTags.map((tag) => tag.table));
      return each(
        ledger.tables,
        (table) => table.fullName.split('.')[0] ?? '',
        (tables) =>
          percent(tables.filter((table) => tagged.has(table.fullName)).length, tables.length),
      );
    },
  }),
  ...checks('quality/unmonitored_tables', 'table_name', {
    table_owner: (ledger) => {
      const seen = new Set(scans(ledger).map((scan) => scan.table));
      return Object.fromEntries(
        ledger.tables
          .filter((table) => !seen.has(table.fullName))
          .map((table) => [table.fullName, table.owner]),
      );
    },
  }),
  ...checks('quality/table_scans', 'table_name scanned_at', {
    daily_rows: (ledger) =>
      Object.fromEntries(scans(ledger).map((scan) => [`${scan.table}/${scan.at}`, scan.rows])),
    last_commit_at: (ledger) =>
      Object.fromEntries(
        scans(ledger).map((scan) => [`${scan.table}/${scan.at}`, scan.lastCommit]),
      ),
  }),
  ...checks('quality/health_trend', 'day', {
    tables: (ledger) => each(scans(ledger), (scan) => day(scan.at), count),
    unhealthy_tables: (ledger) =>
      each(
        scans(ledger),
        (scan) => day(scan.at),
        (group) => group.filter(isBad).length,
      ),
  }),
  ...checks('quality/health_trend', 'day', {
    unknown_tables: (ledger) => each(scans(ledger), (scan) => day(scan.at), unknownIn),
    healthy_percent: (ledger) => each(scans(ledger), (scan) => day(scan.at), goodShare(isBad)),
  }),
  ...checks('quality/row_count_drops', 'table_name scanned_at', {
    missing_percent: (ledger) =>
      Object.fromEntries(
        scans(ledger)
          .filter((scan) => scan.rows < scan.leastRows)
          .map((scan) => [`${scan.table}/${scan.at}`, 100 - percent(scan.rows, scan.leastRows)]),
      ),
  }),
  ...checks('quality/unhealthy_by_owner', 'table_owner', {
    unhealthy_tables: (ledger) =>
      each(
        newest(ledger),
        (scan) => owner(ledger, scan.table),
        (group) => group.filter(isBad).length,
      ),
  }),
  ...checks('quality/table_upkeep', 'table_name operation_type', {
    failed_operations: (ledger) =>
      each(
        written(ledger),
        (one) => `${one.table}/${one.type}`,
        (group) => group.filter((one) => one.failed).length,
      ),
    estimated_dbu: (ledger) =>
      each(
        written(ledger),
        (one) => `${one.table}/${one.type}`,
        (group) => total(group, (one) => one.quantity),
      ),
  }),
];
