/*---
question: How many security events were there per day?
variants:
  - Security events timeline
  - Events by day and service
  - Audit volume per day
not: [one user]
meaning: >
  One row per UTC day and service: audited actions, refused ones, and users.
uses: [action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  day: {type: DATE, is: key}
  service_name: {type: STRING, is: key}
  events: {type: BIGINT, is: measure, unit: events}
  refused_events: {type: BIGINT, is: measure, unit: events}
  users: {type: BIGINT, is: measure, unit: users}
answer:
  line: '{sum events} events {scope}[[, the most of {at events service_name} on {at events day} ({max events})]]; {sum refused_events} of all were refused.'
  none: 'No event is known {scope}.'
rows: {key: [day, service_name], order: [day, service_name], max: 1000}
scope: region
completeness: {column: day, lag: 1h}
next: [{ask: security/failed_actions, with: {}}]
---*/
with events as (
  select a.*, w.workspace_name
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
)
select event_date as day, service_name, count(*) as events, count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) as refused_events, count(distinct user_identity.email) as users
from events
group by event_date, service_name
order by day, service_name
limit 1000
