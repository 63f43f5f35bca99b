import { detections, fullName, orders, ownTables, rowFiltered, type Table } from '../catalog.ts';
import { type Lineage, lineage } from '../lineage.ts';
import { operations } from '../quality.ts';
import { answersBy, count, distinct, largest, percent, sum, within } from '../tell.ts';
import { ask, type Expectations, lately, times } from './ask.ts';

const seen = lineage.filter(({ at }) => within(at, lately));
const window = times(lately);

const nameOf = (table: Table | null): string | null => (table === null ? null : fullName(table));
const lastAt = (group: readonly Lineage[]): number | null =>
  group.length === 0 ? null : largest(group.map(({ at }) => at));
/** A copy from two tables is one write: its records share the event. */
const writes = (group: readonly Lineage[]): number => distinct(group, ({ event }) => event);
const reads = (table: Table, part: readonly Lineage[] = seen) =>
  part.filter(({ source }) => source === table);

const touched = [...new Set(seen.flatMap(({ source, target }) => [source, target]))].filter(
  (table) => table !== null,
);
const copies = seen.filter(({ source, target }) => source !== null && target !== null);
const entityOf = ({ kind, entity }: Lineage) => ({ entity_type: kind, entity_id: entity });
const written = (group: readonly Lineage[]) => ({ writes: writes(group), last_at: lastAt(group) });

const told = (table: Table) => ({
  table_name: fullName(table),
  table_owner: table.owner,
});
const altered = (table: Table) => ({ ...told(table), last_altered_at: table.altered });
const documented = ({ comment }: { readonly comment: string | null }): boolean => Boolean(comment);

export const tables: Expectations = {
  'quality/column_lineage': [
    ask(
      answersBy(
        copies.flatMap((one) =>
          (one.columns ?? []).map(([source, target]) => ({ one, source, target })),
        ),
        ({ one, source, target }) => ({
          table_name: nameOf(one.target),
          column_name: target,
          source_table: nameOf(one.source),
          source_column: source,
        }),
        (group) => written(group.map(({ one }) => one)),
      ).map(({ writes: times_, ...rest }) => ({ ...rest, copies: times_ ?? null })),
      window,
    ),
  ],
  'quality/inactive_tables': [
    ask(
      ownTables
        .filter(
          (table) =>
            !lineage.some(
              ({ at, source, target }) => within(at, lately) && [source, target].includes(table),
            ),
        )
        .map(altered),
      window,
    ),
  ],
  'quality/lineage_complexity': [
    ask(
      answersBy(
        seen.filter(
          ({ kind, target }) => target && ['JOB', 'PIPELINE', 'NOTEBOOK'].includes(kind ?? ''),
        ),
        (one) => ({ workspace_id: one.workspace, ...entityOf(one) }),
        (group) => ({
          sources: distinct(
            group.filter(({ source }) => source),
            ({ source }) => source,
          ),
          targets: distinct(
            group.filter(({ target }) => target),
            ({ target }) => target,
          ),
        }),
      ),
      window,
    ),
  ],
  'quality/read_write_activity': [
    ask(
      touched.map((table) => {
        const into = seen.filter(({ target }) => target === table);
        return {
          table_name: fullName(table),
          reads: writes(reads(table)),
          writes: writes(into),
          last_read_at: lastAt(reads(table)),
          last_written_at: lastAt(into),
        };
      }),
      window,
    ),
  ],
  'quality/table_downstream': [
    ask(
      answersBy(
        copies,
        (one) => ({
          table_name: nameOf(one.source),
          downstream_table: nameOf(one.target),
          ...entityOf(one),
        }),
        written,
      ),
      window,
    ),
  ],
  'quality/table_upstream': [
    ask(
      answersBy(
        copies.filter(({ target }) => target === orders),
        (one) => ({
          table_name: nameOf(one.target),
          upstream_table: nameOf(one.source),
          ...entityOf(one),
        }),
        written,
      ),
      { ...window, table: 'orders' },
    ),
  ],
  'quality/table_reads': [
    ask(
      ownTables.map((table) => ({
        ...altered(table),
        reads: writes(reads(table)),
        readers: distinct(reads(table), ({ by }) => by),
        last_read_at: lastAt(reads(table)),
      })),
      window,
    ),
  ],
  'quality/table_tag_coverage': [
    ask(
      answersBy(
        ownTables,
        ({ catalog }) => ({ catalog_name: catalog }),
        (group) => {
          const tagged = count(group, ({ tags }) => Object.keys(tags).length > 0);
          return {
            tables: group.length,
            tagged_tables: tagged,
            tagged_percent: percent(tagged, group.length),
          };
        },
      ),
    ),
  ],
  'quality/table_upkeep': [
    ask(
      answersBy(
        operations.filter(({ at }) => within(at, lately)),
        ({ table, type }) => ({ table_name: fullName(table), operation_type: type }),
        (group) => ({
          operations: group.length,
          failed_operations: count(group, ({ status }) => status !== 'SUCCESSFUL'),
          estimated_dbu: sum(group, ({ dbu }) => dbu),
        }),
      ),
      window,
    ),
  ],
  'quality/tables_by_layer': [
    ask(
      answersBy(
        ownTables,
        ({ tags }) => ({ layer: tags['layer'] ?? null }),
        (group) => ({
          tables: group.length,
          documented_tables: count(group, documented),
          owners: distinct(group, ({ owner }) => owner),
        }),
      ),
    ),
  ],
  'quality/undocumented_tables': [
    ask(
      ownTables
        .filter((table) => !documented(table))
        .map((table) => ({
          ...told(table),
          columns: table.columns.length,
          described_columns: count(table.columns, documented),
        })),
    ),
  ],
  'quality/personal_data_columns': [
    ask(
      detections.map((one) => ({
        table_name: fullName(one.table),
        column_name: one.column,
        class_tag: one.tag,
        masked: one.masked,
        tagged: one.tagged,
        confidence: one.confidence,
        latest_detected_at: one.at,
      })),
    ),
  ],
  'quality/unmasked_personal_data': [
    ask(
      answersBy(
        detections,
        ({ table }) => ({ table_name: fullName(table) }),
        (group) => ({
          personal_columns: group.length,
          unmasked_columns: count(group, ({ masked }) => !masked),
          row_filter: group.some(({ table }) => rowFiltered.includes(table)),
        }),
      ).filter((row) => row['unmasked_columns'] !== 0),
    ),
  ],
};
