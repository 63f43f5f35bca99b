/*---
question: What did one job cost per day?
variants:
  - Daily cost of the job payments_ledger_sync
  - Spend trend of a job
  - Cost history of one job
not: [jobs, expensive]
meaning: >
  One row per job and UTC day with usage: list cost and runs that used anything. The job is named by its present name or its id; a name may stand for jobs of several workspaces.
uses: [list_price, whole_days, latest_job]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
columns:
  workspace_id: {type: STRING, is: key}
  job_id: {type: STRING, is: key}
  job_name: {type: STRING, is: label, nullable: true}
  usage_date: {type: DATE, is: key}
  runs: {type: BIGINT, is: measure, unit: runs}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{names job_name job_id} cost {sum list_cost_usd} {scope}[[, most on {at list_cost_usd usage_date} ({max list_cost_usd})]].'
  none: 'There is no usage {scope}.'
rows: {key: [workspace_id, job_id, usage_date], order: [usage_date, workspace_id, job_id], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: reliability/failing_jobs, with: {workspace: workspace_id}}]
---*/
with latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
)
select u.workspace_id, u.usage_metadata.job_id as job_id, j.name as job_name, u.usage_date,
       count(distinct u.usage_metadata.job_run_id) as runs,
       cast(sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as decimal(20, 6)) as list_cost_usd,
       cast(sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as decimal(20, 6)) as unpriced_quantity
from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
left join latest_jobs j on j.workspace_id = u.workspace_id and j.job_id = u.usage_metadata.job_id
where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
  and u.usage_metadata.job_id is not null
  and (:job = 'ALL' or :job in (u.usage_metadata.job_id, j.name))
group by u.workspace_id, u.usage_metadata.job_id, j.name, u.usage_date
order by u.usage_date, u.workspace_id, job_id
limit 1000
