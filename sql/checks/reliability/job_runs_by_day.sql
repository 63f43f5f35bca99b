/*---
question: How many runs did each job begin on each day, how many failed, and how long did they take?
variants: []
meaning: >
  One row per job and UTC day on which runs of it began: runs, also those that go on, by their result so far. A run repaired to success is not
  failed. A retry is a run that a retry policy started, or one in which it ran a task again. A day without a run has no row.
uses: [final_result, latest_job, job_owner, run_failed, run_of_job, job_of_run, worked_time, run_read_back]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  run_as: {type: STRING, is: label, nullable: true, says: 'Who the job runs as now; principal id and a number where the table has no name for it'}
  run_date: {type: DATE, is: key}
  runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  retry_runs: {type: BIGINT, is: measure, unit: runs}
  run_hours: {type: DOUBLE, is: measure, unit: h}
  failed_hours: {type: DOUBLE, is: measure, unit: h}
  mean_minutes: {type: DOUBLE, is: measure, unit: min, nullable: true, says: Of the runs that ended}
  last_started_at: {type: TIMESTAMP, is: time}
  first_failed_at: {type: TIMESTAMP, is: time, nullable: true}
  last_failed_at: {type: TIMESTAMP, is: time, nullable: true}
  termination_code: {type: STRING, is: label, nullable: true, says: The most frequent one of the failed runs}
rows: {key: [workspace_id, job_id, run_date], order: [-run_date, workspace_id, job_id], max: 10000}
scope: region
completeness: {column: run_date, lag: 1h}
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         max(case when trigger_type in ('RETRY', 'ONETIME_RETRY') then 1 else 0 end) as by_retry,
         min(period_start_time) as started_at, sum(unix_timestamp(period_end_time) - unix_timestamp(period_start_time)) as worked_seconds,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state,
         max_by(termination_code, period_end_time) filter (where result_state is not null) as termination_code
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), latest_jobs as (
  select workspace_id, job_id, name, run_as, run_as_user_name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), results as (
  select workspace_id, run_id, period_end_time as ended_at from system.lakeflow.job_run_timeline
  where result_state is not null and period_end_time >= cast(:from_time as timestamp) - interval 30 days
), task_runs as (
  select workspace_id, job_run_id, task_key, run_id, min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_task_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, job_run_id, task_key, run_id
), in_turn as (
  select t.*, lag(t.final_state) over (partition by t.workspace_id, t.job_run_id, t.task_key order by t.started_at, t.run_id) as previous_state,
         lag(t.ended_at) over (partition by t.workspace_id, t.job_run_id, t.task_key order by t.started_at, t.run_id) as previous_ended_at
  from task_runs t
), retried as (
  select distinct r.workspace_id, r.job_run_id
  from in_turn r
  where r.previous_state in ('FAILED', 'ERROR', 'TIMED_OUT')
    and not exists (
      select 1 from results x
      where x.workspace_id = r.workspace_id and x.run_id = r.job_run_id and x.ended_at >= r.previous_ended_at and x.ended_at <= r.started_at)
), begun as (
  select r.*, w.workspace_name, coalesce(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT'), false) as run_failed,
         r.by_retry = 1 or t.job_run_id is not null as run_retried,
         date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(r.started_at) / 86400) as int)) as run_date
  from runs r
  left join retried t on t.workspace_id = r.workspace_id and t.job_run_id = r.run_id
  left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
  where r.started_at >= cast(:from_time as timestamp) and r.started_at < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
    and coalesce(r.final_state, 'none yet') not in ('SKIPPED', 'BLOCKED')
), counted_codes as (
  select workspace_id, job_id, run_date, termination_code, count(*) as failed_runs from begun
  where run_failed and termination_code is not null
  group by workspace_id, job_id, run_date, termination_code
), codes as (
  select * from counted_codes
  qualify row_number() over (partition by workspace_id, job_id, run_date order by failed_runs desc, termination_code) = 1
)
select b.workspace_id, b.workspace_name, b.job_id, coalesce(j.name, max(b.submitted_name)) as job_name,
       coalesce(j.run_as_user_name, 'principal id ' || j.run_as) as run_as, b.run_date,
       count(*) as runs, count_if(b.run_failed) as failed_runs, count_if(b.run_retried) as retry_runs,
       sum(b.worked_seconds) / 3600e0 as run_hours,
       coalesce(sum(case when b.run_failed then b.worked_seconds end), 0) / 3600e0 as failed_hours,
       avg(case when b.ended_at is not null then b.worked_seconds end) / 60e0 as mean_minutes,
       max(b.started_at) as last_started_at,
       min(case when b.run_failed then b.ended_at end) as first_failed_at,
       max(case when b.run_failed then b.ended_at end) as last_failed_at,
       c.termination_code
from begun b
left join latest_jobs j on j.workspace_id = b.workspace_id and j.job_id = b.job_id
left join codes c on c.workspace_id = b.workspace_id and c.job_id = b.job_id and c.run_date = b.run_date
group by b.workspace_id, b.workspace_name, b.job_id, j.name, coalesce(j.run_as_user_name, 'principal id ' || j.run_as), b.run_date, c.termination_code
order by b.run_date desc, b.workspace_id, b.job_id
limit 10000
