/*---
question: What do failed runs cost us?
variants:
  - Cost of failed runs
  - Money wasted on failures
  - Which failing jobs waste the most spend?
meaning: >
  One row per job with failed runs that ended in the window: list cost of all usage of these runs, repairs included, dearest first. A run on shared compute names no usage of its own: its cost is not known, and it counts as one without cost.
uses: [final_result, latest_job, run_failed, list_price, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key, says: Id of the job; a submitted run has none and goes by its run name}
  job_name: {type: STRING, is: label, nullable: true}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  failed_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD, nullable: true}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
  runs_without_cost: {type: BIGINT, is: measure, unit: runs}
answer:
  line: 'Failed runs cost {sum failed_cost_usd} {scope}, most of {job_name job_id} ({failed_cost_usd} in {failed_runs} runs)[[; {next job_name job_id failed_cost_usd}]].'
  one: 'Failed runs of {job_name job_id} cost {failed_cost_usd} {window}, in {failed_runs} runs.'
  none: 'No run failed {scope}.'
rows: {key: [workspace_id, job_id], order: [-failed_cost_usd, workspace_id, job_id], max: 1000}
scope: region
price: list
completeness: {lag: 24h}
next: [{ask: reliability/failing_jobs, with: {workspace: workspace_id}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), latest_jobs as (
  select workspace_id, job_id, name, run_as, delete_time from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), costs as (
  select u.workspace_id, u.usage_metadata.job_run_id as run_id, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  where u.usage_metadata.job_run_id is not null
    and u.usage_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by u.workspace_id, u.usage_metadata.job_run_id
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, max(r.submitted_name)) as job_name, count(*) as failed_runs,
       cast(sum(c.list_cost) as decimal(20, 6)) as failed_cost_usd,
       cast(sum(coalesce(c.unpriced, 0)) as decimal(20, 6)) as unpriced_quantity,
       count(*) - count(c.run_id) as runs_without_cost
from runs r
left join costs c on c.workspace_id = r.workspace_id and c.run_id = r.run_id
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
  and r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')
group by r.workspace_id, w.workspace_name, r.job_id, j.name
order by failed_cost_usd desc, r.workspace_id, r.job_id
limit cast(:top_n as int)
