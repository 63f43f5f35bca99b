/*---
question: "Whose jobs fail: failed runs by the identity that jobs run as?"
variants:
  - Failures by owner
  - Failed runs per owner
  - Who owns the failing jobs?
meaning: >
  One row per identity that jobs run as by their newest description: jobs, finished and failed runs of the window. Jobs without a description are one row with a null owner.
uses: [final_result, latest_job, run_failed, run_counted, run_of_job, job_of_run, job_owner]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  owner: {type: STRING, is: key, nullable: true, says: 'Who the job runs as; principal id and a number where the table has no name for it'}
  jobs: {type: BIGINT, is: measure, unit: jobs}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  failed_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: 'Jobs that run as {owner} fail the most: {failed_runs} of {finished_runs} runs {scope}[[; {next owner failed_runs}]].'
  one: 'Jobs that run as {owner} failed {failed_runs} of {finished_runs} runs {window}.'
  none: 'No run finished {scope}.'
rows: {key: [owner], order: [-failed_runs, owner], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/failing_jobs, with: {}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), latest_jobs as (
  select workspace_id, job_id, run_as, run_as_user_name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
)
select coalesce(j.run_as_user_name, 'principal id ' || j.run_as) as owner, count(distinct concat_ws('/', r.workspace_id, r.job_id)) as jobs, count(*) as finished_runs,
       count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_runs,
       100e0 * count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) / count(*) as failed_percent
from runs r
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name)) and r.final_state not in ('SKIPPED', 'BLOCKED')
group by coalesce(j.run_as_user_name, 'principal id ' || j.run_as)
order by failed_runs desc, owner
limit 1000
