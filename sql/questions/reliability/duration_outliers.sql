/*---
question: Which runs took much longer than usual for their job?
variants:
  - Runs that took unusually long
  - Outlier runs
  - Runs over twice the median duration
meaning: >
  One row per succeeded run that ended in the window and took more than the given multiple of the median of its job's succeeded runs in the window and the 30 days before.
uses: [final_result, latest_job, run_of_job, job_of_run, worked_time]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  factor: {type: DOUBLE, role: threshold, default: 2, min: 0, unit: times}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  run_id: {type: STRING, is: key}
  minutes: {type: DOUBLE, is: measure, unit: min}
  usual_minutes: {type: DOUBLE, is: measure, unit: min}
  ratio: {type: DOUBLE, is: measure, unit: times}
  ended_at: {type: TIMESTAMP, is: time}
answer:
  line: '{job_name job_id} had the slowest run for its kind: {minutes}, usually {usual_minutes}, ended {ended_at}[[; {next job_name job_id minutes}]].'
  none: 'No run took much longer than usual {scope}.'
  exists: true
  opposite: [normal, as usual, in time]
rows: {key: [workspace_id, job_id, run_id], order: [-ratio, workspace_id, job_id, run_id], max: 1000}
scope: region
completeness: {column: ended_at, lag: 1h}
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         min(period_start_time) as started_at, sum(unix_timestamp(period_end_time) - unix_timestamp(period_start_time)) as worked_seconds,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), succeeded as (
  select workspace_id, job_id, submitted_name, run_id, ended_at, worked_seconds / 60e0 as minutes
  from runs
  where final_state = 'SUCCEEDED' and ended_at < cast(:to_time as timestamp)
), usual as (
  select workspace_id, job_id, percentile(minutes, 0.5) as usual_minutes from succeeded group by workspace_id, job_id
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, r.submitted_name) as job_name, r.run_id, r.minutes, u.usual_minutes, r.minutes / u.usual_minutes as ratio, r.ended_at
from succeeded r
join usual u on u.workspace_id = r.workspace_id and u.job_id = r.job_id
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and u.usual_minutes > 0 and r.minutes > cast(:factor as double) * u.usual_minutes
order by ratio desc, r.workspace_id, r.job_id, r.run_id
limit cast(:top_n as int)
