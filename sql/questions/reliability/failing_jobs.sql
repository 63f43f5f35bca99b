/*---
question: Which jobs failed, how often, and how many hours did the failed runs take?
variants:
  - What failed last night?
  - Failing jobs in prod-eu
  - Are the expensive jobs failing too?
  - Which workflows broke?
  - Job failures by number of failed runs
not: [pipelines, retried, failed tasks, failed queries, failed pipeline updates, failed logins, success rate]
meaning: >
  One row per job with a failed run among runs finished in the window. A run repaired
  to success is not failed; skipped and blocked runs never ran and are not counted.
uses: [run_failed, run_counted, final_result, latest_job, run_of_job, job_of_run, worked_time]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  team: {type: STRING, role: team, default: ALL, says: Value of the tag team of the job}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  failed_hours: {type: DOUBLE, is: measure, unit: h}
  last_failed_at: {type: TIMESTAMP, is: time}
answer:
  line: '{job_name job_id} failed the most: {failed_runs} of {finished_runs} runs {scope}, last on {last_failed_at}[[; {next job_name job_id failed_runs}]].'
  one: '{job_name job_id} failed {failed_runs} of {finished_runs} runs {window}, last on {last_failed_at}.'
  none: 'No job {filters} failed {window}.'
  exists: true
  opposite: [succeed, succeeded, successful, successfully, passed, ok, okay, fine, green, work, worked, healthy]
rows: {key: [workspace_id, job_id], order: [-failed_runs, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}, {ask: cost/most_expensive_jobs, with: {workspace: workspace_id}}, {ask: reliability/failed_runs, with: {workspace: workspace_id}}]
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
  select workspace_id, job_id, name, tags from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), finished as (
  select r.*, r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT') as run_failed
  from runs r
  where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
    and r.final_state not in ('SKIPPED', 'BLOCKED')
)
select f.workspace_id, w.workspace_name, f.job_id, coalesce(j.name, max(f.submitted_name)) as job_name,
       count(*) as finished_runs,
       count_if(f.run_failed) as failed_runs,
       sum(case when f.run_failed then f.worked_seconds end) / 3600e0 as failed_hours,
       max(case when f.run_failed then f.ended_at end) as last_failed_at
from finished f
left join latest_jobs j on j.workspace_id = f.workspace_id and j.job_id = f.job_id
left join system.access.workspaces_latest w on w.workspace_id = f.workspace_id
where (:workspace = 'ALL' or :workspace in (f.workspace_id, w.workspace_name))
  and (:team = 'ALL' or j.tags['team'] = :team)
group by f.workspace_id, w.workspace_name, f.job_id, j.name
having count_if(f.run_failed) > 0
order by failed_runs desc, f.workspace_id, f.job_id
limit cast(:top_n as int)
