/*---
question: Who was granted admin rights?
variants:
  - New administrators
  - Who was added to the admins group?
  - Admin group changes
meaning: >
  One row per audited action of the window that made a principal an administrator of a workspace (by the group admins or directly) or of the account, newest first.
uses: [action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  event_id: {type: STRING, is: key}
  event_time: {type: TIMESTAMP, is: time}
  workspace_name: {type: STRING, is: label, nullable: true}
  changed_by: {type: STRING, is: label, nullable: true}
  action_name: {type: STRING, is: label}
  group_name: {type: STRING, is: label}
  member: {type: STRING, is: label, nullable: true}
  refused: {type: BOOLEAN, is: label}
answer:
  line: '{count grant grants} of admin rights {scope}[[, made by {names changed_by}]]; the latest[[ by {changed_by}]][[ to {member}]] on {event_time}: {group_name}.'
  none: 'Nobody was granted admin rights {scope}.'
  exists: true
rows: {key: [event_id], order: [-event_time, event_id], max: 1000}
scope: region
completeness: {column: event_time, lag: 1h}
next: [{ask: security/user_events, with: {user_name: changed_by}}]
---*/
select a.event_id, a.event_time, w.workspace_name, a.user_identity.email as changed_by, a.action_name,
       case when a.action_name = 'setAccountAdmin' then 'account admins' else coalesce(a.request_params['targetGroupName'], 'admins') end as group_name,
       a.request_params['targetUserName'] as member, coalesce(response.status_code >= 400 or response.error_message is not null, false) as refused
from system.access.audit a
left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
  and (a.action_name in ('setAdmin', 'setAccountAdmin')
    or a.action_name = 'addPrincipalToGroup' and lower(a.request_params['targetGroupName']) = 'admins')
order by a.event_time desc, a.event_id
limit 1000
