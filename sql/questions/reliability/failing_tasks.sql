/*---
question: Which tasks fail within their jobs?
variants:
  - Failed tasks
  - Which step of the job breaks?
  - Task failures by task key
not: [pipeline, rate]
meaning: >
  One row per job and task with failed task runs that ended in the window; slices of a long task run carry no result.
uses: [latest_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  task_key: {type: STRING, is: key}
  task_runs: {type: BIGINT, is: measure, unit: runs}
  failed_task_runs: {type: BIGINT, is: measure, unit: runs}
answer:
  line: 'The task {task_key} of {job_name job_id} failed the most: {failed_task_runs} of {task_runs} runs {scope}[[; {next job_name job_id failed_task_runs}]].'
  one: 'The task {task_key} of {job_name job_id} failed {failed_task_runs} of {task_runs} runs {window}.'
  none: 'No task {filters} failed {window}.'
  exists: true
  opposite: [succeed, succeeded, successful, successfully, passed, ok, okay, fine, green, work, worked]
rows: {key: [workspace_id, job_id, task_key], order: [-failed_task_runs, workspace_id, job_id, task_key], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/failed_runs, with: {workspace: workspace_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), submitted as (
  select workspace_id, run_id, max(run_name) as run_name from system.lakeflow.job_run_timeline
  where run_type = 'SUBMIT_RUN' and period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, run_id
), results as (
  select t.workspace_id, coalesce(s.run_name, t.job_id) as job_id, s.run_name, t.task_key, t.run_id, t.period_end_time as ended_at, t.result_state
  from system.lakeflow.job_task_run_timeline t
  left join submitted s on s.workspace_id = t.workspace_id and s.run_id = t.job_run_id
  where t.result_state is not null and t.period_end_time >= cast(:from_time as timestamp) and t.period_end_time < cast(:to_time as timestamp)
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, max(r.run_name)) as job_name, r.task_key, count(*) as task_runs,
       count_if(r.result_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_task_runs
from results r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and (:job = 'ALL' or :job in (r.job_id, j.name))
group by r.workspace_id, w.workspace_name, r.job_id, j.name, r.task_key
having count_if(r.result_state in ('FAILED', 'ERROR', 'TIMED_OUT')) > 0
order by failed_task_runs desc, r.workspace_id, r.job_id, r.task_key
limit cast(:top_n as int)
