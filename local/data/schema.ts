import { catalogTables } from './schema-catalog.ts';
import { computeTables } from './schema-compute.ts';
import { lakeflowTables } from './schema-lakeflow.ts';
import { servingTables } from './schema-serving.ts';
import { decimal, strings, struct, tagMap, typed } from './schema-types.ts';

const range =
  'STRUCT(status VARCHAR, error_code VARCHAR, last_value BIGINT, min_predicted_value BIGINT, max_predicted_value BIGINT)';

const usageMetadata = struct(
  `cluster_id job_id warehouse_id instance_pool_id node_type job_run_id notebook_id dlt_pipeline_id endpoint_name endpoint_id
   dlt_update_id dlt_maintenance_id run_name job_name notebook_path central_clean_room_id source_region destination_region app_id
   app_name metastore_id private_endpoint_name storage_api_type budget_policy_id ai_runtime_pool_id ai_runtime_workload_id
   uc_table_catalog uc_table_schema uc_table_name database_instance_id sharing_materialization_id schema_id usage_policy_id
   base_environment_id agent_bricks_id index_id catalog_id`.trim(),
);
const productFeatures =
  'STRUCT(jobs_tier VARCHAR, sql_tier VARCHAR, dlt_tier VARCHAR, is_serverless BOOLEAN, is_photon BOOLEAN, serving_type VARCHAR, ' +
  'networking STRUCT(connectivity_type VARCHAR), ai_runtime VARCHAR, model_serving STRUCT(offering_type VARCHAR), ai_gateway VARCHAR, ' +
  'performance_target VARCHAR, serverless_gpu VARCHAR, agent_bricks VARCHAR, ai_functions VARCHAR, apps STRUCT(compute_size VARCHAR), lakeflow_connect VARCHAR)';
const lineageEntity =
  'STRUCT(job_info STRUCT(job_id VARCHAR, job_run_id VARCHAR), dashboard_id VARCHAR, legacy_dashboard_id VARCHAR, notebook_id VARCHAR, ' +
  'sql_query_id VARCHAR, dlt_pipeline_info STRUCT(dlt_pipeline_id VARCHAR, dlt_update_id VARCHAR))';
const querySource =
  'STRUCT(job_info STRUCT(job_id VARCHAR, job_run_id VARCHAR, job_task_run_id VARCHAR), legacy_dashboard_id VARCHAR, dashboard_id VARCHAR, ' +
  'alert_id VARCHAR, notebook_id VARCHAR, sql_query_id VARCHAR, genie_space_id VARCHAR, pipeline_info STRUCT(pipeline_id VARCHAR, update_id VARCHAR))';

/**
 * The generated system tables: `<schema>.<table>` → column → DuckDB type. The columns are in the order
 * of the information schema of Databricks.
 */
