/*---
question: Which jobs take longer than in the period before?
variants:
  - Jobs that became slower
  - Compare job durations with the previous period
  - Job duration regression
meaning: >
  One row per job with succeeded runs in the window and in the equally long stretch before it: mean minutes of both, and the ratio; the largest rise first.
uses: [final_result, latest_job, run_of_job, job_of_run, worked_time]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  mean_minutes: {type: DOUBLE, is: measure, unit: min}
  previous_mean_minutes: {type: DOUBLE, is: measure, unit: min}
  ratio: {type: DOUBLE, is: measure, unit: times, nullable: true}
answer:
  line: '{job_name job_id} slowed the most: {mean_minutes} {scope}, before it {previous_mean_minutes}[[; {next job_name job_id mean_minutes}]].'
  one: '{job_name job_id} took {mean_minutes} on average {window}, before it {previous_mean_minutes}.'
  none: 'No job ran in both times.'
rows: {key: [workspace_id, job_id], order: [-ratio, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/duration_outliers, with: {workspace: workspace_id}}]
caveats:
  - A run longer than 30 days is measured only in part.
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         min(period_start_time) as started_at, sum(unix_timestamp(period_end_time) - unix_timestamp(period_start_time)) as worked_seconds,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - (cast(:to_time as timestamp) - cast(:from_time as timestamp)) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), means as (
  select r.workspace_id, r.job_id, max(r.submitted_name) as submitted_name,
         avg(case when r.ended_at >= cast(:from_time as timestamp) then r.worked_seconds / 60e0 end) as mean_minutes,
         avg(case when r.ended_at < cast(:from_time as timestamp) then r.worked_seconds / 60e0 end) as previous_mean_minutes
  from runs r
  where r.final_state = 'SUCCEEDED'
    and r.ended_at >= cast(:from_time as timestamp) - (cast(:to_time as timestamp) - cast(:from_time as timestamp)) and r.ended_at < cast(:to_time as timestamp)
  group by r.workspace_id, r.job_id
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, r.submitted_name) as job_name, r.mean_minutes, r.previous_mean_minutes,
       r.mean_minutes / nullif(r.previous_mean_minutes, 0) as ratio
from means r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.mean_minutes is not null and r.previous_mean_minutes is not null
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
order by ratio desc, r.workspace_id, r.job_id
limit cast(:top_n as int)
