/*---
question: On which tables were users denied access?
variants:
  - Tables people were refused
  - Denied table reads
  - Refused table look-ups
not: [logins]
meaning: >
  One row per table and user with look-ups that the platform refused with 403 in the window.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  user_name: {type: STRING, is: key, nullable: true}
  denials: {type: BIGINT, is: measure, unit: events}
  last_at: {type: TIMESTAMP, is: time}
  last_error: {type: STRING, is: label, nullable: true}
answer:
  line: '{user_name} was denied {table_name} {denials} times {scope}, last on {last_at}[[; {next user_name denials}]].'
  none: 'Nobody was denied {any table a_table the_table} {scope}.'
  exists: true
rows: {key: [table_name, user_name], order: [-denials, table_name, user_name], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
next: [{ask: security/permission_changes, with: {}}]
---*/
select a.request_params['full_name_arg'] as table_name, a.user_identity.email as user_name, count(*) as denials,
       max(a.event_time) as last_at, max_by(a.response.error_message, a.event_time) as last_error
from system.access.audit a
left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
  and a.response.status_code = 403 and a.request_params['full_name_arg'] is not null
  and (:table = 'ALL' or contains(lower(a.request_params['full_name_arg']), lower(:table)))
group by a.request_params['full_name_arg'], a.user_identity.email
order by denials desc, table_name, user_name
limit cast(:top_n as int)
