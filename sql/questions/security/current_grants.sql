/*---
question: Who may do what with a table right now?
variants:
  - Current privileges on a table
  - Grants in force
  - Who has SELECT on prod.sales.orders?
  - Who can read prod.sales.orders?
  - Can all account users read prod.sales.orders?
not: [changed, read]
meaning: >
  One row per table, grantee and privilege that is in force now, with where it is inherited from; NONE is a grant on the table itself.
uses: [own_catalog]
parameters:
  table: {type: STRING, role: table, default: ALL, says: Full name of a table or a part of it}
  top_n: {type: INT, role: top_n, default: 200, min: 1, max: 1000}
columns:
  table_name: {type: STRING, is: key}
  grantee: {type: STRING, is: key}
  privilege_type: {type: STRING, is: key}
  inherited_from: {type: STRING, is: key, nullable: true}
  is_grantable: {type: STRING, is: label, nullable: true}
answer:
  line: '{names grantee} may use {names table_name}: {names privilege_type}.'
  none: 'No grant is known {scope}.'
  exists: true
rows: {key: [table_name, grantee, privilege_type, inherited_from], order: [table_name, grantee, privilege_type, inherited_from], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: security/permission_changes, with: {}}]
---*/
select concat_ws('.', table_catalog, table_schema, table_name) as table_name, grantee, privilege_type, inherited_from, is_grantable
from system.information_schema.table_privileges t
where (:table <> 'ALL' or t.table_catalog not in ('system', 'samples', '__databricks_internal'))
  and (:table = 'ALL' or contains(lower(concat_ws('.', table_catalog, table_schema, table_name)), lower(:table)))
order by table_name, grantee, privilege_type, inherited_from
limit cast(:top_n as int)
