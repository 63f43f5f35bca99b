/*---
question: Which jobs are both expensive and failing?
variants:
  - Costly jobs that fail
  - Jobs by cost and failures together
  - Spend on jobs that break
meaning: >
  One row per job with usage or finished runs in the window: list cost, finished and failed runs, dearest first; only jobs with a failed run.
uses: [list_price, run_failed, run_counted, final_result, latest_job, run_of_job, job_of_run]
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
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD, nullable: true, says: Null where no usage names the job as its runs share their compute}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{job_name job_id} is both: {list_cost_usd}, and {failed_runs} of {finished_runs} runs failed {scope}[[; {next job_name job_id list_cost_usd}]].'
  one: '{job_name job_id} cost {list_cost_usd}, and {failed_runs} of {finished_runs} runs failed {window}.'
  none: 'No job is both expensive and failing {scope}.'
  exists: true
rows: {key: [workspace_id, job_id], order: [-list_cost_usd, workspace_id, job_id], max: 1000}
scope: region
price: list
completeness: {lag: 24h}
caveats:
  - Cost counts whole hours of usage that ended in the window.
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
), run_counts as (
  select workspace_id, job_id, max(submitted_name) as submitted_name, count(*) as finished_runs, count_if(final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_runs
  from runs
  where ended_at >= cast(:from_time as timestamp) and ended_at < cast(:to_time as timestamp)
    and final_state not in ('SKIPPED', 'BLOCKED')
  group by workspace_id, job_id
), job_costs as (
  select u.workspace_id, coalesce(r.job_id, u.usage_metadata.job_id) as job_id, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
  left join system.billing.list_prices p
    on p.sku_name = u.sku_name and p.cloud = u.cloud
    and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
  left join runs r on r.workspace_id = u.workspace_id and r.run_id = u.usage_metadata.job_run_id
  where u.usage_metadata.job_id is not null
    and u.usage_end_time > cast(:from_time as timestamp) and u.usage_end_time <= cast(:to_time as timestamp)
  group by u.workspace_id, coalesce(r.job_id, u.usage_metadata.job_id)
)
select r.workspace_id, w.workspace_name, r.job_id, coalesce(j.name, r.submitted_name) as job_name, cast(c.list_cost as decimal(20, 6)) as list_cost_usd,
       r.finished_runs, r.failed_runs,
       cast(coalesce(c.unpriced, 0) as decimal(20, 6)) as unpriced_quantity
from run_counts r
left join job_costs c on c.workspace_id = r.workspace_id and c.job_id = r.job_id
left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where r.failed_runs > 0
  and (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
order by list_cost_usd desc, r.workspace_id, r.job_id
limit cast(:top_n as int)
