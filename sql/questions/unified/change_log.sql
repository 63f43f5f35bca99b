/*---
question: "What was changed on the platform: permissions, warehouses, jobs?"
variants:
  - Change log
  - What changed on the platform?
  - Recent changes of settings and permissions
  - Which changes came before the trouble?
meaning: >
  One row per change in the window, newest first: permission changes that were not refused, new descriptions of warehouses and of jobs that had one before.
uses: [permission_change]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  changed_at: {type: TIMESTAMP, is: key}
  kind: {type: STRING, is: key}
  workspace_id: {type: STRING, is: key, nullable: true}
  object_name: {type: STRING, is: key, nullable: true}
  detail: {type: STRING, is: key, nullable: true}
  changed_by: {type: STRING, is: label, nullable: true}
answer:
  line: '{count change changes} {scope}; the latest is of {kind}[[ {object_name}]] on {changed_at}[[, by {changed_by}]].'
  none: 'Nothing was changed {scope}.'
  exists: true
rows: {key: [changed_at, kind, workspace_id, object_name, detail], order: [-changed_at, kind, workspace_id, object_name, detail], max: 1000}
scope: region
completeness: {column: changed_at, lag: 1h}
next: [{ask: security/permission_changes, with: {}}]
---*/
with warehouse_history as (
  select workspace_id, warehouse_name, warehouse_size, change_time,
         lag(warehouse_size) over (partition by workspace_id, warehouse_id order by change_time) as old_size,
         row_number() over (partition by workspace_id, warehouse_id order by change_time) as version
  from system.compute.warehouses
), job_history as (
  select workspace_id, name, change_time, lag(name) over (partition by workspace_id, job_id order by change_time) as old_name,
         row_number() over (partition by workspace_id, job_id order by change_time) as version
  from system.lakeflow.jobs
), changes as (
  select event_time as changed_at, 'permission' as kind, workspace_id, coalesce(request_params['securable_full_name'], request_params['resourceId'], request_params['objectId'], request_params['scope'], request_params['targetGroupName'], request_params['targetUserName']) as object_name,
         coalesce(request_params['changes'], request_params['aclPermissionSet'], request_params['granteeAndPermission'], request_params['permissions'], action_name) as detail, user_identity.email as changed_by
  from system.access.audit
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
    and action_name in ('updatePermissions', 'updateSharePermissions', 'addPrincipalToGroup', 'removePrincipalFromGroup', 'setAdmin', 'removeAdmin', 'setAccountAdmin', 'removeAccountAdmin', 'changeAccountOwner', 'updateRoleAssignment', 'changeDatabricksSqlAcl', 'changeDatabricksWorkspaceAcl', 'changeWorkspaceAcl', 'changeDbTokenAcl', 'changePasswordAcl', 'changeServicePrincipalAcls', 'changeClusterAcl', 'changeClusterPolicyAcl', 'changeInstancePoolAcl', 'changeWarehouseAcls', 'changePermissions', 'transferObjectOwnership', 'changePipelineAcls', 'changeFeatureTableAcl', 'changeIamRoleAcl', 'changeJobAcl', 'resetJobAcl', 'changeRegisteredModelAcl', 'changeInferenceEndpointAcl', 'putAcl', 'deleteAcl', 'changeSecurableOwner', 'grantPermission', 'denyPermission', 'revokePermission', 'removeAllPermissions')
    and not coalesce(response.status_code >= 400 or response.error_message is not null, false)
  union all
  select change_time as changed_at, 'warehouse' as kind, workspace_id, warehouse_name as object_name,
         concat_ws(' to ', old_size, warehouse_size) as detail, cast(null as string) as changed_by
  from warehouse_history where version > 1
  union all
  select change_time as changed_at, 'job' as kind, workspace_id, name as object_name, concat_ws(' to ', old_name, name) as detail, cast(null as string) as changed_by
  from job_history where version > 1
)
select changed_at, kind, workspace_id, object_name, detail, changed_by
from changes
where changed_at >= cast(:from_time as timestamp) and changed_at < cast(:to_time as timestamp)
order by changed_at desc, kind, workspace_id, object_name, detail
limit cast(:top_n as int)
