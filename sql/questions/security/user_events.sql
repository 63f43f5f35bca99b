/*---
question: "What did one user do: show the audit events of a user"
variants:
  - Show the audit events of one user
  - Audit trail of ana@example.com
  - Timeline of a user's actions
  - What did this user do?
not: [service principals, night, addresses]
meaning: >
  One row per audited action of the user in the window, newest first; without a user, of all of them.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-24h, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  user_name: {type: STRING, role: user, default: ALL, says: E-mail address or application id}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  event_id: {type: STRING, is: key}
  event_time: {type: TIMESTAMP, is: time}
  workspace_name: {type: STRING, is: label, nullable: true}
  user_name: {type: STRING, is: label, nullable: true}
  service_name: {type: STRING, is: label}
  action_name: {type: STRING, is: label}
  source_ip_address: {type: STRING, is: label, nullable: true}
  object_name: {type: STRING, is: label, nullable: true}
  status_code: {type: INT, is: label, nullable: true}
answer:
  line: '{count event events} {scope}; the latest is {action_name} by {user_name} on {event_time}[[ from {source_ip_address}]].'
  none: 'No event {filters} is known {window}.'
  exists: true
rows: {key: [event_id], order: [-event_time, event_id], max: 1000}
scope: region
completeness: {column: event_time, lag: 1h}
next: [{ask: security/failed_actions, with: {}}]
---*/
select a.event_id, a.event_time, w.workspace_name, a.user_identity.email as user_name, a.service_name, a.action_name, a.source_ip_address,
       coalesce(a.request_params['securable_full_name'], a.request_params['full_name_arg']) as object_name, a.response.status_code
from system.access.audit a
left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
  and (:user_name = 'ALL' or lower(a.user_identity.email) = lower(:user_name))
order by a.event_time desc, a.event_id
limit cast(:top_n as int)
