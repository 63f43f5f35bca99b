import { decimal, strings, tagMap, typed } from './schema-types.ts';

/** Tables of model serving and of predictive optimization. */
export const servingTables = {
  'serving.endpoint_usage': {
    ...strings('account_id workspace_id client_request_id databricks_request_id requester'),
    status_code: 'INTEGER',
    request_time: 'TIMESTAMP',
    ...typed(
      'BIGINT',
      'input_token_count output_token_count input_character_count output_character_count',
    ),
    usage_context: tagMap,
    request_streaming: 'BOOLEAN',
    served_entity_id: 'VARCHAR',
  },
  'serving.served_entities': {
    ...strings(`served_entity_id account_id workspace_id created_by endpoint_name endpoint_id served_entity_name entity_type
      entity_name entity_version`),
    endpoint_config_version: 'INTEGER',
    task: 'VARCHAR',
    ...typed('TIMESTAMP', 'change_time endpoint_delete_time'),
  },
  'storage.predictive_optimization_operations_history': {
    ...strings('account_id workspace_id'),
    ...typed('TIMESTAMP', 'start_time end_time'),
    ...strings(`metastore_name metastore_id catalog_name schema_name table_id table_name operation_type operation_id
      operation_status`),
    operation_metrics: tagMap,
    usage_unit: 'VARCHAR',
    usage_quantity: decimal,
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
