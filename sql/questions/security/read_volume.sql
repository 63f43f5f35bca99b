/*---
question: Who read unusually much data?
variants:
  - Read volume per user
  - Possible exfiltration
  - Users by bytes read compared with before
not: [secrets, table]
meaning: >
  One row per user: gigabytes read by statements that started in the window and in the equally long stretch before it, and the ratio; the largest reader first.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  executed_by: {type: STRING, is: key}
  read_gb: {type: DOUBLE, is: measure, unit: GB}
  previous_read_gb: {type: DOUBLE, is: measure, unit: GB}
  ratio: {type: DOUBLE, is: measure, unit: times, nullable: true}
answer:
  line: '{executed_by} read the most: {read_gb} {scope}[[, before it {previous_read_gb}]][[; {next executed_by read_gb}]].'
  one: '{executed_by} read {read_gb} {window}[[, before it {previous_read_gb}]].'
  none: 'Nobody read anything {scope}.'
rows: {key: [executed_by], order: [-read_gb, executed_by], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: security/user_events, with: {user_name: executed_by}}]
---*/
with volumes as (
  select q.executed_by,
         sum(case when q.start_time >= cast(:from_time as timestamp) then coalesce(q.read_bytes, 0) else 0 end) / 1e9 as read_gb,
         sum(case when q.start_time < cast(:from_time as timestamp) then coalesce(q.read_bytes, 0) else 0 end) / 1e9 as previous_read_gb
  from system.query.history q
  left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
  where q.start_time >= cast(:from_time as timestamp) - (cast(:to_time as timestamp) - cast(:from_time as timestamp)) and q.start_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  group by q.executed_by
)
select executed_by, read_gb, previous_read_gb, read_gb / nullif(previous_read_gb, 0) as ratio
from volumes
order by read_gb desc, executed_by
limit cast(:top_n as int)
