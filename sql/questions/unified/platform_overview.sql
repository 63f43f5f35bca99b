/*---
question: How is the platform doing overall, per workspace?
variants:
  - Overall platform health
  - Give me a summary of the whole platform
  - Total spend and job success rate
  - Key metrics for executives
  - How healthy is our estate?
not: [anomalies]
meaning: One row per workspace with list cost, finished and failed runs, queries and failed queries of the window.
uses: [list_price, run_failed, run_counted, final_result, query_failed, run_of_job]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  queries: {type: BIGINT, is: measure, unit: queries}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'The platform cost {sum list_cost_usd} {scope}; {sum failed_runs} of {sum finished_runs} runs and {sum failed_queries} of {sum queries} queries failed[[; the most expensive workspace is {workspace_name workspace_id} ({list_cost_usd})]].'
  none: 'Nothing is known {scope}.'
rows: {key: [workspace_id], order: [-list_cost_usd, workspace_id], max: 1000}
scope: region
price: list
completeness: {lag: 24h}
caveats: ["Cost counts whole hours of usage that ended in the window."]
next: [{ask: unified/daily_signals, with: {}}]
---*/
with costs as (
  select u.workspace_id, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  where u.usage_end_time > cast(:from_time as timestamp) and u.usage_end_time <= cast(:to_time as timestamp)
  group by u.workspace_id
), runs as (
  select workspace_id, job_id, run_id,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, job_id, run_id
), run_counts as (
  select workspace_id, count(*) as finished_runs, count_if(final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_runs
  from runs
  where ended_at >= cast(:from_time as timestamp) and ended_at < cast(:to_time as timestamp)
    and final_state not in ('SKIPPED', 'BLOCKED')
  group by workspace_id
), query_counts as (
  select workspace_id, count(*) as queries, count_if(execution_status = 'FAILED') as failed_queries
  from system.query.history
  where start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
  group by workspace_id
), known as (
  select workspace_id from system.access.workspaces_latest
  union
  select workspace_id from costs
)
select k.workspace_id, w.workspace_name,
       cast(coalesce(c.list_cost, 0) as decimal(20, 6)) as list_cost_usd,
       coalesce(r.finished_runs, 0) as finished_runs, coalesce(r.failed_runs, 0) as failed_runs,
       coalesce(q.queries, 0) as queries, coalesce(q.failed_queries, 0) as failed_queries,
       cast(coalesce(c.unpriced, 0) as decimal(20, 6)) as unpriced_quantity
from known k
left join system.access.workspaces_latest w on w.workspace_id = k.workspace_id
left join costs c on c.workspace_id = k.workspace_id
left join run_counts r on r.workspace_id = k.workspace_id
left join query_counts q on q.workspace_id = k.workspace_id
order by list_cost_usd desc, k.workspace_id
limit 1000
