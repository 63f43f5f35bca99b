/*---
question: Which actions were refused or failed, such as failed logins, by whom and from where?
variants:
  - Failed logins
  - Failed login attempts by user
  - Were there suspicious sign-ins?
  - Denied access attempts
  - Which addresses had failed logins?
  - Unauthorized access
  - Security issues
  - Security overview
  - Platform health
  - Suspicious activity
not: [failed jobs, failed queries, permission changes]
meaning: One row per action, user and source address, audited actions of the window that were refused or failed.
uses: [action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  service_name: {type: STRING, is: key}
  action_name: {type: STRING, is: key}
  user_name: {type: STRING, is: key, nullable: true}
  source_ip_address: {type: STRING, is: key, nullable: true}
  failed_actions: {type: BIGINT, is: measure, unit: events}
  first_at: {type: TIMESTAMP, is: time}
  last_at: {type: TIMESTAMP, is: time}
  last_error: {type: STRING, is: label, nullable: true}
answer:
  line: '{sum failed_actions} actions were refused or failed {scope}, most of them {action_name}[[ by {user_name}]][[ from {source_ip_address}]] ({failed_actions}).'
  none: 'No action was refused or failed {scope}.'
  exists: true
  opposite: [allowed, successful, succeeded]
rows: {key: [service_name, action_name, user_name, source_ip_address], order: [-failed_actions, service_name, action_name, user_name, source_ip_address], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
next: [{ask: security/permission_changes, with: {}}]
---*/
with events as (
  select a.*, w.workspace_name
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
)
select service_name, action_name, user_identity.email as user_name, source_ip_address,
       count(*) as failed_actions, min(event_time) as first_at, max(event_time) as last_at,
       max_by(response.error_message, event_time) as last_error
from events
where coalesce(response.status_code >= 400 or response.error_message is not null, false)
group by service_name, action_name, user_identity.email, source_ip_address
order by failed_actions desc, service_name, action_name, user_name, source_ip_address
limit cast(:top_n as int)
