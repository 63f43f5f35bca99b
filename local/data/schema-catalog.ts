import { strings, typed } from './schema-types.ts';

const tableTag = strings('catalog_name schema_name table_name');

/** Tables of the information schema, and of data classification. */
export const catalogTables = {
  'data_classification.results': {
    ...strings(
      'catalog_id table_id catalog_name schema_name table_name column_name data_type class_tag',
    ),
    samples: 'VARCHAR[]',
    confidence: 'VARCHAR',
    frequency: 'DOUBLE',
    ...typed('TIMESTAMP', 'first_detected_time latest_detected_time'),
  },
  'information_schema.catalogs': {
    ...strings('catalog_name catalog_owner comment'),
    created: 'TIMESTAMP',
    created_by: 'VARCHAR',
    last_altered: 'TIMESTAMP',
    last_altered_by: 'VARCHAR',
  },
  'information_schema.schemata': {
    ...strings('catalog_name schema_name schema_owner comment'),
    created: 'TIMESTAMP',
    created_by: 'VARCHAR',
    last_altered: 'TIMESTAMP',
    last_altered_by: 'VARCHAR',
  },
  'information_schema.tables': {
    ...strings('table_catalog table_schema table_name table_type table_owner comment'),
    created: 'TIMESTAMP',
    created_by: 'VARCHAR',
    last_altered: 'TIMESTAMP',
    ...strings('last_altered_by data_source_format storage_path'),
  },
  'information_schema.columns': {
    ...strings('table_catalog table_schema table_name column_name'),
    ordinal_position: 'INTEGER',
    ...strings('is_nullable full_data_type data_type comment'),
  },
  'information_schema.views': strings(
    'table_catalog table_schema table_name view_definition is_materialized sql_path',
  ),
  'information_schema.table_privileges': strings(
    'grantor grantee table_catalog table_schema table_name privilege_type is_grantable inherited_from',
  ),
  'information_schema.table_tags': { ...tableTag, ...strings('tag_name tag_value') },
  'information_schema.column_tags': { ...tableTag, ...strings('column_name tag_name tag_value') },
  'information_schema.row_filters': {
    ...tableTag,
    ...strings('filter_name filter_columns'),
  },
  'information_schema.column_masks': {
    ...tableTag,
    ...strings('column_name mask_name mask_columns'),
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
