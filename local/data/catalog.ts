import { type TableRow, tables } from './estate-tables.ts';
import { hexId } from './random.ts';
import { addRow, dayMs, iso, randomFor, type World } from './world.ts';

const creation = { created: '2024-03-01T08:00:00.000Z', created_by: 'ana@example.com' };

/** Grants on a table: all privileges for the team that owns it, SELECT for analysts unless it has personal data, SELECT for `account users` when it has no layer tag. */
function privilegesOf(table: TableRow): { grantee: string; privilege: string; from: string }[] {
  const isPersonal = table.columns.some((column) => column.found !== null);
  const analysts = isPersonal ? [] : [{ grantee: 'analysts', privilege: 'SELECT', from: 'SCHEMA' }];
  const accountUsers =
    table.layer === null ? [{ grantee: 'account users', privilege: 'SELECT', from: 'NONE' }] : [];
  return [
    { grantee: table.owner, privilege: 'ALL PRIVILEGES', from: 'NONE' },
    { grantee: 'etl-runners', privilege: 'SELECT', from: 'CATALOG' },
    { grantee: 'etl-runners', privilege: 'MODIFY', from: 'CATALOG' },
    ...analysts,
    ...accountUsers,
  ];
}

function addColumns(world: World, table: TableRow): void {
  const tableNames = {
    catalog_name: table.catalog,
    schema_name: table.schema,
    table_name: table.name,
  };
  table.columns.forEach((column, position) => {
    const masked = column.found === 'class.us_ssn';
    const comment = position === 0 ? 'Key' : null;
    world.facts.columns.push({
      table: table.fullName,
      column: column.name,
      found: column.found,
      masked,
      comment,
    });
    addRow(world, 'information_schema.columns', {
      table_catalog: table.catalog,
      table_schema: table.schema,
      table_name: table.name,
      column_name: column.name,
      ordinal_position: position,
      is_nullable: position === 0 ? 'NO' : 'YES',
      full_data_type: column.type,
      data_type: column.type.replace(/\(.*/, '').toUpperCase(),
      comment,
    });
    if (masked)
      addRow(world, 'information_schema.column_masks', {
        ...tableNames,
        column_name: column.name,
        mask_name: 'prod.security.mask_ssn',
      });
    if (column.found === null) return;
    const random = randomFor(world, 'class', table.fullName, column.name);
    addRow(world, 'data_classification.results', {
      ...tableNames,
      catalog_id: hexId('catalog', table.catalog),
      table_id: hexId('table', table.fullName),
      column_name: column.name,
      data_type: column.type,
      class_tag: column.found,
      samples: [],
      confidence: random.chance(0.9) ? 'HIGH' : 'LOW',
      frequency: random.between(50, 100) / 100,
      first_detected_time: iso(world.startMs - 20 * dayMs),
      latest_detected_time: iso(world.startMs),
    });
    if (random.chance(0.5))
      addRow(world, 'information_schema.column_tags', {
        ...tableNames,
        column_name: column.name,
        tag_name: 'pii',
        tag_value: 'true',
      });
  });
}

function addTable(world: World, table: TableRow): void {
  const tableNames = {
    catalog_name: table.catalog,
    schema_name: table.schema,
    table_name: table.name,
  };
  const tags = [
    ...(table.layer === null ? [] : [['layer', table.layer] as const]),
    ...(table.comment === null ? [] : [['domain', table.owner] as const]),
  ];
  for (const [tag, value] of tags) {
    world.facts.tableTags.push({ table: table.fullName, tag, value });
    addRow(world, 'information_schema.table_tags', {
      ...tableNames,
      tag_name: tag,
      tag_value: value,
    });
  }
  for (const { grantee, privilege, from } of privilegesOf(table)) {
    world.facts.privileges.push({ table: table.fullName, grantee, privilege, inheritedFrom: from });
    addRow(world, 'information_schema.table_privileges', {
      grantor: 'ana@example.com',
      grantee,
      table_catalog: table.catalog,
      table_schema: table.schema,
      table_name: table.name,
      privilege_type: privilege,
      is_grantable: 'NO',
      inherited_from: from,
    });
  }
  addColumns(world, table);
}

/** Relations that are no tables of anybody: a view, and those of the platform's own catalogs. */
const foreignRelations = [
  ['prod', 'sales', 'open_orders', 'VIEW'],
  ['system', 'access', 'audit', 'MANAGED'],
  ['system', 'information_schema', 'tables', 'VIEW'],
  ['samples', 'nyctaxi', 'trips', 'MANAGED'],
  ['__databricks_internal', '__dlt_materialization_schema', 'mat_1', 'MANAGED'],
] as const;

function addForeignRelations(world: World): void {
  for (const [table_catalog, table_schema, table_name, table_type] of foreignRelations) {
    const path = { table_catalog, table_schema, table_name };
    addRow(world, 'information_schema.tables', {
      ...path,
      table_type,
      table_owner: 'System user',
      comment: null,
      ...creation,
      last_altered: creation.created,
      last_altered_by: creation.created_by,
      data_source_format: table_type === 'VIEW' ? 'UNKNOWN_DATA_SOURCE_FORMAT' : 'DELTA',
      storage_path: null,
    });
    if (table_catalog === 'system' || table_catalog === 'samples')
      addRow(world, 'information_schema.table_privileges', {
        grantor: 'System user',
        grantee: 'account users',
        ...path,
        privilege_type: 'SELECT',
        is_grantable: 'NO',
        inherited_from: 'CATALOG',
      });
  }
  addRow(world, 'information_schema.views', {
    table_catalog: 'prod',
    table_schema: 'sales',
    table_name: 'open_orders',
    is_materialized: 'NO',
    view_definition: 'SELECT * FROM prod.sales.orders',
  });
}

/**
 * Generates the information schema: catalogs, schemas, tables, columns, tags, masks and privileges.
 *
 * Effect: adds rows and ledger entries.
 */
export function generateCatalog(world: World): void {
  const alteration = { last_altered: creation.created, last_altered_by: creation.created_by };
  for (const name of new Set(tables.map((table) => table.catalog)))
    addRow(world, 'information_schema.catalogs', {
      catalog_name: name,
      catalog_owner: 'platform',
      comment: null,
      ...creation,
      ...alteration,
    });
  for (const path of new Set(tables.map((table) => `${table.catalog}.${table.schema}`))) {
    const [catalog, schema] = path.split('.');
    addRow(world, 'information_schema.schemata', {
      catalog_name: catalog,
      schema_name: schema,
      schema_owner: 'platform',
      comment: null,
      ...creation,
      ...alteration,
    });
  }
  for (const table of tables) addTable(world, table);
  addForeignRelations(world);
  addRow(world, 'information_schema.row_filters', {
    catalog_name: 'eu',
    schema_name: 'sales',
    table_name: 'bestellungen',
    filter_name: 'eu.security.own_country',
    filter_columns: 'id',
  });
}
