/*---
question: Which job runs failed most recently, with what error code, and when?
variants:
  - List the latest failed runs
  - Recent run failures with their termination codes
  - Why did job runs fail?
  - Failed runs with reason
not: [failed queries, failed logins, success rate, how often]
meaning: One row per run whose final result is a failure and that finished in the window, newest first. A run repaired to success is not failed.
uses: [run_failed, final_result, latest_job, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  run_id: {type: STRING, is: key}
  final_state: {type: STRING, is: label}
  termination_code: {type: STRING, is: label, nullable: true}
  started_at: {type: TIMESTAMP, is: time}
  ended_at: {type: TIMESTAMP, is: time}
answer:
  line: 'The latest failed run is of {job_name job_id}: {final_state}[[ with {termination_code}]], ended {ended_at}; {count failed_run failed_runs} in all {scope}.'
  none: 'No run {filters} failed {window}.'
  exists: true
  opposite: [succeed, succeeded, successful, successfully, passed, ok, okay, fine, green, work, worked]
rows: {key: [workspace_id, job_id, run_id], order: [-ended_at, workspace_id, job_id, run_id], max: 1000}
scope: region
completeness: {column: ended_at, lag: 1h}
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}, {ask: reliability/termination_codes, with: {}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state,
         max_by(termination_code, period_end_time) filter (where result_state is not null) as termination_code
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), latest_jobs as (
  select workspace_id, job_id, name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, r.submitted_name) as job_name, r.run_id,
       r.final_state, r.termination_code, r.started_at, r.ended_at
from runs r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and (:job = 'ALL' or :job in (r.job_id, j.name))
order by r.ended_at desc, r.workspace_id, r.job_id, r.run_id
limit cast(:top_n as int)