export const systemTables = {
  'billing.usage': {
    ...strings('account_id workspace_id record_id sku_name cloud'),
    ...typed('TIMESTAMP', 'usage_start_time usage_end_time'),
    usage_date: 'DATE',
    custom_tags: tagMap,
    usage_unit: 'VARCHAR',
    usage_quantity: decimal,
    usage_metadata: usageMetadata,
    identity_metadata: struct('run_as created_by owned_by'),
    record_type: 'VARCHAR',
    ingestion_date: 'DATE',
    billing_origin_product: 'VARCHAR',
    product_features: productFeatures,
    usage_type: 'VARCHAR',
  },
  'billing.list_prices': {
    ...typed('TIMESTAMP', 'price_start_time price_end_time'),
    ...strings('account_id sku_name cloud currency_code usage_unit'),
    pricing: `STRUCT("default" ${decimal}, promotional STRUCT("default" ${decimal}), effective_list STRUCT("default" ${decimal}))`,
  },
  'billing.account_prices': {
    ...typed('TIMESTAMP', 'price_start_time price_end_time'),
    ...strings('account_id sku_name cloud currency_code usage_unit'),
    pricing: `STRUCT("default" ${decimal})`,
  },
  'access.audit': {
    ...strings('account_id workspace_id version'),
    event_time: 'TIMESTAMP',
    event_date: 'DATE',
    ...strings('source_ip_address user_agent session_id'),
    user_identity: struct('email subject_name'),
    ...strings('service_name action_name request_id'),
    request_params: tagMap,
    response: 'STRUCT(status_code INTEGER, error_message VARCHAR, result VARCHAR)',
    ...strings('audit_level event_id'),
    identity_metadata: struct('run_by run_as acting_resource'),
  },
  'access.table_lineage': {
    ...strings(`account_id metastore_id workspace_id entity_type entity_id entity_run_id source_table_full_name source_table_catalog
      source_table_schema source_table_name source_path source_type target_table_full_name target_table_catalog target_table_schema
      target_table_name target_path target_type created_by`),
    event_time: 'TIMESTAMP',
    event_date: 'DATE',
    ...strings('record_id event_id statement_id'),
    entity_metadata: lineageEntity,
  },
  'access.column_lineage': {
    ...strings(`account_id metastore_id workspace_id entity_type entity_id entity_run_id source_table_full_name source_table_catalog
      source_table_schema source_table_name source_path source_type source_column_name target_table_full_name target_table_catalog
      target_table_schema target_table_name target_path target_type target_column_name created_by`),
    event_time: 'TIMESTAMP',
    event_date: 'DATE',
    ...strings('record_id event_id statement_id'),
    entity_metadata: lineageEntity,
  },
  'access.workspaces_latest': {
    ...strings('account_id workspace_id workspace_name workspace_url'),
    create_time: 'TIMESTAMP',
    status: 'VARCHAR',
  },
  'query.history': {
    ...strings('account_id workspace_id statement_id session_id execution_status'),
    compute: struct('type cluster_id warehouse_id'),
    ...strings(`executed_by_user_id executed_by statement_text statement_type error_message client_application client_driver
      cache_origin_statement_id`),
    ...typed(
      'BIGINT',
      `total_duration_ms waiting_for_compute_duration_ms waiting_at_capacity_duration_ms execution_duration_ms
      compilation_duration_ms total_task_duration_ms result_fetch_duration_ms`,
    ),
    ...typed('TIMESTAMP', 'start_time end_time update_time'),
    ...typed(
      'BIGINT',
      'read_partitions pruned_files read_files read_rows produced_rows read_bytes',
    ),
    read_io_cache_percent: 'TINYINT',
    from_result_cache: 'BOOLEAN',
    ...typed(
      'BIGINT',
      'spilled_local_bytes written_bytes written_rows written_files shuffle_read_bytes',
    ),
    query_source: querySource,
    ...strings('executed_as_user_id executed_as'),
    query_parameters: `STRUCT(named_parameters ${tagMap}, pos_parameters VARCHAR[], is_truncated BOOLEAN)`,
    query_tags: tagMap,
  },
  'compute.warehouses': {
    ...strings(
      'warehouse_id workspace_id account_id warehouse_name warehouse_type warehouse_channel warehouse_size',
    ),
    ...typed('INTEGER', 'min_clusters max_clusters auto_stop_minutes'),
    tags: tagMap,
    ...typed('TIMESTAMP', 'change_time delete_time'),
    created_by: 'VARCHAR',
  },
  'compute.warehouse_events': {
    ...strings('account_id workspace_id warehouse_id event_type'),
    cluster_count: 'INTEGER',
    event_time: 'TIMESTAMP',
  },
  'data_quality_monitoring.table_results': {
    event_time: 'TIMESTAMP',
    ...strings('catalog_name schema_name table_name catalog_id schema_id table_id status'),
    freshness:
      'STRUCT(status VARCHAR, commit_freshness STRUCT(status VARCHAR, error_code VARCHAR, last_value TIMESTAMP, predicted_value TIMESTAMP))',
    completeness: `STRUCT(status VARCHAR, total_row_count ${range}, daily_row_count ${range})`,
    downstream_impact:
      'STRUCT(impact_level INTEGER, num_downstream_tables BIGINT, num_queries_on_affected_tables BIGINT)',
    root_cause_analysis:
      'STRUCT(upstream_jobs STRUCT(job_id VARCHAR, workspace_id VARCHAR, job_name VARCHAR, last_run_status VARCHAR, run_page_url VARCHAR)[])',
  },
  ...computeTables,
  ...lakeflowTables,
  ...servingTables,
  ...catalogTables,
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type TableName = keyof typeof systemTables;
