/*---
question: How many updates did each pipeline begin on each day, how many failed or were full refreshes, and how long did they take?
variants: []
meaning: >
  One row per pipeline and UTC day on which updates of it began, also those that go on, by their result so far. A full refresh computes all
  tables of the pipeline again, or those that were chosen for it. A day without an update has no row.
uses: [final_result, worked_time, run_read_back]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  pipeline_id: {type: STRING, is: key}
  pipeline_name: {type: STRING, is: label, nullable: true}
  update_date: {type: DATE, is: key}
  updates: {type: BIGINT, is: measure, unit: updates}
  failed_updates: {type: BIGINT, is: measure, unit: updates}
  full_refreshes: {type: BIGINT, is: measure, unit: updates}
  update_hours: {type: DOUBLE, is: measure, unit: h}
  first_failed_at: {type: TIMESTAMP, is: time, nullable: true}
  last_succeeded_at: {type: TIMESTAMP, is: time, nullable: true}
rows: {key: [workspace_id, pipeline_id, update_date], order: [-update_date, workspace_id, pipeline_id], max: 10000}
scope: region
completeness: {column: update_date, lag: 1h}
---*/
with updates as (
  select workspace_id, pipeline_id, update_id,
         min(period_start_time) as started_at, sum(unix_timestamp(period_end_time) - unix_timestamp(period_start_time)) as worked_seconds,
         max(case when update_type = 'FULL_REFRESH' or size(full_refresh_selection) > 0 then 1 else 0 end) as is_full,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.pipeline_update_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, pipeline_id, update_id
), latest_pipelines as (
  select workspace_id, pipeline_id, name from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
), begun as (
  select r.*, w.workspace_name, date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(r.started_at) / 86400) as int)) as update_date
  from updates r
  left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
  where r.started_at >= cast(:from_time as timestamp) and r.started_at < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
)
select b.workspace_id, b.workspace_name, b.pipeline_id, l.name as pipeline_name, b.update_date, count(*) as updates,
       count_if(b.final_state = 'FAILED') as failed_updates, count_if(b.is_full = 1) as full_refreshes,
       sum(b.worked_seconds) / 3600e0 as update_hours,
       min(case when b.final_state = 'FAILED' then b.ended_at end) as first_failed_at,
       max(case when b.final_state = 'COMPLETED' then b.ended_at end) as last_succeeded_at
from begun b
left join latest_pipelines l on l.workspace_id = b.workspace_id and l.pipeline_id = b.pipeline_id
group by b.workspace_id, b.workspace_name, b.pipeline_id, l.name, b.update_date
order by b.update_date desc, b.workspace_id, b.pipeline_id
limit 10000
