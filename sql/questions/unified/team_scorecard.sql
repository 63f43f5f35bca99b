/*---
question: "How does each team do: job cost and failed runs?"
variants:
  - Team scorecard
  - Cost and reliability by team
  - Compare the teams
meaning: >
  One row per value of the tag team on jobs by their newest description: list cost of their usage, finished and failed runs. Jobs without the tag or without a description are one row with a null team.
uses: [list_price, run_failed, run_counted, final_result, latest_job, run_of_job, job_of_run]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  team: {type: STRING, is: key, nullable: true}
  jobs: {type: BIGINT, is: measure, unit: jobs}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  finished_runs: {type: BIGINT, is: measure, unit: runs}
  failed_runs: {type: BIGINT, is: measure, unit: runs}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
  jobs_without_cost: {type: BIGINT, is: measure, unit: jobs, says: Jobs that no usage names as their runs share their compute}
answer:
  line: '{team} costs the most: {list_cost_usd} {scope}, {failed_runs} of {finished_runs} runs failed[[; {next team list_cost_usd}]].'
  one: '{team} cost {list_cost_usd} {window}, {failed_runs} of {finished_runs} runs failed.'
  none: 'No team has a job with usage {scope}.'
rows: {key: [team], order: [-list_cost_usd, team], max: 1000}
scope: region
price: list
completeness: {lag: 24h}
caveats:
  - Cost counts whole hours of usage that ended in the window.
next: [{ask: unified/expensive_and_failing, with: {}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         min(period_start_time) as started_at,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), tagged as (
  select workspace_id, job_id, tags['team'] as team from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), run_counts as (
  select workspace_id, job_id, count(*) as finished_runs, count_if(final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as failed_runs
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
), both_sides as (
  select workspace_id, job_id from run_counts
  union
  select workspace_id, job_id from job_costs
)
select t.team, count(*) as jobs, cast(sum(coalesce(c.list_cost, 0)) as decimal(20, 6)) as list_cost_usd,
       sum(coalesce(r.finished_runs, 0)) as finished_runs, sum(coalesce(r.failed_runs, 0)) as failed_runs,
       cast(sum(coalesce(c.unpriced, 0)) as decimal(20, 6)) as unpriced_quantity,
       count(*) - count(c.job_id) as jobs_without_cost
from both_sides b
left join tagged t on t.workspace_id = b.workspace_id and t.job_id = b.job_id
left join run_counts r on r.workspace_id = b.workspace_id and r.job_id = b.job_id
left join job_costs c on c.workspace_id = b.workspace_id and c.job_id = b.job_id
group by t.team
order by list_cost_usd desc, t.team
limit 1000
