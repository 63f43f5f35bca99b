/*---
question: Which jobs were changed or renamed?
variants:
  - Changes to job definitions
  - Renamed jobs
  - Job description history
meaning: >
  One row per description of a job that began in the window after another one, with the name before. The first description of a job is no change.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  job_id: {type: STRING, is: key}
  changed_at: {type: TIMESTAMP, is: key}
  old_name: {type: STRING, is: label, nullable: true}
  new_name: {type: STRING, is: label, nullable: true}
  run_as: {type: STRING, is: label, nullable: true, says: 'Who the job runs as; principal id and a number where the table has no name for it'}
  deleted: {type: BOOLEAN, is: label}
answer:
  line: '{count change changes} of jobs {scope}, the latest of {new_name job_id} on {changed_at}.'
  none: 'No job was changed {scope}.'
  exists: true
rows: {key: [workspace_id, job_id, changed_at], order: [-changed_at, workspace_id, job_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: reliability/job_runs, with: {workspace: workspace_id, job: job_id}}]
---*/
with history as (
  select workspace_id, job_id, name, run_as, run_as_user_name, change_time, delete_time,
         lag(name) over (partition by workspace_id, job_id order by change_time) as old_name,
         row_number() over (partition by workspace_id, job_id order by change_time) as version
  from system.lakeflow.jobs
)
select h.workspace_id, w.workspace_name, h.job_id, h.change_time as changed_at, h.old_name, h.name as new_name, coalesce(h.run_as_user_name, 'principal id ' || h.run_as) as run_as,
       h.delete_time is not null as deleted
from history h
left join system.access.workspaces_latest w on w.workspace_id = h.workspace_id
where h.version > 1
  and h.change_time >= cast(:from_time as timestamp) and h.change_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (h.workspace_id, w.workspace_name))
order by h.change_time desc, h.workspace_id, h.job_id
limit 1000
