/*---
question: Which pipelines failed, and how often?
variants:
  - Failed pipeline updates
  - Failing DLT pipelines
  - Did any pipelines break?
  - Pipeline failures
not: [jobs, cost, how long]
meaning: >
  One row per pipeline with a failed update among those that ended in the window; long updates are cut into hourly rows with the result in the last one only.
uses: [final_result]
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
  updates: {type: BIGINT, is: measure, unit: updates}
  failed_updates: {type: BIGINT, is: measure, unit: updates}
  last_failed_at: {type: TIMESTAMP, is: time}
  last_succeeded_at: {type: TIMESTAMP, is: time, nullable: true}
answer:
  line: '{sum failed_updates} pipeline updates failed {scope}, most of {pipeline_name pipeline_id} ({failed_updates} of {updates} updates, last on {last_failed_at})[[; {next pipeline_name pipeline_id failed_updates}]].'
  one: '{pipeline_name pipeline_id} failed {failed_updates} of {updates} updates {window}, last on {last_failed_at}.'
  none: 'No pipeline failed {scope}.'
  exists: true
  opposite: [succeed, succeeded, successful, successfully, passed, ok, okay, fine, green, work, worked]
rows: {key: [workspace_id, pipeline_id], order: [-failed_updates, workspace_id, pipeline_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/pipeline_durations, with: {workspace: workspace_id}}]
---*/
with updates as (
  select workspace_id, pipeline_id, update_id,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.pipeline_update_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, pipeline_id, update_id
), latest_pipelines as (
  select workspace_id, pipeline_id, name, delete_time from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
)
select r.workspace_id, w.workspace_name, r.pipeline_id, l.name as pipeline_name, count(*) as updates,
       count_if(r.final_state = 'FAILED') as failed_updates,
       max(case when r.final_state = 'FAILED' then r.ended_at end) as last_failed_at,
       max(case when r.final_state = 'COMPLETED' then r.ended_at end) as last_succeeded_at
from updates r
left join latest_pipelines l on l.workspace_id = r.workspace_id and l.pipeline_id = r.pipeline_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
group by r.workspace_id, w.workspace_name, r.pipeline_id, l.name
having count_if(r.final_state = 'FAILED') > 0
order by failed_updates desc, r.workspace_id, r.pipeline_id
limit cast(:top_n as int)
