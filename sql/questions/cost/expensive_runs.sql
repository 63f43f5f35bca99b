/*---
question: Which single job runs cost the most?
variants:
  - Most expensive runs
  - Top runs by list cost
  - Dearest job run
not: [failed]
meaning: >
  One row per run of a job with usage in the window, list cost in USD and when its usage began, dearest first.
uses: [list_price, whole_days, latest_job]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key}
  job_name: {type: STRING, is: label, nullable: true}
  run_id: {type: STRING, is: key, nullable: true}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  first_usage_at: {type: TIMESTAMP, is: time}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: 'The most expensive run is one of {job_name job_id} that began to use compute on {first_usage_at}: {list_cost_usd}[[; {next job_name job_id list_cost_usd}]].'
  none: 'No job run {filters} used anything {window}.'
rows: {key: [workspace_id, job_id, run_id], order: [-list_cost_usd, workspace_id, job_id, run_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/job_cost_by_day, with: {workspace: workspace_id, job: job_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
)
select u.workspace_id, w.workspace_name, u.usage_metadata.job_id as job_id, j.name as job_name, u.usage_metadata.job_run_id as run_id,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd, min(u.usage_start_time) as first_usage_at,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
left join latest_jobs j on j.workspace_id = u.workspace_id and j.job_id = u.usage_metadata.job_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  and (:job = 'ALL' or :job in (u.usage_metadata.job_id, j.name))
  and u.usage_metadata.job_id is not null
group by u.workspace_id, w.workspace_name, u.usage_metadata.job_id, j.name, u.usage_metadata.job_run_id
order by list_cost_usd desc, u.workspace_id, job_id, run_id
limit cast(:top_n as int)
