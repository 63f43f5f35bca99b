/*---
question: Which clusters run an old Databricks runtime?
variants:
  - Legacy DBR versions
  - Clusters on an outdated runtime
  - Runtime versions in use
meaning: >
  One row per cluster that exists now and whose runtime's major version lies below the threshold, by its newest description.
parameters:
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  min_version: {type: DOUBLE, role: threshold, default: 14, min: 0, unit: version}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  cluster_id: {type: STRING, is: key}
  cluster_name: {type: STRING, is: label, nullable: true}
  owner: {type: STRING, is: label, nullable: true}
  dbr_version: {type: STRING, is: label, nullable: true}
  major_version: {type: INT, is: label}
  changed_at: {type: TIMESTAMP, is: time}
answer:
  line: '{count cluster clusters} on an old runtime {scope}: {names cluster_name cluster_id}[[, the oldest on {dbr_version}]].'
  none: 'No cluster runs an old runtime {scope}.'
  exists: true
  opposite: [new, current, recent, latest, up to date, supported]
rows: {key: [workspace_id, cluster_id], order: [major_version, dbr_version, workspace_id, cluster_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: cost/cluster_costs, with: {}}]
---*/
with latest_clusters as (
  select * from system.compute.clusters
  qualify row_number() over (partition by workspace_id, cluster_id order by change_time desc) = 1
)
select l.workspace_id, w.workspace_name, l.cluster_id, l.cluster_name, l.owned_by as owner, l.dbr_version,
       try_cast(regexp_extract(l.dbr_version, '([0-9]+)', 1) as int) as major_version, l.change_time as changed_at
from latest_clusters l
left join system.access.workspaces_latest w on w.workspace_id = l.workspace_id
where l.delete_time is null
  and try_cast(regexp_extract(l.dbr_version, '([0-9]+)', 1) as int) < cast(:min_version as double)
  and (:workspace = 'ALL' or :workspace in (l.workspace_id, w.workspace_name))
order by major_version, l.dbr_version, l.workspace_id, l.cluster_id
limit 1000
