/*---
question: For which reasons do runs end badly?
variants:
  - Termination codes of failed runs
  - Most common failure reasons
  - Failure categories
not: [list, latest]
meaning: >
  One row per final result and termination code among runs that ended in the window without success: how many runs and jobs. Codes have words of their own; a code SUCCESS is no result.
uses: [final_result, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  final_state: {type: STRING, is: key}
  termination_code: {type: STRING, is: key, nullable: true}
  runs: {type: BIGINT, is: measure, unit: runs}
  jobs: {type: BIGINT, is: measure, unit: jobs}
answer:
  line: 'Runs end badly most often with {termination_code final_state}: {runs} runs of {jobs} jobs {scope}[[; {next termination_code final_state runs}]].'
  none: 'No run ended badly {scope}.'
rows: {key: [final_state, termination_code], order: [-runs, final_state, termination_code], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/failed_runs, with: {}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state,
         max_by(termination_code, period_end_time) filter (where result_state is not null) as termination_code
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
)
select r.final_state, r.termination_code, count(*) as runs, count(distinct concat_ws('/', r.workspace_id, r.job_id)) as jobs
from runs r
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.final_state <> 'SUCCEEDED'
group by r.final_state, r.termination_code
order by runs desc, r.final_state, r.termination_code
limit 1000
