/*---
question: Which jobs did not run at all?
variants:
  - Jobs that stopped running
  - Jobs without runs
  - Paused schedules
meaning: >
  One row per job that exists by its newest description, ran in the 30 days before the window, and had no run in the window that really started.
uses: [latest_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-24h, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key}
  job_name: {type: STRING, is: label, nullable: true}
  last_run_at: {type: TIMESTAMP, is: time}
answer:
  line: '{count job jobs} without a run {scope}: {names job_name job_id}; the longest silent ran last on {last_run_at}.'
  one: '{job_name job_id} did not run {window}[[; it ran last on {last_run_at}]].'
  none: 'Every job ran {scope}.'
  exists: true
  opposite: [run, ran]
rows: {key: [workspace_id, job_id], order: [last_run_at, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), seen as (
  select workspace_id, job_id, max(period_start_time) as last_run_at from system.lakeflow.job_run_timeline
  where period_start_time >= cast(:from_time as timestamp) - interval 30 days and period_start_time < cast(:to_time as timestamp)
    and (result_state is null or result_state not in ('SKIPPED', 'BLOCKED'))
    and coalesce(run_type, 'JOB_RUN') = 'JOB_RUN'
  group by workspace_id, job_id
)
select j.workspace_id, w.workspace_name, j.job_id, j.name as job_name, s.last_run_at
from latest_jobs j
join seen s on s.workspace_id = j.workspace_id and s.job_id = j.job_id
left join system.access.workspaces_latest w on w.workspace_id = j.workspace_id
where j.delete_time is null and s.last_run_at < cast(:from_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (j.workspace_id, w.workspace_name))
order by s.last_run_at, j.workspace_id, j.job_id
limit 1000
