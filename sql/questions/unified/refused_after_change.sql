/*---
question: Which permission changes were followed by refused access to the same object?
variants:
  - Did a permission change break access?
  - Refusals after a grant was changed
  - Permission changes that broke something
meaning: >
  One row per object whose permissions were changed in the window and user who was refused on it within 72 hours after the change: refusals and when they began.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
columns:
  object_name: {type: STRING, is: key}
  user_name: {type: STRING, is: key, nullable: true}
  changed_at: {type: TIMESTAMP, is: key}
  changed_by: {type: STRING, is: label, nullable: true}
  refusals: {type: BIGINT, is: measure, unit: events}
  first_refused_at: {type: TIMESTAMP, is: time}
answer:
  line: '{user_name} was refused {object_name} {refusals} times after its permissions changed on {changed_at}[[ (by {changed_by})]], first on {first_refused_at}.'
  none: 'No change of permissions was followed by refused access {scope}.'
  exists: true
rows: {key: [object_name, user_name, changed_at], order: [-changed_at, object_name, user_name], max: 1000}
scope: region
completeness: {column: changed_at, lag: 1h}
next: [{ask: security/permission_changes, with: {}}]
---*/
with changes as (
  select request_params['securable_full_name'] as object_name, event_time as changed_at, user_identity.email as changed_by
  from system.access.audit
  where action_name = 'updatePermissions' and request_params['securable_full_name'] is not null
    and not coalesce(response.status_code >= 400 or response.error_message is not null, false)
    and event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
), refusals as (
  select request_params['full_name_arg'] as object_name, event_time as refused_at, user_identity.email as user_name
  from system.access.audit
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp) + interval 72 hours
    and response.status_code = 403 and request_params['full_name_arg'] is not null
)
select c.object_name, r.user_name, c.changed_at, max(c.changed_by) as changed_by, count(*) as refusals, min(r.refused_at) as first_refused_at
from changes c
join refusals r on r.object_name = c.object_name and r.refused_at > c.changed_at and r.refused_at < c.changed_at + interval 72 hours
group by c.object_name, r.user_name, c.changed_at
order by c.changed_at desc, c.object_name, r.user_name
limit 1000
