/*---
question: How long do our jobs take?
variants:
  - Job durations
  - Longest running jobs
  - Duration percentiles per job
  - Which jobs take the longest?
not: [slow queries, failed jobs]
meaning: >
  One row per job, whole runs finished in the window by final result SUCCEEDED: minutes of work,
  all slices together. Repairs are in it, the time before a repair in which nothing ran is not.
uses: [final_result, latest_job, run_of_job, job_of_run, worked_time]
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
  succeeded_runs: {type: BIGINT, is: measure, unit: runs}
  p50_minutes: {type: DOUBLE, is: measure, unit: min}
  p95_minutes: {type: DOUBLE, is: measure, unit: min}
  longest_minutes: {type: DOUBLE, is: measure, unit: min}
answer:
  line: '{job_name job_id} takes the longest: up to {longest_minutes}, half of its {succeeded_runs} successful runs at most {p50_minutes} {scope}[[; {next job_name job_id longest_minutes}]].'
  one: '{job_name job_id} takes up to {longest_minutes}, half of its {succeeded_runs} successful runs at most {p50_minutes} {window}.'
  none: 'No run succeeded {scope}.'
rows: {key: [workspace_id, job_id], order: [-longest_minutes, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: cost/most_expensive_jobs, with: {workspace: workspace_id}}]
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
  select workspace_id, job_id, name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), measured as (
  select workspace_id, job_id, submitted_name, worked_seconds / 60e0 as minutes
  from runs
  where final_state = 'SUCCEEDED'
    and ended_at >= cast(:from_time as timestamp) and ended_at < cast(:to_time as timestamp)
)
select m.workspace_id, w.workspace_name, m.job_id, coalesce(j.name, max(m.submitted_name)) as job_name,
       count(*) as succeeded_runs,
       percentile(m.minutes, 0.5) as p50_minutes,
       percentile(m.minutes, 0.95) as p95_minutes,
       max(m.minutes) as longest_minutes
from measured m
left join latest_jobs j on j.workspace_id = m.workspace_id and j.job_id = m.job_id
left join system.access.workspaces_latest w on w.workspace_id = m.workspace_id
where :workspace = 'ALL' or :workspace in (m.workspace_id, w.workspace_name)
group by m.workspace_id, w.workspace_name, m.job_id, j.name
order by longest_minutes desc, m.workspace_id, m.job_id
limit cast(:top_n as int)
