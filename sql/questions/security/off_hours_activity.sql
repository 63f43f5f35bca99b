/*---
question: Who was active outside working hours?
variants:
  - Off-hours activity
  - Activity at weekends and in the evening
  - After-hours events per user
not: [service principals]
meaning: >
  One row per user with audited actions at weekends or outside of the given hours (UTC), and their share of all his actions. Service principals are left out: they have no working hours.
uses: [service_principal]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  start_hour: {type: DOUBLE, role: threshold, default: 7, min: 0, unit: hour}
  end_hour: {type: DOUBLE, role: threshold, default: 19, min: 0, unit: hour}
columns:
  user_name: {type: STRING, is: key}
  off_hours_events: {type: BIGINT, is: measure, unit: events}
  events: {type: BIGINT, is: measure, unit: events}
  off_hours_percent: {type: DOUBLE, is: measure, unit: percent}
answer:
  line: '{user_name} was the most active outside working hours: {off_hours_events} of {events} events {scope}[[; {next user_name off_hours_events}]].'
  one: '{user_name} caused {off_hours_events} of {events} events outside working hours {window}.'
  none: 'Nobody was active outside working hours {scope}.'
  exists: true
rows: {key: [user_name], order: [-off_hours_events, user_name], max: 1000}
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
    and a.user_identity.email is not null
), timed as (
  select user_identity.email as user_name,
         (cast(floor(unix_timestamp(event_time) / 86400) as bigint) + 4) % 7 in (0, 6)
           or cast(floor(unix_timestamp(event_time) / 3600) as bigint) % 24 < cast(:start_hour as double)
           or cast(floor(unix_timestamp(event_time) / 3600) as bigint) % 24 >= cast(:end_hour as double) as is_off_hours
  from events
  where not (user_identity.email not like '%@%' and user_identity.email not in ('System-User', 'unknown'))
)
select user_name, count_if(is_off_hours) as off_hours_events, count(*) as events, 100e0 * count_if(is_off_hours) / count(*) as off_hours_percent
from timed
group by user_name
having count_if(is_off_hours) > 0
order by off_hours_events desc, user_name
limit 1000
