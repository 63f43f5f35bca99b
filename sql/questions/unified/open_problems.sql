/*---
question: What is wrong on our platform right now, across jobs, pipelines, endpoints, tables and access?
variants:
  - Is everything ok?
  - What is broken right now?
  - What needs our attention?
  - Top issues across the platform
  - What went wrong last night?
  - Open problems of every domain
not: [day by day, per day, per workspace, score, unusual cost, failed queries, permission changes]
meaning: >
  One row per job and pipeline whose newest finished run of the window failed, endpoint of which at least 5 % and five
  requests failed or were throttled, table that its newest scan found unhealthy, and user with at least 20 refused actions.
uses: [run_failed, run_counted, final_result, latest_job, run_of_job, job_of_run, latest_scan, table_unhealthy, action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-24h, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  urgency: {type: INT, is: key, says: '1 a failing job, 2 a failing pipeline, 3 a failing endpoint, 4 an unhealthy table, 5 a refused user'}
  problem: {type: STRING, is: key}
  workspace_id: {type: STRING, is: key, nullable: true, says: 'Of a job, pipeline or endpoint'}
  thing: {type: STRING, is: key, nullable: true, says: 'Id of the job or pipeline, else a name'}
  thing_name: {type: STRING, is: label, nullable: true}
  occurrences: {type: BIGINT, is: measure, unit: events, says: 'Failed runs, failed requests, unhealthy scans or refused actions of the window'}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{count open_problem open_problems} {scope}: {grouped problem thing_name thing}.'
  one: '{count open_problem open_problems} {scope}: {problem} {thing_name thing}, last seen on {last_at}.'
  none: 'Nothing is wrong {scope}: no job or pipeline is failing, no endpoint, no table is unhealthy, nobody is refused often.'
  exists: true
  opposite: [ok, okay, fine, healthy, good, well, normal, green, alright, stable]
rows: {key: [problem, workspace_id, thing], order: [urgency, -occurrences, workspace_id, thing], max: 1000}
scope: region
completeness: {column: last_at, lag: 24h}
next: [{ask: reliability/failing_jobs, with: {}}, {ask: quality/unhealthy_tables, with: {}}, {ask: cost/spend_anomalies, with: {}}]
---*/
with runs as (
  select workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end as job_id, run_id,
         max(case when run_type = 'SUBMIT_RUN' then run_name end) as submitted_name,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.job_run_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
    and coalesce(run_type, 'JOB_RUN') <> 'WORKFLOW_RUN'
  group by workspace_id, case when run_type = 'SUBMIT_RUN' then coalesce(run_name, job_id) else job_id end, run_id
), latest_jobs as (
  select workspace_id, job_id, name from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
), updates as (
  select workspace_id, pipeline_id, update_id,
         max(period_end_time) filter (where result_state is not null) as ended_at,
         max_by(result_state, period_end_time) filter (where result_state is not null) as final_state
  from system.lakeflow.pipeline_update_timeline
  where period_end_time >= cast(:from_time as timestamp) - interval 30 days
  group by workspace_id, pipeline_id, update_id
), latest_pipelines as (
  select workspace_id, pipeline_id, name from system.lakeflow.pipelines
  qualify row_number() over (partition by workspace_id, pipeline_id order by change_time desc) = 1
), scans as (
  select * from system.data_quality_monitoring.table_results
  where event_time >= least(cast(:from_time as timestamp), cast(:to_time as timestamp) - interval 24 hours) and event_time < cast(:to_time as timestamp)
), latest_scans as (
  select * from scans
  qualify row_number() over (partition by catalog_name, schema_name, table_name order by event_time desc) = 1
), failing_jobs as (
  select 1 as urgency, 'failing job' as problem, r.workspace_id, r.job_id as thing, coalesce(j.name, max(r.submitted_name)) as thing_name,
         count_if(r.final_state in ('FAILED', 'ERROR', 'TIMED_OUT')) as occurrences, max(r.ended_at) as last_at
  from runs r
  left join latest_jobs j on j.workspace_id = r.workspace_id and j.job_id = r.job_id
  where r.ended_at >= cast(:from_time as timestamp) and r.ended_at < cast(:to_time as timestamp)
    and r.final_state not in ('SKIPPED', 'BLOCKED')
  group by r.workspace_id, r.job_id, j.name
  having max_by(r.final_state, r.ended_at) in ('FAILED', 'ERROR', 'TIMED_OUT')
), failing_pipelines as (
  select 2 as urgency, 'failing pipeline' as problem, u.workspace_id, u.pipeline_id as thing, p.name as thing_name,
         count_if(u.final_state = 'FAILED') as occurrences, max(u.ended_at) as last_at
  from updates u
  left join latest_pipelines p on p.workspace_id = u.workspace_id and p.pipeline_id = u.pipeline_id
  where u.ended_at >= cast(:from_time as timestamp) and u.ended_at < cast(:to_time as timestamp)
  group by u.workspace_id, u.pipeline_id, p.name
  having max_by(u.final_state, u.ended_at) = 'FAILED'
), failing_endpoints as (
  select 3 as urgency, 'failing endpoint' as problem, r.workspace_id, e.endpoint_name as thing, e.endpoint_name as thing_name,
         count_if(r.status_code >= 400) as occurrences, max(case when r.status_code >= 400 then r.request_time end) as last_at
  from system.serving.endpoint_usage r
  join (select distinct workspace_id, served_entity_id, endpoint_name from system.serving.served_entities) e
    on e.workspace_id = r.workspace_id and e.served_entity_id = r.served_entity_id
  where r.request_time >= cast(:from_time as timestamp) and r.request_time < cast(:to_time as timestamp)
  group by r.workspace_id, e.endpoint_name
  having count_if(r.status_code >= 400) >= 5 and count_if(r.status_code >= 400) >= 0.05 * count(*)
), unhealthy_tables as (
  select 4 as urgency, 'unhealthy table' as problem, cast(null as string) as workspace_id,
         concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as thing,
         concat_ws('.', t.catalog_name, t.schema_name, t.table_name) as thing_name,
         (select count(*) from scans s where s.catalog_name = t.catalog_name and s.schema_name = t.schema_name and s.table_name = t.table_name and s.status = 'Unhealthy') as occurrences,
         t.event_time as last_at
  from latest_scans t
  where t.status = 'Unhealthy'
), refused_users as (
  select 5 as urgency, 'user refused often' as problem, cast(null as string) as workspace_id, user_identity.email as thing, user_identity.email as thing_name,
         count(*) as occurrences, max(event_time) as last_at
  from system.access.audit
  where event_date >= cast(cast(:from_time as timestamp) - interval 1 day as date)
    and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
    and coalesce(response.status_code >= 400 or response.error_message is not null, false)
  group by user_identity.email
  having count(*) >= 20
)
select * from failing_jobs
union all select * from failing_pipelines
union all select * from failing_endpoints
union all select * from unhealthy_tables
union all select * from refused_users
order by urgency, occurrences desc, workspace_id, thing
limit cast(:top_n as int)
