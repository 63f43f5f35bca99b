/*---
question: What did service principals do at night?
variants:
  - Service principal activity at night
  - Service accounts between 22 and 6 o'clock
  - Nightly actions of service principals
meaning: >
  One row per service principal, service and action with audited actions from 22:00 to 06:00 UTC in the window.
uses: [service_principal, action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 100, min: 1, max: 1000}
columns:
  user_name: {type: STRING, is: key}
  service_name: {type: STRING, is: key}
  action_name: {type: STRING, is: key}
  events: {type: BIGINT, is: measure, unit: events}
  refused_events: {type: BIGINT, is: measure, unit: events}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{user_name} did the most at night: {action_name}, {events} events {scope}, last on {last_at}[[; {next user_name events}]].'
  none: 'No service principal did anything at night {scope}.'
  exists: true
rows: {key: [user_name, service_name, action_name], order: [-events, user_name, service_name, action_name], max: 1000}
scope: region
completeness: {column: last_at, lag: 1h}
next: [{ask: security/user_events, with: {user_name: user_name}}]
---*/
with events as (
  select a.*, w.workspace_name
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
)
select user_identity.email as user_name, service_name, action_name, count(*) as events,
       count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) as refused_events, max(event_time) as last_at
from events
where (user_identity.email not like '%@%' and user_identity.email not in ('System-User', 'unknown'))
  and (cast(floor(unix_timestamp(event_time) / 3600) as bigint) % 24 >= 22 or cast(floor(unix_timestamp(event_time) / 3600) as bigint) % 24 < 6)
group by user_identity.email, service_name, action_name
order by events desc, user_name, service_name, action_name
limit cast(:top_n as int)
