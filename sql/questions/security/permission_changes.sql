/*---
question: Who changed permissions, on what, and when?
variants:
  - Permission changes
  - Which grants were given or revoked?
  - Recent changes to privileges
  - Show grant changes today
not: [failed logins, table reads]
meaning: One row per audited action that changed who may do what, newest first. Looking at permissions is none.
uses: [permission_change]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  event_id: {type: STRING, is: key}
  event_time: {type: TIMESTAMP, is: time}
  workspace_id: {type: STRING, is: label}
  workspace_name: {type: STRING, is: label, nullable: true}
  changed_by: {type: STRING, is: label, nullable: true}
  action_name: {type: STRING, is: label}
  object_name: {type: STRING, is: label, nullable: true}
  changes: {type: STRING, is: label, nullable: true}
  refused: {type: BOOLEAN, is: label}
answer:
  line: '{count change changes} of permissions {scope}[[, made by {names changed_by}]]; the latest[[ by {changed_by}]] on {event_time}[[, on {object_name}]]: {action_name}.'
  none: 'Nobody changed permissions {scope}.'
  exists: true
rows: {key: [event_id], order: [-event_time, event_id], max: 1000}
scope: region
completeness: {column: event_time, lag: 1h}
next: [{ask: security/failed_actions, with: {workspace: workspace_id}}]
---*/
select a.event_id, a.event_time, a.workspace_id, w.workspace_name, a.user_identity.email as changed_by, a.action_name,
       coalesce(a.request_params['securable_full_name'], a.request_params['resourceId'], a.request_params['objectId'], a.request_params['scope'], a.request_params['targetGroupName'], a.request_params['targetUserName']) as object_name,
       coalesce(a.request_params['changes'], a.request_params['aclPermissionSet'], a.request_params['granteeAndPermission'], a.request_params['permissions']) as changes,
       coalesce(response.status_code >= 400 or response.error_message is not null, false) as refused
from system.access.audit a
left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
where a.action_name in ('updatePermissions', 'updateSharePermissions', 'addPrincipalToGroup', 'removePrincipalFromGroup', 'setAdmin', 'removeAdmin', 'setAccountAdmin', 'removeAccountAdmin', 'changeAccountOwner', 'updateRoleAssignment', 'changeDatabricksSqlAcl', 'changeDatabricksWorkspaceAcl', 'changeWorkspaceAcl', 'changeDbTokenAcl', 'changePasswordAcl', 'changeServicePrincipalAcls', 'changeClusterAcl', 'changeClusterPolicyAcl', 'changeInstancePoolAcl', 'changeWarehouseAcls', 'changePermissions', 'transferObjectOwnership', 'changePipelineAcls', 'changeFeatureTableAcl', 'changeIamRoleAcl', 'changeJobAcl', 'resetJobAcl', 'changeRegisteredModelAcl', 'changeInferenceEndpointAcl', 'putAcl', 'deleteAcl', 'changeSecurableOwner', 'grantPermission', 'denyPermission', 'revokePermission', 'removeAllPermissions')
  and a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
order by a.event_time desc, a.event_id
limit cast(:top_n as int)
