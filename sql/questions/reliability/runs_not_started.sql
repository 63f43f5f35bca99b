/*---
question: Which scheduled runs were skipped or blocked and never ran?
variants:
  - Skipped runs
  - Blocked runs
  - Runs that never started
meaning: >
  One row per job and result among runs that ended in the window as SKIPPED or BLOCKED.
uses: [final_result, latest_job, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  final_state: {type: STRING, is: key}
  runs: {type: BIGINT, is: measure, unit: runs}
answer:
  line: '{sum runs} runs never began {scope}, most of {job_name job_id} ({runs}, {final_state})[[; {next job_name job_id runs}]].'
  none: 'Every run began {scope}.'
  exists: true
  opposite: [start, started, begin, began]
rows: {key: [workspace_id, job_id, final_state], order: [-runs, workspace_id, job_id, final_state], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/silent_jobs, with: {workspace: workspace_id}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         min(period_start_time) as started_at,
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
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, max(r.submitted_name)) as job_name, r.final_state, count(*) as runs
from runs r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.final_state in ('SKIPPED', 'BLOCKED')
group by r.workspace_id, w.workspace_name, r.job_id, j.name, r.final_state
order by runs desc, r.workspace_id, r.job_id, r.final_state
limit 1000
