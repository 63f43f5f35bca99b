/*---
question: Which stale tables have a job or pipeline behind them, and when did it last write?
variants:
  - Root cause of stale tables
  - Stale tables with the job that writes them
  - Which upstream job made a table stale?
meaning: >
  One row per table that the newest scan of the window found stale and writer that lineage saw in the 30 days before the end of the window: when it last wrote, and its failed runs or updates of the window.
uses: [table_stale, latest_scan, run_failed, final_result, run_of_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  entity_type: {type: STRING, is: key, nullable: true}
  entity_id: {type: STRING, is: key, nullable: true}
  workspace_id: {type: STRING, is: key, nullable: true}
  last_commit_at: {type: TIMESTAMP, is: time, nullable: true}
  last_written_at: {type: TIMESTAMP, is: time, nullable: true}
  failures: {type: BIGINT, is: measure, unit: runs}
answer:
  line: '{count stale_table stale_tables} with a writer: {names table_name}[[; {table_name} is written by {entity_type} {entity_id}, last on {last_written_at}]].'
  none: 'No stale table has a known writer {scope}.'
  exists: true
rows: {key: [table_name, entity_type, entity_id, workspace_id], order: [table_name, entity_type, entity_id, workspace_id], max: 1000}
scope: region
completeness: {lag: 24h}
next: [{ask: reliability/failing_jobs, with: {workspace: workspace_id}}]
---*/
with runs as (
  select workspace_id, job_id, run_id,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, job_id, run_id
), updates as (
  select workspace_id, pipeline_id, update_id,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.pipeline_update_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, pipeline_id, update_id
), latest as (
  select * from system.data_quality_monitoring.table_results
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
), stale as (
  select concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as table_name, t.freshness.commit_freshness.last_value as last_commit_at
  from latest t
  where t.freshness.status = 'Unhealthy'
), writers as (
  select target_table_full_name as table_name, entity_type, entity_id, workspace_id, max(event_time) as last_written_at
  from system.access.table_lineage
  where target_table_full_name is not null and entity_type in ('JOB', 'PIPELINE')
    and event_time >= cast(:to_time as timestamp) - interval 720 hours and event_time < cast(:to_time as timestamp)
  group by target_table_full_name, entity_type, entity_id, workspace_id
), failures as (
  select 'JOB' as entity_type, workspace_id, job_id as entity_id, count(*) as failures from runs
  where final_state in ('FAILED', 'ERROR', 'TIMED_OUT') and ended_at >= cast(:from_time as timestamp) and ended_at < cast(:to_time as timestamp)
  group by workspace_id, job_id
  union all
  select 'PIPELINE' as entity_type, workspace_id, pipeline_id as entity_id, count(*) as failures from updates
  where final_state = 'FAILED' and ended_at >= cast(:from_time as timestamp) and ended_at < cast(:to_time as timestamp)
  group by workspace_id, pipeline_id
)
select s.table_name, x.entity_type, x.entity_id, x.workspace_id, s.last_commit_at, x.last_written_at, coalesce(f.failures, 0) as failures
from stale s
left join writers x on x.table_name = s.table_name
left join failures f on f.entity_type = x.entity_type and f.workspace_id = x.workspace_id and f.entity_id = x.entity_id
order by s.table_name, x.entity_type, x.entity_id, x.workspace_id
limit cast(:top_n as int)
