/*---
question: What is the success rate of our jobs per workspace?
variants:
  - Overall job success rate
  - What share of runs succeeded?
  - How reliable are our jobs?
  - Percentage of successful runs
  - Job reliability by workspace
  - Reliability overview
  - Reliability issues
  - Platform health
not: [failed queries, failed logins, most recent failed runs]
meaning: >
  One row per workspace. Succeeded runs over runs finished in the window, by final result;
  skipped and blocked runs are left out, cancelled ones count as finished and not succeeded.
uses: [run_failed, run_counted, final_result, run_of_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  succeeded_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  success_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: '{share succeeded_runs finished_runs} of the runs succeeded {scope}: {sum succeeded_runs} of {sum finished_runs} runs[[; the least in {workspace_name workspace_id} ({success_percent})]].'
  one: '{success_percent} of the runs in {workspace_name workspace_id} succeeded {window}: {succeeded_runs} of {finished_runs} runs.'
  none: 'No run finished {scope}.'
rows: {key: [workspace_id], order: [success_percent, workspace_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/failing_jobs, with: {workspace: workspace_id}}]
---*/
with runs as (
  select workspace_id, job_id, run_id,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, job_id, run_id
)
select r.workspace_id, w.workspace_name,
       count(*) as finished_runs,
       count_if(r.final_state = 'SUCCEEDED') as succeeded_runs,
       count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_runs,
       100e0 * count_if(r.final_state = 'SUCCEEDED') / count(*) as success_percent
from runs r
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and r.final_state not in ('SKIPPED', 'BLOCKED')
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
group by r.workspace_id, w.workspace_name
order by success_percent, r.workspace_id
limit 1000
