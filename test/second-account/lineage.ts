import { clients, daily, events, fullName, old, orders, type Table, view } from './catalog.ts';
import { dateOf, type Row, stamp, t } from './tell.ts';
import { dana, emil, eva, lab, prod, robot } from './workspaces.ts';

/** A record of lineage: a read has no target, a write of values or from a path no source table. */
export type Lineage = {
  readonly at: number;
  readonly workspace: string;
  readonly kind: string | null;
  readonly entity: string | null;
  readonly source: Table | null;
  readonly path?: string;
  readonly target: Table | null;
  readonly by: string;
  /** Records of one event share it: a copy from two tables has two. */
  readonly event: string;
  /** Source column → target column. */
  readonly columns?: readonly (readonly [string, string | null])[];
};

type Entity = readonly [workspace: string, kind: string | null, id: string | null, by: string];
const ingest: Entity = [prod, 'JOB', '101', robot];
const margins: Entity = [prod, 'PIPELINE', 'pl-1', robot];
const notebook: Entity = [lab, 'NOTEBOOK', 'nb-1', eva];

const record = (
  at: string,
  [workspace, kind, entity, by]: Entity,
  source: Table | null,
  target: Table | null,
  more: Partial<Lineage> = {},
): Lineage => ({
  at: t(at),
  workspace,
  kind,
  entity,
  source,
  target,
  by,
  event: `${at} ${by}`,
  ...more,
});

export const lineage: readonly Lineage[] = [
  record('10-20 10:00', [prod, 'DASHBOARD_V3', 'd-1', dana], orders, null),
  record('11-01 10:00', notebook, null, old),
  record('11-04 00:00', [prod, 'DASHBOARD_V3', 'd-1', dana], old, null),
  ...['11-05', '11-06', '11-10'].map((day) =>
    record(`${day} 03:00`, ingest, events, orders, { columns: [['id', 'id']] }),
  ),
  // Joined with the first one of the day: one event, two sources.
  record('11-10 03:00', ingest, clients, orders, { columns: [['name', 'email']] }),
  // Written to two tables at once: one event, one read.
  record('11-13 03:00', margins, events, daily),
  record('11-13 03:00', margins, events, old),
  record('11-04 03:00', margins, null, events, { path: 's3://landing/é' }),
  record('11-07 10:00', notebook, orders, null, { columns: [['id', null]] }),
  record('11-16 10:00', notebook, orders, null),
  record('11-08 10:00', [prod, 'DASHBOARD_V3', 'd-1', dana], orders, null),
  record('11-12 10:00', notebook, view, null),
  record('11-17 10:00', [lab, null, null, emil], clients, null),
  // By path: no table is named.
  record('11-17 11:00', notebook, null, null, { path: 's3://files/kunden' }),
  record('11-18 09:00', notebook, orders, null),
];

const side = (name: 'source' | 'target', one: Table | null, path?: string): Row =>
  Object.fromEntries(
    Object.entries({
      table_full_name: one === null ? null : fullName(one),
      table_catalog: one?.catalog ?? null,
      table_schema: one?.schema ?? null,
      table_name: one?.name ?? null,
      path: path ?? null,
      type:
        one === null
          ? path === undefined
            ? null
            : 'PATH'
          : one.type === 'VIEW'
            ? 'VIEW'
            : 'TABLE',
    }).map(([key, value]) => [`${name}_${key}`, value]),
  );
const common = (one: Lineage): Row => ({
  account_id: 'account',
  metastore_id: 'metastore',
  workspace_id: one.workspace,
  entity_type: one.kind,
  entity_id: one.entity,
  entity_run_id: one.kind === 'JOB' ? '5000' : null,
  ...side('source', one.source, one.path),
  ...side('target', one.target),
  created_by: one.by,
  event_time: stamp(one.at),
  event_date: dateOf(one.at),
  event_id: one.event,
});

/** https://docs.databricks.com/aws/en/admin/system-tables/lineage */
export const lineageRows: readonly Row[] = lineage.map((one, index) => ({
  ...common(one),
  record_id: `l-${index}`,
}));
export const columnLineageRows: readonly Row[] = lineage.flatMap((one, index) =>
  (one.columns ?? []).map(([source, target]) => ({
    ...common(one),
    record_id: `k-${index}`,
    source_column_name: source,
    target_column_name: target,
  })),
);
