/*---
question: What do our service principals do, and how often are they refused?
variants:
  - Service account audit
  - Service principal audit
  - Actions of service principals
not: [night]
meaning: >
  One row per service principal: audited actions of the window, refused ones, different actions and addresses.
uses: [service_principal, action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  user_name: {type: STRING, is: key}
  events: {type: BIGINT, is: measure, unit: events}
  refused_events: {type: BIGINT, is: measure, unit: events}
  refused_percent: {type: DOUBLE, is: measure, unit: percent}
  actions: {type: BIGINT, is: measure, unit: actions}
  addresses: {type: BIGINT, is: measure, unit: addresses}
answer:
  line: '{user_name} is the most active service principal: {events} events {scope}, {refused_percent} refused[[; {next user_name events}]].'
  one: '{user_name} caused {events} events {window}, {refused_percent} refused.'
  none: 'No service principal did anything {scope}.'
  exists: true
rows: {key: [user_name], order: [-events, user_name], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: security/user_events, with: {user_name: user_name}}]
---*/
with events as (
  select a.*, w.workspace_name
  from system.access.audit a
  left join system.access.workspaces_latest w on w.workspace_id = a.workspace_id
  where a.event_time >= cast(:from_time as timestamp) and a.event_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (a.workspace_id, w.workspace_name))
)
select user_identity.email as user_name, count(*) as events, count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) as refused_events,
       100e0 * count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) / count(*) as refused_percent,
       count(distinct action_name) as actions, count(distinct source_ip_address) as addresses
from events
where (user_identity.email not like '%@%' and user_identity.email not in ('System-User', 'unknown'))
group by user_identity.email
order by events desc, user_name
limit 1000
