/*---
question: Which jobs are retried most by their retry policy?
variants:
  - Jobs with the most retries
  - Retry attempts per job
  - Retry loops
  - Automatic reruns
not: [cost, repaired]
meaning: >
  One row per job with runs that a retry started and that ended in the window: how many, and how many of them failed again. A job that simply runs often is not retried.
uses: [final_result, latest_job, run_failed]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key}
  job_name: {type: STRING, is: label, nullable: true}
  retry_runs: {type: BIGINT, is: measure, unit: runs}
  failed_again: {type: BIGINT, is: measure, unit: runs}
rows: {key: [workspace_id, job_id], order: [-retry_runs, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/failed_run_costs, with: {workspace: workspace_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), runs as (
  select workspace_id, job_id, run_id, max(trigger_type) as trigger_type,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, job_id, run_id
)
select r.workspace_id, w.workspace_name, r.job_id, j.name as job_name, count(*) as retry_runs,
       count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_again
from runs r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.trigger_type = 'RETRY'
group by r.workspace_id, w.workspace_name, r.job_id, j.name
order by retry_runs desc, r.workspace_id, r.job_id
limit cast(:top_n as int)
