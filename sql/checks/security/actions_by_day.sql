/*---
question: What did each user do from each address on each day?
variants: []
meaning: >
  One row per user, source address, workspace, service, action and UTC day: audited actions, how many were refused, when the first and the
  last happened, and how many objects they named. Rare ones are left out below the given number, but no change of rights or tokens.
uses: [action_refused, permission_change]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  min_events: {type: DOUBLE, role: threshold, default: 3, min: 0, unit: events}
columns:
  user_name: {type: STRING, is: key, nullable: true}
  source_ip_address: {type: STRING, is: key, nullable: true}
  workspace_id: {type: STRING, is: key, nullable: true, says: 0 for the account}
  workspace_name: {type: STRING, is: label, nullable: true}
  service_name: {type: STRING, is: key}
  action_name: {type: STRING, is: key}
  event_date: {type: DATE, is: key}
  events: {type: BIGINT, is: measure, unit: events}
  refused_events: {type: BIGINT, is: measure, unit: events}
  first_at: {type: TIMESTAMP, is: time}
  last_at: {type: TIMESTAMP, is: time}
  objects: {type: BIGINT, is: measure, unit: objects, says: Different objects that the requests named}
rows: {key: [user_name, source_ip_address, workspace_id, service_name, action_name, event_date], order: [-event_date, user_name, source_ip_address, workspace_id, service_name, action_name], max: 10000}
scope: region
completeness: {column: event_date, lag: 1h}
---*/
with events as (
  select a.user_identity.email as user_name, a.source_ip_address, a.workspace_id, w.workspace_name, a.service_name, a.action_name, a.event_time,
         date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(a.event_time) / 86400) as int)) as event_date,
         coalesce(response.status_code >= 400 or response.error_message is not null, false) as refused,
         coalesce(a.request_params['securable_full_name'], a.request_params['full_name_arg'], a.request_params['resourceId'], a.request_params['objectId'], a.request_params['path'], a.request_params['scope'], a.request_params['targetGroupName'], a.request_params['targetUserName'], a.request_params['job_id'], a.request_params['cluster_id'], a.request_params['pipeline_id'], a.request_params['id'], a.request_params['name']) as object_name
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
)
select user_name, source_ip_address, workspace_id, max(workspace_name) as workspace_name, service_name, action_name, event_date, count(*) as events, count_if(refused) as refused_events,
       min(event_time) as first_at, max(event_time) as last_at, count(distinct object_name) as objects
from events
group by user_name, source_ip_address, workspace_id, service_name, action_name, event_date
having count(*) >= cast(:min_events as double) or action_name in ('generateDbToken', 'revokeDbToken')
    or action_name in ('updatePermissions', 'updateSharePermissions', 'addPrincipalToGroup', 'removePrincipalFromGroup', 'setAdmin', 'removeAdmin', 'setAccountAdmin', 'removeAccountAdmin', 'changeAccountOwner', 'updateRoleAssignment', 'changeDatabricksSqlAcl', 'changeDatabricksWorkspaceAcl', 'changeWorkspaceAcl', 'changeDbTokenAcl', 'changePasswordAcl', 'changeServicePrincipalAcls', 'changeClusterAcl', 'changeClusterPolicyAcl', 'changeInstancePoolAcl', 'changeWarehouseAcls', 'changePermissions', 'transferObjectOwnership', 'changePipelineAcls', 'changeFeatureTableAcl', 'changeIamRoleAcl', 'changeJobAcl', 'resetJobAcl', 'changeRegisteredModelAcl', 'changeInferenceEndpointAcl', 'putAcl', 'deleteAcl', 'changeSecurableOwner', 'grantPermission', 'denyPermission', 'revokePermission', 'removeAllPermissions')
order by event_date desc, user_name, source_ip_address, workspace_id, service_name, action_name
limit 10000
