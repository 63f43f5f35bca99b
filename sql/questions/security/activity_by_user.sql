/*---
question: "Who is most active: what did each user do in sum?"
variants:
  - User activity summary
  - Most active users
  - Events per user with refusals and addresses
not: [table, night]
meaning: >
  One row per user: audited actions of the window, how many of them were refused, from how many addresses, on how many UTC days.
uses: [action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  user_name: {type: STRING, is: key, nullable: true}
  events: {type: BIGINT, is: measure, unit: events}
  refused_events: {type: BIGINT, is: measure, unit: events}
  addresses: {type: BIGINT, is: measure, unit: addresses}
  active_days: {type: BIGINT, is: measure, unit: days}
  last_at: {type: TIMESTAMP, is: time}
answer:
  line: '{user_name} is the most active: {events} events on {active_days} days {scope}, {refused_events} refused[[; {next user_name events}]].'
  one: '{user_name} caused {events} events on {active_days} days {window}, {refused_events} refused.'
  none: 'No event is known {scope}.'
rows: {key: [user_name], order: [-events, user_name], max: 1000}
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
select user_identity.email as user_name, count(*) as events,
       count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) as refused_events,
       count(distinct source_ip_address) as addresses, count(distinct event_date) as active_days, max(event_time) as last_at
from events
group by user_identity.email
order by events desc, user_name
limit cast(:top_n as int)
