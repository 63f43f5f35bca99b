/*---
question: Which jobs are there, as whom do they run, and to which team do they belong?
variants:
  - As which user does this job run?
  - Who is behind a job, and which team?
  - List of jobs with their identities
not: [failed, fail, cost, changed, renamed, late, silent]
meaning: One row per job that exists by its newest description.
uses: [latest_job]
parameters:
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  job: {type: STRING, role: job, default: ALL, says: Name or id of a job}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key}
  job_name: {type: STRING, is: label, nullable: true}
  run_as: {type: STRING, is: label, nullable: true, says: 'Who the job runs as; principal id and a number where the table has no name for it'}
  team: {type: STRING, is: label, nullable: true, says: Value of the tag team}
  changed_at: {type: TIMESTAMP, is: time}
answer:
  line: '{count job jobs} {scope}: {names job_name job_id}.'
  one: '{job_name job_id} runs as {run_as}[[, of team {team}]], and was changed at last on {changed_at}.'
  none: 'There is no {any job job job} {scope}.'
rows: {key: [workspace_id, job_id], order: [workspace_id, job_name, job_id], max: 1000}
scope: region
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}]
---*/
with latest_jobs as (
  select * from system.lakeflow.jobs
  qualify row_number() over (partition by workspace_id, job_id order by change_time desc) = 1
)
select j.workspace_id, w.workspace_name, j.job_id, j.name as job_name, coalesce(j.run_as_user_name, 'principal id ' || j.run_as) as run_as,
       j.tags['team'] as team, j.change_time as changed_at
from latest_jobs j
left join system.access.workspaces_latest w on w.workspace_id = j.workspace_id
where j.delete_time is null
  and (:workspace = 'ALL' or :workspace in (j.workspace_id, w.workspace_name))
  and (:job = 'ALL' or :job in (j.job_id, j.name))
order by j.workspace_id, j.name, j.job_id
limit cast(:top_n as int)
