/*---
question: "Did jobs meet their SLA: finished well and within the time limit?"
variants:
  - Did we meet our SLA?
  - SLA compliance by job
  - Which jobs missed the time limit?
  - SLA breaches
meaning: >
  One row per job with runs finished in the window. A run is in time when it succeeded no later than the limit after its first start, time before a repair included; late_after_repair_runs are late only for the time in which nothing ran. Failed, cancelled and timed-out runs are not in time.
uses: [final_result, latest_job, run_counted, run_of_job, job_of_run, worked_time]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
  max_minutes: {type: DOUBLE, role: threshold, default: 60, min: 0, unit: min}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  in_time_runs: {type: BIGINT, is: measure, unit: runs}
  late_runs: {type: BIGINT, is: measure, unit: runs}
  late_after_repair_runs: {type: BIGINT, is: measure, unit: runs}
  not_succeeded_runs: {type: BIGINT, is: measure, unit: runs}
  in_time_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: '{job_name job_id} keeps its limit the least: {in_time_percent} of {finished_runs} runs {scope}, {late_runs} late[[; {next job_name job_id in_time_percent}]].'
  one: '{job_name job_id} was in time with {in_time_percent} of {finished_runs} runs {window}, {late_runs} late.'
  none: 'No run {filters} finished {window}.'
rows: {key: [workspace_id, job_id], order: [in_time_percent, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/duration_outliers, with: {workspace: workspace_id}}]
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
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, max(r.submitted_name)) as job_name, count(*) as finished_runs,
       count_if(r.final_state = 'SUCCEEDED' and (unix_timestamp(r.ended_at) - unix_timestamp(r.started_at)) <= 60 * cast(:max_minutes as double)) as in_time_runs,
       count_if(r.final_state = 'SUCCEEDED' and (unix_timestamp(r.ended_at) - unix_timestamp(r.started_at)) > 60 * cast(:max_minutes as double)) as late_runs,
       count_if(r.final_state = 'SUCCEEDED' and (unix_timestamp(r.ended_at) - unix_timestamp(r.started_at)) > 60 * cast(:max_minutes as double) and r.worked_seconds <= 60 * cast(:max_minutes as double)) as late_after_repair_runs,
       count_if(r.final_state <> 'SUCCEEDED') as not_succeeded_runs,
       100e0 * count_if(r.final_state = 'SUCCEEDED' and (unix_timestamp(r.ended_at) - unix_timestamp(r.started_at)) <= 60 * cast(:max_minutes as double)) / count(*) as in_time_percent
from runs r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name)) and r.final_state not in ('SKIPPED', 'BLOCKED')
  and (:job = 'ALL' or :job in (r.job_id, j.name))
group by r.workspace_id, w.workspace_name, r.job_id, j.name
order by in_time_percent, r.workspace_id, r.job_id
limit 1000
