/*---
question: What changed day by day across cost, failures, access and quality?
variants:
  - All anomalies across domains
  - Daily signals of every domain
  - Each day's failures, refusals and spend
not: [per workspace]
meaning: One row per UTC day with list cost, failed runs, failed queries, refused actions and unhealthy scans.
uses: [list_price, whole_days, run_failed, final_result, query_failed, action_refused, run_of_job]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
columns:
  day: {type: DATE, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  refused_actions: {type: BIGINT, is: measure, unit: events}
  unhealthy_scans: {type: BIGINT, is: measure, unit: scans}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'You spent {sum list_cost_usd} {scope}; {sum failed_runs} runs and {sum failed_queries} queries failed, {sum refused_actions} actions were refused.'
  none: 'Nothing is known {scope}.'
rows: {key: [day], order: [day], max: 1000}
scope: region
price: list
completeness: {column: day, lag: 24h}
next: [{ask: unified/platform_overview, with: {}}]
---*/
with digits as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ten (n)
), days as (
  select date_sub(cast(:to_date as date), 1 + a.n + 10 * b.n + 100 * c.n) as day
  from digits a cross join digits b cross join digits c
  where 1 + a.n + 10 * b.n + 100 * c.n <= datediff(cast(:to_date as date), cast(:from_date as date))
), costs as (
  select u.usage_date as day, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  group by u.usage_date
), runs as (
  select workspace_id, job_id, run_id,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_date as date) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, job_id, run_id
), run_counts as (
  select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(ended_at) / 86400) as int)) as day, count(*) as failed_runs from runs
  where final_state in ('FAILED', 'ERROR', 'TIMED_OUT')
  group by date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(ended_at) / 86400) as int))
), query_counts as (
  select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(start_time) / 86400) as int)) as day, count(*) as failed_queries from system.query.history
  where start_time >= cast(:from_date as date) - interval 1 day and start_time < cast(:to_date as date) + interval 1 day
    and execution_status = 'FAILED'
  group by date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(start_time) / 86400) as int))
), refusals as (
  select event_date as day, count(*) as refused_actions from system.access.audit
  where event_date >= cast(:from_date as date) and event_date < cast(:to_date as date) and coalesce(response.status_code >= 400 or response.error_message is not null, false)
  group by event_date
), scans as (
  select date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int)) as day, count(*) as unhealthy_scans from system.data_quality_monitoring.table_results
  where event_time >= cast(:from_date as date) - interval 1 day and event_time < cast(:to_date as date) + interval 1 day
    and status = 'Unhealthy'
  group by date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(event_time) / 86400) as int))
)
select d.day, cast(coalesce(c.list_cost, 0) as decimal(20, 6)) as list_cost_usd,
       coalesce(r.failed_runs, 0) as failed_runs, coalesce(q.failed_queries, 0) as failed_queries,
       coalesce(a.refused_actions, 0) as refused_actions, coalesce(s.unhealthy_scans, 0) as unhealthy_scans,
       cast(coalesce(c.unpriced, 0) as decimal(20, 6)) as unpriced_quantity
from days d
left join costs c on c.day = d.day
left join run_counts r on r.day = d.day
left join query_counts q on q.day = d.day
left join refusals a on a.day = d.day
left join scans s on s.day = d.day
order by d.day
limit 1000
