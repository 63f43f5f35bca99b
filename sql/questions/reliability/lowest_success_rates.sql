/*---
question: Which jobs have the lowest success rate?
variants:
  - Least reliable jobs
  - Rank jobs by success
  - Worst success percentage per job
not: [per workspace, overall, pipeline]
meaning: >
  One row per job with at least the given number of runs finished in the window: succeeded runs over finished ones, by final result, the lowest first. Skipped and blocked runs never ran.
uses: [final_result, latest_job, run_counted, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  min_runs: {type: DOUBLE, role: threshold, default: 5, min: 0, unit: runs}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  succeeded_runs: {type: BIGINT, is: measure, unit: runs}
  success_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: '{job_name job_id} succeeds the least: {success_percent} of {finished_runs} runs {scope}[[; {next job_name job_id success_percent}]].'
  one: '{success_percent} of {finished_runs} runs of {job_name job_id} succeeded {window}.'
  none: 'No job had enough runs {scope}.'
rows: {key: [workspace_id, job_id], order: [success_percent, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}]
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
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, max(r.submitted_name)) as job_name, count(*) as finished_runs,
       count_if(r.final_state = 'SUCCEEDED') as succeeded_runs,
       100e0 * count_if(r.final_state = 'SUCCEEDED') / count(*) as success_percent
from runs r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name)) and r.final_state not in ('SKIPPED', 'BLOCKED')
group by r.workspace_id, w.workspace_name, r.job_id, j.name
having count(*) >= cast(:min_runs as double)
order by success_percent, r.workspace_id, r.job_id
limit cast(:top_n as int)
