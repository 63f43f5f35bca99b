/*---
question: Which users had bursts of activity within one hour?
variants:
  - Bursty users
  - Peak hours of single users
  - Sudden bursts of events
meaning: >
  One row per user whose busiest hour (UTC) of the window has at least the given number of audited actions.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  min_events: {type: DOUBLE, role: threshold, default: 20, min: 0, unit: events}
columns:
  user_name: {type: STRING, is: key}
  peak_events: {type: BIGINT, is: measure, unit: events}
  peak_hour: {type: TIMESTAMP, is: time}
answer:
  line: '{user_name} had the largest burst: {peak_events} events in the hour from {peak_hour}[[; {next user_name peak_events}]].'
  none: 'Nobody had such a burst {scope}.'
  exists: true
rows: {key: [user_name], order: [-peak_events, user_name], max: 1000}
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
), hours as (
  select user_identity.email as user_name, cast(floor(unix_timestamp(event_time) / 3600) as bigint) as hour_number,
         count(*) as events, min(event_time) as first_at
  from events
  where user_identity.email is not null
  group by user_identity.email, cast(floor(unix_timestamp(event_time) / 3600) as bigint)
), peaks as (
  select * from hours
  qualify row_number() over (partition by user_name order by events desc, hour_number) = 1
)
select user_name, events as peak_events, first_at as peak_hour
from peaks
where events >= cast(:min_events as double)
order by peak_events desc, user_name
limit 1000
