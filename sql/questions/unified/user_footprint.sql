/*---
question: "What is each user's footprint: queries, data read and audited actions?"
variants:
  - User footprint across domains
  - Queries and security events per user
  - Who uses the platform, and how?
meaning: >
  One row per user with statements or audited actions in the window: queries, gigabytes read, actions and refused ones.
uses: [action_refused]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  top_n: {type: INT, role: top_n, default: 50, min: 1, max: 1000}
columns:
  user_name: {type: STRING, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  read_gb: {type: DOUBLE, is: measure, unit: GB}
  events: {type: BIGINT, is: measure, unit: events}
  refused_events: {type: BIGINT, is: measure, unit: events}
answer:
  line: '{user_name} does the most: {queries} queries, {read_gb} read and {events} events {scope}[[; {next user_name queries}]].'
  one: '{user_name} ran {queries} queries, read {read_gb} and caused {events} events {window}.'
  none: 'Nobody did anything {scope}.'
rows: {key: [user_name], order: [-queries, user_name], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: security/user_events, with: {user_name: user_name}}]
---*/
with statements as (
  select executed_by as user_name, count(*) as queries, sum(read_bytes) / 1e9 as read_gb from system.query.history
  where executed_by is not null and start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
  group by executed_by
), actions as (
  select user_identity.email as user_name, count(*) as events, count_if(coalesce(response.status_code >= 400 or response.error_message is not null, false)) as refused_events
  from system.access.audit
  where user_identity.email is not null and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
  group by user_identity.email
)
select coalesce(s.user_name, a.user_name) as user_name, coalesce(s.queries, 0) as queries, coalesce(s.read_gb, 0e0) as read_gb,
       coalesce(a.events, 0) as events, coalesce(a.refused_events, 0) as refused_events
from statements s
full join actions a on a.user_name = s.user_name
order by queries desc, user_name
limit cast(:top_n as int)
