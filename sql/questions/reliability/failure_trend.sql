/*---
question: How did the failure rate develop day by day?
variants:
  - Job failure trend
  - Failed runs per day
  - Failure rate by day
meaning: >
  One row per UTC day on which runs finished: finished and failed runs by final result, and the failed share.
uses: [final_result, run_failed, run_counted, run_of_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-14d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  day: {type: DATE, is: key}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  failed_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: '{sum failed_runs} of {sum finished_runs} runs failed {scope}[[, the most on {at failed_runs day} ({max failed_runs})]].'
  none: 'No run finished {scope}.'
rows: {key: [day], order: [day], max: 1000}
scope: region
completeness: {column: day, lag: 1h}
next: [{ask: reliability/failing_jobs, with: {}}]
---*/
with runs as (
  select workspace_id, job_id, run_id,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, job_id, run_id
)
select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(r.ended_at) / 86400) as int)) as day, count(*) as finished_runs,
       count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_runs,
       100e0 * count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) / count(*) as failed_percent
from runs r
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.final_state not in ('SKIPPED', 'BLOCKED')
group by date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(r.ended_at) / 86400) as int))
order by day
limit 1000
