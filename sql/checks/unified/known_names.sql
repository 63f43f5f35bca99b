/*---
question: Which jobs, pipelines, warehouses, clusters, endpoints, tables, schemas, workspaces, teams and people have such a name?
variants: []
meaning: >
  One row per thing of a name that is the one asked for, ends with it behind a dot, or differs from it in a few letters; upper and lower case
  are the same, and so is what follows the @ of a user. Of things the latest name counts, of jobs without a description the one that their usage has, of submitted runs the one that was given; of people, who did something that was audited in the window or owns a table; of teams, whose tag
  usage of the window has. All names without one.
uses: [latest_job]
parameters:
  name: {type: STRING, role: job, default: ALL, says: 'Name, id or the last part of a name'}
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: 'Inclusive start in UTC for people, teams and submitted runs'}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: 'Exclusive end in UTC for people, teams and submitted runs'}
columns:
  last_at: {type: TIMESTAMP, is: time, nullable: true, says: 'Its last change; of people their last action'}
  kind: {type: STRING, is: key, says: 'job, pipeline, warehouse, cluster, endpoint, table, schema, catalog, workspace, team, user, owner or principal'}
  object_id: {type: STRING, is: key}
  object_name: {type: STRING, is: label}
  is_it: {type: BOOLEAN, is: label, says: 'Whether this is the name, the id or the last part'}
  edits: {type: INT, is: measure, nullable: true, says: Letters by which the name differs}
rows: {key: [kind, object_id], order: [-last_at, kind, object_id], max: 10000}
scope: region
---*/
with latest_jobs as (
  select workspace_id, job_id, name, change_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), latest_pipelines as (
  select workspace_id, pipeline_id, name, change_time from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
), latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name, change_time from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), latest_clusters as (
  select workspace_id, cluster_id, cluster_name, cluster_source, change_time from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
), names as (
  select 'job' as kind, concat_ws('/', workspace_id, job_id) as object_id, job_id as id, name as object_name, change_time as last_at from latest_jobs
  union all
  select 'job', concat_ws('/', u.workspace_id, u.usage_metadata.job_id), u.usage_metadata.job_id, u.usage_metadata.job_name, max(u.usage_end_time) from system.billing.usage u
  where u.usage_date >= cast(:to_time as date) - interval 90 days and u.usage_date < cast(:to_time as date) and u.usage_metadata.job_name is not null
    and not exists (select 1 from latest_jobs j where j.workspace_id = u.workspace_id and j.job_id = u.usage_metadata.job_id)
  group by u.workspace_id, u.usage_metadata.job_id, u.usage_metadata.job_name
  union all
  select 'job', run_name, run_name, run_name, max(period_end_time) from system.lakeflow.job_run_timeline
  where period_start_time >= cast(:from_time as timestamp) and period_start_time < cast(:to_time as timestamp) and run_type = 'SUBMIT_RUN' and run_name is not null
  group by run_name
  union all
  select 'principal', grantee, grantee, grantee, cast(null as timestamp) from system.information_schema.table_privileges group by grantee
  union all
  select 'pipeline', concat_ws('/', workspace_id, pipeline_id), pipeline_id, name, change_time from latest_pipelines
  union all
  select 'warehouse', concat_ws('/', workspace_id, warehouse_id), warehouse_id, warehouse_name, change_time from latest_warehouses
  union all
  select 'cluster', concat_ws('/', workspace_id, cluster_id), cluster_id, cluster_name, change_time from latest_clusters
  where cluster_source in ('UI', 'API')
  union all
  select 'endpoint', endpoint_name, endpoint_name, endpoint_name, max(change_time) from system.serving.served_entities group by endpoint_name
  union all
  select 'table', concat_ws('.', table_catalog, table_schema, table_name), table_name, concat_ws('.', table_catalog, table_schema, table_name), last_altered
  from system.information_schema.tables where table_schema <> 'information_schema'
  union all
  select 'schema', concat_ws('.', table_catalog, table_schema), table_schema, concat_ws('.', table_catalog, table_schema), max(last_altered)
  from system.information_schema.tables where table_schema <> 'information_schema' group by table_catalog, table_schema
  union all
  select 'catalog', table_catalog, table_catalog, table_catalog, max(last_altered) from system.information_schema.tables group by table_catalog
  union all
  select 'owner', table_owner, table_owner, table_owner, max(last_altered) from system.information_schema.tables where table_owner is not null group by table_owner
  union all
  select 'team', custom_tags['team'], custom_tags['team'], custom_tags['team'], max(usage_end_time) from system.billing.usage
  where usage_date >= cast(:from_time as date) and usage_date < cast(:to_time as date) and custom_tags['team'] is not null
  group by custom_tags['team']
  union all
  select 'workspace', workspace_id, workspace_id, workspace_name, create_time from system.access.workspaces_latest
  union all
  select 'user', user_identity.email, user_identity.email, user_identity.email, max(event_time) from system.access.audit
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp) and user_identity.email is not null
  group by user_identity.email
), compared as (
  select n.*, case when :name <> 'ALL' then levenshtein(lower(object_name), lower(:name)) end as edits,
         lower(:name) in (lower(object_name), lower(id)) or right(lower(object_name), length(:name) + 1) = concat('.', lower(:name))
           or kind = 'user' and right(lower(object_name), length(:name) + 1) = concat('@', lower(:name)) as is_it
  from names n
  where object_name is not null
)
select last_at, kind, object_id, object_name, is_it, edits
from compared
where :name = 'ALL' or is_it or edits <= least(3, length(:name) / 4)
order by last_at desc, kind, object_id
limit 10000
