/*---
question: Which jobs are retried most by their retry policy?
variants:
  - Jobs with the most retries
  - Retry attempts per job
  - Retry loops
  - Automatic reruns
not: [cost, repaired]
meaning: >
  One row per job whose retry policy ran a task again, by task runs that ended in the window: how many, how many of them failed again, and in how many job runs. A retry is a run of a task that follows a failed run of the same task in the same job run with no repair between. A job that simply runs often is not retried.
uses: [final_result, latest_job, run_failed]
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
  retry_runs: {type: BIGINT, is: measure, unit: runs, says: Task runs that the retry policy started}
  failed_again: {type: BIGINT, is: measure, unit: runs}
  affected_runs: {type: BIGINT, is: measure, unit: runs}
answer:
  line: '{job_name job_id} is retried the most: {retry_runs} retries in {affected_runs} runs {scope}, {failed_again} failed again[[; {next job_name job_id retry_runs}]].'
  one: '{job_name job_id} was retried {retry_runs} times in {affected_runs} runs {window}, {failed_again} failed again.'
  none: 'No run was retried {scope}.'
  exists: true
rows: {key: [workspace_id, job_id], order: [-retry_runs, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/failed_run_costs, with: {workspace: workspace_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), submitted as (
  select workspace_id, run_id, max(run_name) as run_name from system.lakeflow.job_run_timeline
  where run_type = 'SUBMIT_RUN' and period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, run_id
), results as (
  select workspace_id, run_id, period_end_time as ended_at from system.lakeflow.job_run_timeline
  where result_state is not null and period_end_time >= cast(:from_time as timestamp) - interval 30 days
), task_runs as (
  select t.workspace_id, coalesce(s.run_name, t.job_id) as job_id, s.run_name, t.job_run_id, t.task_key, t.run_id, min(t.period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_task_run_timeline t
  left join submitted s on s.workspace_id = t.workspace_id and s.run_id = t.job_run_id
  where t.period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by t.workspace_id, coalesce(s.run_name, t.job_id), s.run_name, t.job_run_id, t.task_key, t.run_id
), in_turn as (
  select t.*, lag(t.final_state) over (partition by t.workspace_id, t.job_run_id, t.task_key order by t.started_at, t.run_id) as previous_state,
         lag(t.ended_at) over (partition by t.workspace_id, t.job_run_id, t.task_key order by t.started_at, t.run_id) as previous_ended_at
  from task_runs t
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, max(r.run_name)) as job_name, count(*) as retry_runs,
       count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_again, count(distinct r.job_run_id) as affected_runs
from in_turn r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.previous_state in ('FAILED', 'ERROR', 'TIMED_OUT')
  and not exists (
    select 1 from results x
    where x.workspace_id = r.workspace_id and x.run_id = r.job_run_id and x.ended_at >= r.previous_ended_at and x.ended_at <= r.started_at)
group by r.workspace_id, w.workspace_name, r.job_id, j.name
order by retry_runs desc, r.workspace_id, r.job_id
limit cast(:top_n as int)
