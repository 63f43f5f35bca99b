/*---
question: Which jobs cost the most?
variants:
  - Most expensive jobs
  - Top 5 jobs by spend
  - What are our priciest workflows?
  - Cost per job
  - Are the expensive jobs failing too?
not: [why did spend change, failed queries, by day, by sku]
meaning: >
  One row per job with usage in the window, list cost in USD and the number of runs that used anything.
  Job ids repeat across workspaces, so a job is its workspace and its id.
uses: [list_price, whole_days, latest_job]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  team: {type: STRING, role: team, default: ALL, says: Value of the tag team of the usage}
  top_n: {type: INT, role: top_n, default: 10, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key}
  job_name: {type: STRING, is: label, nullable: true, says: Null for a job of another region or of deleted history}
  runs: {type: BIGINT, is: measure, unit: runs}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{job_name job_id} costs the most: {list_cost_usd} in {runs} runs {scope}[[; {next job_name job_id list_cost_usd}]].'
  one: '{job_name job_id} cost {list_cost_usd} in {runs} runs {window}.'
  none: 'No job {filters} cost anything {window}.'
rows: {key: [workspace_id, job_id], order: [-list_cost_usd, workspace_id, job_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: cost/job_cost_by_day, with: {workspace: workspace_id, job: job_id}}, {ask: reliability/failing_jobs, with: {workspace: workspace_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
)
select u.workspace_id, w.workspace_name, u.usage_metadata.job_id as job_id, j.name as job_name,
       count(distinct u.usage_metadata.job_run_id) as runs,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join latest_jobs j on j.workspace_id = u.workspace_id and j.job_id = u.usage_metadata.job_id
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
where u.usage_metadata.job_id is not null
  and u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  and (:team = 'ALL' or u.custom_tags['team'] = :team)
group by u.workspace_id, w.workspace_name, u.usage_metadata.job_id, j.name
order by list_cost_usd desc, u.workspace_id, job_id
limit cast(:top_n as int)
