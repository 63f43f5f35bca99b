/*---
question: Which runs are still going, and since when?
variants:
  - Running jobs
  - Runs without a result yet
  - What is running right now?
meaning: >
  One row per run that began before the end of the window, was seen in it, and has no result yet, the longest first.
uses: [final_result, latest_job, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-24h, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  run_id: {type: STRING, is: key}
  started_at: {type: TIMESTAMP, is: time}
  hours_so_far: {type: DOUBLE, is: measure, unit: h}
answer:
  line: '{count run runs} going on; the longest is of {job_name job_id}, since {started_at} ({hours_so_far})[[; {next job_name job_id hours_so_far}]].'
  none: 'No run is going on {scope}.'
  exists: true
  opposite: [finished, done, over, ended, stopped, complete, completed]
rows: {key: [workspace_id, job_id, run_id], order: [started_at, workspace_id, job_id, run_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/job_durations, with: {workspace: workspace_id}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), seen as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id, max(period_end_time) as seen_at from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, r.submitted_name) as job_name, r.run_id, r.started_at,
       (unix_timestamp(cast(:to_time as timestamp)) - unix_timestamp(r.started_at)) / 3600e0 as hours_so_far
from runs r
join seen s on s.workspace_id = r.workspace_id and s.job_id = r.job_id and s.run_id = r.run_id
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.final_state is null
  and s.seen_at >= cast(:from_time as timestamp) and r.started_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
order by r.started_at, r.workspace_id, r.job_id, r.run_id
limit cast(:top_n as int)
