/*---
question: Which settings of jobs, pipelines, clusters, warehouses, endpoints, tables and schemas were changed, by whom?
variants: []
meaning: >
  One row per audited action of the window that made, changed, started, stopped or removed such an object and was not refused; of pipeline
  updates only those that refresh everything or chosen tables from the start, and of clusters only those that people make. Changes of rights
  are none.
uses: [action_refused, latest_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  changed_at: {type: TIMESTAMP, is: key}
  kind: {type: STRING, is: key, says: 'job, pipeline, cluster, warehouse, endpoint, table or schema'}
  workspace_id: {type: STRING, is: key, nullable: true, says: Where it was done; 0 for the account}
  object_id: {type: STRING, is: key, nullable: true, says: 'Id; of endpoints the name, of tables and schemas the full name'}
  object_name: {type: STRING, is: label, nullable: true}
  action_name: {type: STRING, is: key}
  detail: {type: STRING, is: label, nullable: true, says: 'The settings that were asked for as JSON, its first 500 characters'}
  changed_by: {type: STRING, is: label, nullable: true}
rows: {key: [changed_at, kind, workspace_id, object_id, action_name], order: [-changed_at, kind, workspace_id, object_id, action_name], max: 10000}
scope: region
completeness: {column: changed_at, lag: 1h}
---*/
with latest_jobs as (
  select workspace_id, job_id, name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), latest_pipelines as (
  select workspace_id, pipeline_id, name from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
), latest_clusters as (
  select workspace_id, cluster_id, cluster_name, cluster_source from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
), actions as (
  select a.event_time, a.workspace_id, a.service_name, a.action_name, a.request_params, a.response.result as result, a.user_identity.email as changed_by,
         case when a.service_name = 'jobs' and a.action_name in ('create', 'update', 'reset', 'delete') then 'job'
              when a.service_name in ('deltaPipelines', 'lakeflow') and (a.action_name in ('create', 'edit', 'update', 'delete', 'stop')
                or (a.action_name = 'startUpdate' and (lower(a.request_params['full_refresh']) = 'true' or coalesce(a.request_params['full_refresh_selection'], '[]') not in ('[]', '')))) then 'pipeline'
              when a.service_name = 'clusters' and a.action_name in ('create', 'edit', 'update', 'resize', 'start', 'restart', 'delete', 'permanentDelete') then 'cluster'
              when a.service_name = 'databrickssql' and a.action_name in ('createWarehouse', 'editWarehouse', 'startWarehouse', 'stopWarehouse', 'deleteWarehouse', 'createEndpoint', 'editEndpoint', 'startEndpoint', 'stopEndpoint', 'deleteEndpoint') then 'warehouse'
              when a.service_name = 'serverlessRealTimeInference' and a.action_name in ('createServingEndpoint', 'updateServingEndpoint', 'deleteServingEndpoint', 'updateInferenceRateLimits', 'putInferenceEndpointAiGateway', 'deleteInferenceEndpointAiGateway') then 'endpoint'
              when a.service_name = 'unityCatalog' and a.action_name in ('createTable', 'updateTables', 'alterTable', 'deleteTable') then 'table'
              when a.service_name = 'unityCatalog' and a.action_name in ('createSchema', 'updateSchema', 'deleteSchema') then 'schema' end as kind
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
    and a.service_name in ('jobs', 'deltaPipelines', 'lakeflow', 'clusters', 'databrickssql', 'serverlessRealTimeInference', 'unityCatalog')
    and not coalesce(response.status_code >= 400 or response.error_message is not null, false)
), changes as (
  select c.*,
         case c.kind when 'job' then coalesce(c.request_params['job_id'], get_json_object(c.result, '$.job_id'))
                     when 'pipeline' then coalesce(c.request_params['pipeline_id'], c.request_params['id'], get_json_object(c.result, '$.pipeline_id'))
                     when 'cluster' then coalesce(c.request_params['cluster_id'], get_json_object(c.result, '$.cluster_id'))
                     when 'warehouse' then coalesce(c.request_params['id'], get_json_object(c.result, '$.id'))
                     when 'endpoint' then c.request_params['name']
                     when 'table' then coalesce(c.request_params['full_name_arg'], concat_ws('.', c.request_params['catalog_name'], c.request_params['schema_name'], c.request_params['name']))
                     when 'schema' then coalesce(c.request_params['full_name_arg'], concat_ws('.', c.request_params['catalog_name'], c.request_params['name'])) end as object_id
  from actions c
  where c.kind is not null
)
select c.event_time as changed_at, c.kind, c.workspace_id, c.object_id,
       coalesce(j.name, l.name, k.cluster_name, h.warehouse_name,
                case when c.kind in ('endpoint', 'table', 'schema') then c.object_id end,
                c.request_params['cluster_name'], c.request_params['name'], get_json_object(c.request_params['new_settings'], '$.name')) as object_name,
       c.action_name, substring(coalesce(c.request_params['new_settings'], to_json(c.request_params)), 1, 500) as detail, c.changed_by
from changes c
left join latest_jobs j on c.kind = 'job' and j.workspace_id = c.workspace_id and j.job_id = c.object_id
left join latest_pipelines l on c.kind = 'pipeline' and l.workspace_id = c.workspace_id and l.pipeline_id = c.object_id
left join latest_clusters k on c.kind = 'cluster' and k.workspace_id = c.workspace_id and k.cluster_id = c.object_id
left join latest_warehouses h on c.kind = 'warehouse' and h.workspace_id = c.workspace_id and h.warehouse_id = c.object_id
where c.kind <> 'cluster' or coalesce(k.cluster_source, c.request_params['cluster_source'], 'UI') in ('UI', 'API')
order by changed_at desc, c.kind, c.workspace_id, c.object_id, c.action_name
limit 10000
