import type { TableName } from '../../local/data/schema.ts';
import { auditRows } from './audit.ts';
import * as catalog from './catalog.ts';
import * as compute from './compute.ts';
import { jobRows, jobTaskRows } from './jobs.ts';
import { columnLineageRows, lineageRows } from './lineage.ts';
import { pipelineRows, updateRows } from './pipelines.ts';
import { accountPriceRows, listPriceRows } from './prices.ts';
import { operationRows, scanRows } from './quality.ts';
import { queryRows } from './queries.ts';
import { runRows, taskRunRows } from './runs.ts';
import { entityRows, requestRows } from './serving.ts';
import type { Row } from './tell.ts';
import { usageRows } from './usage.ts';
import { workspaceRows } from './workspaces.ts';

/**
 * A second account, written from Databricks' documentation alone: the rows of every system table.
 * What the certified questions answer of it follows from its description, in `expected/`.
 */
export const accountRows: ReadonlyMap<TableName, readonly Row[]> = new Map(
  Object.entries({
    'billing.usage': usageRows,
    'billing.list_prices': listPriceRows,
    'billing.account_prices': accountPriceRows,
    'access.audit': auditRows,
    'access.table_lineage': lineageRows,
    'access.column_lineage': columnLineageRows,
    'access.workspaces_latest': workspaceRows,
    'query.history': queryRows,
    'compute.warehouses': compute.warehouseRows,
    'compute.warehouse_events': compute.warehouseEventRows,
    'compute.clusters': compute.clusterRows,
    'compute.node_timeline': compute.nodeRows,
    'compute.node_types': compute.nodeTypeRows,
    'lakeflow.jobs': jobRows,
    'lakeflow.job_tasks': jobTaskRows,
    'lakeflow.job_run_timeline': runRows,
    'lakeflow.job_task_run_timeline': taskRunRows,
    'lakeflow.pipelines': pipelineRows,
    'lakeflow.pipeline_update_timeline': updateRows,
    'serving.endpoint_usage': requestRows,
    'serving.served_entities': entityRows,
    'storage.predictive_optimization_operations_history': operationRows,
    'data_quality_monitoring.table_results': scanRows,
    'data_classification.results': catalog.classificationRows,
    'information_schema.catalogs': catalog.catalogRows,
    'information_schema.schemata': catalog.schemaRows,
    'information_schema.tables': catalog.tableRows,
    'information_schema.columns': catalog.columnRows,
    'information_schema.views': catalog.viewRows,
    'information_schema.table_privileges': catalog.privilegeRows,
    'information_schema.table_tags': catalog.tableTagRows,
    'information_schema.column_tags': catalog.columnTagRows,
    'information_schema.row_filters': catalog.rowFilterRows,
    'information_schema.column_masks': catalog.maskRows,
  } satisfies Record<TableName, readonly Row[]>) as [TableName, readonly Row[]][],
);
