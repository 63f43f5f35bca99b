/*---
question: Around the clock, at what time of the day do runs fail?
variants:
  - Failure clock
  - Failed runs around the clock
  - Do runs fail by night or by day?
not: [trend]
meaning: >
  One row per hour of the day (UTC) in which runs ended: finished and failed runs by final result.
uses: [final_result, run_failed, run_counted, run_of_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  hour_utc: {type: BIGINT, is: key}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
answer:
  line: 'Most runs fail at {at failed_runs hour_utc} o''clock UTC: {max failed_runs} of {sum failed_runs} failed runs {scope}.'
  none: 'No run finished {scope}.'
rows: {key: [hour_utc], order: [hour_utc], max: 24}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/failed_runs, with: {}}]
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
select cast(floor(unix_timestamp(r.ended_at) / 3600) as bigint) % 24 as hour_utc, count(*) as finished_runs,
       count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_runs
from runs r
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.final_state not in ('SKIPPED', 'BLOCKED')
group by cast(floor(unix_timestamp(r.ended_at) / 3600) as bigint) % 24
order by hour_utc
limit 24
