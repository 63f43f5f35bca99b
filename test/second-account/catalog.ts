import { type Row, stamp, t } from './tell.ts';
import { dana, eva, robot } from './workspaces.ts';

export type Column = { readonly name: string; readonly comment: string | null };
export type Table = {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly owner: string;
  readonly comment: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly altered: number;
  readonly columns: readonly Column[];
};

const column = (name: string, comment: string | null = null): Column => ({ name, comment });
function table(
  fullName: readonly [catalog: string, schema: string, name: string],
  type: string,
  owner: string,
  comment: string | null,
  tags: Table['tags'],
  columns: readonly Column[] = [column('id')],
): Table {
  const [catalog, schema, name] = fullName;
  return {
    catalog,
    schema,
    name,
    type,
    owner,
    comment,
    tags,
    columns,
    altered: t('11-01') + 3_600_000 * name.length,
  };
}

export const orders = table(
  ['main', 'sales', 'orders'],
  'MANAGED',
  dana,
  'Orders',
  { layer: 'gold' },
  [column('id', 'Key'), column('email')],
);
export const clients = table(
  ['main', 'sales', 'kunden-ä'],
  'EXTERNAL',
  eva,
  null,
  { Layer: 'gold' },
  [column('name'), column('iban', 'Account')],
);
export const events = table(['main', 'raw', 'events'], 'STREAMING_TABLE', robot, '', {
  layer: 'bronze',
});
export const old = table(['main', 'raw', 'old'], 'MANAGED', eva, null, {}, [
  column('b'),
  column('c', ''),
]);
export const daily = table(['main', 'sales', 'daily'], 'MATERIALIZED_VIEW', dana, 'Daily', {
  layer: 'gold',
});
export const quoted = table(["it's", 'x', 'y'], 'MANAGED', eva, null, { pii: '' });
export const view = table(['main', 'sales', 'big_view'], 'VIEW', dana, null, { layer: 'gold' });
/** Was dropped: only what happened to it is left. */
export const dropped = table(['main', 'sales', 'dropped'], 'MANAGED', eva, null, {});

/** Lies in another system; its catalog governs it like any other. */
const remote = table(['pg', 'public', 'remote'], 'FOREIGN', eva, null, {});

/** Tables of the account's own: neither views, nor those of the platform. */
export const ownTables: readonly Table[] = [orders, clients, events, old, daily, quoted, remote];
const otherTables: readonly Table[] = [
  view,
  table(['main', 'information_schema', 'tables'], 'VIEW', 'System user', null, {}),
  table(['system', 'billing', 'usage'], 'MANAGED', 'System user', null, {}),
  table(['samples', 'nyctaxi', 'trips'], 'MANAGED', 'System user', null, {}),
  table(['__databricks_internal', 'p', 'm'], 'MANAGED', 'System user', null, {}),
];
export const fullName = (one: Table): string => `${one.catalog}.${one.schema}.${one.name}`;

/** A class of personal data that was found in a column. */
export const detections = [
  {
    table: orders,
    column: 'email',
    tag: 'class.email_address',
    masked: true,
    tagged: false,
    at: t('11-10'),
    confidence: 'HIGH',
  },
  {
    table: clients,
    column: 'name',
    tag: 'class.name',
    masked: false,
    tagged: false,
    at: t('11-11'),
    confidence: 'LOW',
  },
  {
    table: clients,
    column: 'iban',
    tag: 'class.iban_code',
    masked: false,
    tagged: true,
    at: t('11-11'),
    confidence: 'LOW',
  },
] as const;
export const rowFiltered: readonly Table[] = [clients];

export const grants = [
  { table: orders, grantee: 'account users', privilege: 'SELECT', from: 'CATALOG' },
  { table: orders, grantee: eva, privilege: 'SELECT', from: 'NONE' },
  { table: clients, grantee: 'account users', privilege: 'MODIFY', from: 'NONE' },
  { table: clients, grantee: robot, privilege: 'SELECT', from: 'SCHEMA' },
] as const;

const all = [...ownTables, ...otherTables];
const place = (one: Table) => ({
  table_catalog: one.catalog,
  table_schema: one.schema,
  table_name: one.name,
});
const tagPlace = (one: Table) => ({
  catalog_name: one.catalog,
  schema_name: one.schema,
  table_name: one.name,
});
const tagsOf = (one: Table) =>
  Object.entries(one.tags).map(([tag_name, tag_value]) => ({ tag_name, tag_value }));

/** https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-information-schema */
export const tableRows: readonly Row[] = all.map((one) => ({
  ...place(one),
  table_type: one.type,
  table_owner: one.owner,
  comment: one.comment,
  created: stamp(t('2025-01-01')),
  created_by: one.owner,
  last_altered: stamp(one.altered),
  last_altered_by: one.owner,
  data_source_format: one.type === 'VIEW' ? null : 'DELTA',
}));
export const catalogRows: readonly Row[] = [...new Set(all.map((one) => one.catalog))].map(
  (name) => ({
    catalog_name: name,
    catalog_owner: dana,
  }),
);
export const schemaRows: readonly Row[] = [
  ...new Map(all.map((one) => [`${one.catalog}.${one.schema}`, one])).values(),
].map((one) => ({ catalog_name: one.catalog, schema_name: one.schema, schema_owner: dana }));
export const columnRows: readonly Row[] = all.flatMap((one) =>
  one.columns.map(({ name, comment }, index) => ({
    ...place(one),
    column_name: name,
    ordinal_position: index,
    is_nullable: 'YES',
    full_data_type: 'string',
    data_type: 'STRING',
    comment,
  })),
);
export const viewRows: readonly Row[] = [
  { ...place(view), view_definition: 'select 1', is_materialized: 'NO' },
];
export const tableTagRows: readonly Row[] = all.flatMap((one) =>
  tagsOf(one).map((tag) => ({ ...tagPlace(one), ...tag })),
);
export const columnTagRows: readonly Row[] = detections
  .filter(({ tagged }) => tagged)
  .map((one) => ({
    ...tagPlace(one.table),
    column_name: one.column,
    tag_name: 'PII',
    tag_value: '',
  }));
export const maskRows: readonly Row[] = detections
  .filter(({ masked }) => masked)
  .map((one) => ({
    ...tagPlace(one.table),
    column_name: one.column,
    mask_name: 'main.sales.hide',
    mask_columns: '',
  }));
export const rowFilterRows: readonly Row[] = rowFiltered.map((one) => ({
  ...tagPlace(one),
  filter_name: 'main.sales.mine',
  filter_columns: 'name',
}));
export const privilegeRows: readonly Row[] = [
  ...grants.map((one) => ({
    ...place(one.table),
    grantee: one.grantee,
    privilege_type: one.privilege,
    inherited_from: one.from,
  })),
  {
    table_catalog: 'system',
    table_schema: 'billing',
    table_name: 'usage',
    grantee: 'account users',
    privilege_type: 'SELECT',
    inherited_from: 'NONE',
  },
].map((one) => ({ ...one, grantor: dana, is_grantable: 'NO' }));

/** https://docs.databricks.com/aws/en/admin/system-tables/data-classification */
export const classificationRows: readonly Row[] = detections.map((one) => ({
  catalog_id: 'c',
  table_id: one.table.name,
  ...tagPlace(one.table),
  column_name: one.column,
  data_type: 'string',
  class_tag: one.tag,
  samples: ['…'],
  confidence: one.confidence,
  frequency: 0.9,
  first_detected_time: stamp(one.at),
  latest_detected_time: stamp(one.at),
}));
