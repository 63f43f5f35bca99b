/*---
question: How did the runs of one job go?
variants:
  - Run history of the job payments_ledger_sync
  - Runs of a job with result and duration
  - Details of one job's runs
not: [failed, cost]
meaning: >
  One row per run of the job that ended in the window, newest first: result, minutes of work, how many results it has (more than one when it was repaired), and the span from the first start to the end, in which nothing may have run before a repair.
uses: [final_result, latest_job, run_of_job, job_of_run, worked_time]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  run_id: {type: STRING, is: key}
  final_state: {type: STRING, is: label}
  results: {type: BIGINT, is: measure, unit: results}
  minutes: {type: DOUBLE, is: measure, unit: min}
  started_at: {type: TIMESTAMP, is: time}
  ended_at: {type: TIMESTAMP, is: time}
  span_minutes: {type: DOUBLE, is: measure, unit: min}
answer:
  line: '{count run runs} {scope}; the latest, of {job_name job_id}, ended {ended_at} as {final_state} after {minutes}.'
  none: 'No run {filters} is known {window}.'
rows: {key: [workspace_id, job_id, run_id], order: [-ended_at, workspace_id, job_id, run_id], max: 1000}
scope: region
completeness: {column: ended_at, lag: 1h}
next: [{ask: cost/job_cost_by_day, with: {workspace: workspace_id, job: job_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name, min(period_start_time) as started_at, sum(unix_timestamp(period_end_time) - unix_timestamp(period_start_time)) as worked_seconds, count(result_state) as results,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, r.submitted_name) as job_name, r.run_id, r.final_state, r.results,
       r.worked_seconds / 60e0 as minutes, r.started_at, r.ended_at,
       (unix_timestamp(r.ended_at) - unix_timestamp(r.started_at)) / 60e0 as span_minutes
from runs r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and (:job = 'ALL' or :job in (r.job_id, j.name))
order by r.ended_at desc, r.workspace_id, r.job_id, r.run_id
limit cast(:top_n as int)
