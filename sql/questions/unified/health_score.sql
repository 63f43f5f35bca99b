/*---
question: What is our overall health score, and what is it made of?
variants:
  - Overall health score
  - Platform score in percent
  - One number for the health of the platform
meaning: >
  One row: the plain mean of four shares of the window: runs that succeeded among those that finished, statements that did not fail, tables that are healthy by their newest scan among those that monitoring could judge, and audited actions that were not refused. A share of nothing is null and not in the mean; judged_parts says how many shares are, unknown_tables how many tables could not be judged.
uses: [run_counted, final_result, latest_scan, action_refused, run_of_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  score_percent: {type: DOUBLE, is: key, nullable: true}
  run_success_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  query_success_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  healthy_tables_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  accepted_actions_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true}
  judged_parts: {type: BIGINT, is: measure, unit: shares}
  judged_tables: {type: BIGINT, is: measure, unit: tables}
  unknown_tables: {type: BIGINT, is: measure, unit: tables}
answer:
  line: 'The health score is {score_percent} %[[: runs {run_success_percent}]][[, queries {query_success_percent}]][[, tables {healthy_tables_percent}]][[, actions {accepted_actions_percent}]].'
  none: 'Nothing is known to judge {scope}.'
rows: {key: [score_percent], order: [score_percent], max: 1}
scope: region
completeness: {lag: 24h}
next: [{ask: unified/platform_overview, with: {}}]
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
), run_share as (
  select 100e0 * count_if(final_state = 'SUCCEEDED') / nullif(count(*), 0) as share from runs
  where ended_at >= cast(:from_time as timestamp) and ended_at < cast(:to_time as timestamp) and final_state not in ('SKIPPED', 'BLOCKED')
), query_share as (
  select 100e0 * count_if(execution_status <> 'FAILED') / nullif(count(*), 0) as share from system.query.history where start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
), latest as (
  select status from system.data_quality_monitoring.table_results
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
), table_share as (
  select count_if(status in ('Healthy', 'Unhealthy')) as judged, count_if(coalesce(status, 'Unknown') not in ('Healthy', 'Unhealthy')) as unknown,
         100e0 * count_if(status = 'Healthy') / nullif(count_if(status in ('Healthy', 'Unhealthy')), 0) as share
  from latest
), action_share as (
  select 100e0 * count_if(not coalesce(response.status_code >= 400 or response.error_message is not null, false)) / nullif(count(*), 0) as share
  from system.access.audit where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
)
select (coalesce(r.share, 0e0) + coalesce(q.share, 0e0) + coalesce(t.share, 0e0) + coalesce(a.share, 0e0))
         / nullif(cast(r.share is not null as int) + cast(q.share is not null as int) + cast(t.share is not null as int) + cast(a.share is not null as int), 0) as score_percent,
       r.share as run_success_percent, q.share as query_success_percent, t.share as healthy_tables_percent, a.share as accepted_actions_percent,
       cast(cast(r.share is not null as int) + cast(q.share is not null as int) + cast(t.share is not null as int) + cast(a.share is not null as int) as bigint) as judged_parts,
       coalesce(t.judged, 0) as judged_tables, coalesce(t.unknown, 0) as unknown_tables
from run_share r
cross join query_share q
cross join table_share t
cross join action_share a
limit 1
