/*---
question: How long do pipeline updates take?
variants:
  - Pipeline durations
  - Longest pipeline updates
  - Update metrics of pipelines
not: [failed, jobs]
meaning: >
  One row per pipeline: updates completed in the window, median and longest duration in minutes, all hourly slices together.
uses: [final_result, worked_time]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  pipeline_id: {type: STRING, is: key}
  pipeline_name: {type: STRING, is: label, nullable: true}
  completed_updates: {type: BIGINT, is: measure, unit: updates}
  p50_minutes: {type: DOUBLE, is: measure, unit: min}
  longest_minutes: {type: DOUBLE, is: measure, unit: min}
answer:
  line: '{pipeline_name pipeline_id} takes the longest: up to {longest_minutes}, half of its {completed_updates} updates at most {p50_minutes} {scope}[[; {next pipeline_name pipeline_id longest_minutes}]].'
  one: '{pipeline_name pipeline_id} takes up to {longest_minutes}, half of its {completed_updates} updates at most {p50_minutes} {window}.'
  none: 'No update was completed {scope}.'
rows: {key: [workspace_id, pipeline_id], order: [-longest_minutes, workspace_id, pipeline_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: cost/pipeline_costs, with: {workspace: workspace_id}}]
---*/
with updates as (
  select workspace_id, pipeline_id, update_id,
         min(period_start_time) as started_at, sum(unix_timestamp(period_end_time) - unix_timestamp(period_start_time)) as worked_seconds,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.pipeline_update_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, pipeline_id, update_id
), latest_pipelines as (
  select workspace_id, pipeline_id, name, delete_time from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
)
select r.workspace_id, w.workspace_name, r.pipeline_id, l.name as pipeline_name, count(*) as completed_updates,
       percentile(r.worked_seconds / 60e0, 0.5) as p50_minutes,
       max(r.worked_seconds / 60e0) as longest_minutes
from updates r
left join latest_pipelines l on l.workspace_id = r.workspace_id and l.pipeline_id = r.pipeline_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.final_state = 'COMPLETED'
group by r.workspace_id, w.workspace_name, r.pipeline_id, l.name
order by longest_minutes desc, r.workspace_id, r.pipeline_id
limit cast(:top_n as int)
