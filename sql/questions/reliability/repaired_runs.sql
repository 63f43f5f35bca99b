/*---
question: Which jobs had runs repaired, and did the repair help?
variants:
  - Repaired runs
  - Repairs per job
  - Runs that failed first and succeeded after a repair
not: [retried]
meaning: >
  One row per job with repaired runs that ended in the window. A run was repaired when it has more than one result; hourly slices without a result do not count.
uses: [latest_job, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  repaired_runs: {type: BIGINT, is: measure, unit: runs}
  succeeded_after: {type: BIGINT, is: measure, unit: runs}
  repairs: {type: BIGINT, is: measure, unit: repairs}
answer:
  line: '{sum repaired_runs} runs were repaired {scope}, {sum succeeded_after} of them with success; most of {job_name job_id} ({repaired_runs} runs).'
  one: '{repaired_runs} runs of {job_name job_id} were repaired {window}, {succeeded_after} with success.'
  none: 'No run {filters} was repaired {window}.'
  exists: true
rows: {key: [workspace_id, job_id], order: [-repaired_runs, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), results as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name, count(*) as results, max(period_end_time) as ended_at, max_by(result_state, period_end_time) as final_state
  from system.lakeflow.job_run_timeline
  where result_state is not null and period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, max(r.submitted_name)) as job_name, count(*) as repaired_runs,
       count_if(r.final_state = 'SUCCEEDED') as succeeded_after, sum(r.results - 1) as repairs
from results r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and (:job = 'ALL' or :job in (r.job_id, j.name))
  and r.results > 1
group by r.workspace_id, w.workspace_name, r.job_id, j.name
order by repaired_runs desc, r.workspace_id, r.job_id
limit cast(:top_n as int)
