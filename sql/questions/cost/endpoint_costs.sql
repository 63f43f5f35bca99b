/*---
question: What does each model serving endpoint cost, and how many tokens did it serve?
variants:
  - Serving cost per endpoint
  - Model endpoint spend and tokens
  - Cost of our AI endpoints
not: [product, warehouse]
meaning: >
  One row per endpoint with usage of the product MODEL_SERVING (endpoints of vector search are none): list cost, and requests and tokens of the same UTC days. An endpoint's name is unique only within its workspace.
uses: [list_price, whole_days]
parameters:
  from_date: {type: DATE, role: window.from, default: today-7d, says: First UTC day}
  to_date: {type: DATE, role: window.to, default: today, says: UTC day after the last one}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  endpoint_name: {type: STRING, is: key}
  list_cost_usd: {type: "DECIMAL(20,6)", is: measure, unit: USD}
  requests: {type: BIGINT, is: measure, unit: requests}
  input_tokens: {type: BIGINT, is: measure, unit: tokens}
  output_tokens: {type: BIGINT, is: measure, unit: tokens}
  unpriced_quantity: {type: "DECIMAL(20,6)", is: measure, unit: units}
answer:
  line: '{endpoint_name} is the most expensive endpoint: {list_cost_usd} for {requests} requests {scope}[[; {next endpoint_name list_cost_usd}]].[[ All endpoints cost {all list_cost_usd}.]]'
  one: '{endpoint_name} cost {list_cost_usd} for {requests} requests {window}.'
  none: 'No model serving endpoint was used {scope}.'
rows: {key: [workspace_id, endpoint_name], order: [-list_cost_usd, workspace_id, endpoint_name], max: 1000}
scope: account
price: list
completeness: {lag: 24h}
next: [{ask: performance/endpoint_errors, with: {workspace: workspace_id}}]
---*/
with calls as (
  select r.workspace_id, e.endpoint_name, count(*) as requests, sum(r.input_token_count) as input_tokens, sum(r.output_token_count) as output_tokens
  from system.serving.endpoint_usage r
  join (select distinct workspace_id, served_entity_id, endpoint_name from system.serving.served_entities) e
    on e.workspace_id = r.workspace_id and e.served_entity_id = r.served_entity_id
  where unix_timestamp(r.request_time) >= 86400 * datediff(cast(:from_date as date), cast('1970-01-01' as date))
    and unix_timestamp(r.request_time) < 86400 * datediff(cast(:to_date as date), cast('1970-01-01' as date))
  group by r.workspace_id, e.endpoint_name
), costs as (
  select u.workspace_id, w.workspace_name, u.usage_metadata.endpoint_name as endpoint_name, sum(u.usage_quantity * coalesce(p.pricing.effective_list.default, 0)) as list_cost, sum(case when p.pricing.effective_list.default is null then u.usage_quantity else 0 end) as unpriced
  from system.billing.usage u
left join system.billing.list_prices p
  on p.sku_name = u.sku_name and p.cloud = u.cloud
  and u.usage_start_time >= p.price_start_time and (p.price_end_time is null or u.usage_start_time < p.price_end_time)
left join system.access.workspaces_latest w on w.workspace_id = u.workspace_id
  where u.usage_date >= cast(:from_date as date) and u.usage_date < cast(:to_date as date)
  and (:workspace = 'ALL' or :workspace in (u.workspace_id, w.workspace_name))
    and u.billing_origin_product = 'MODEL_SERVING' and u.usage_metadata.endpoint_name is not null
  group by u.workspace_id, w.workspace_name, u.usage_metadata.endpoint_name
)
select c.workspace_id, c.workspace_name, c.endpoint_name, cast(c.list_cost as decimal(20, 6)) as list_cost_usd,
       coalesce(r.requests, 0) as requests, coalesce(r.input_tokens, 0) as input_tokens, coalesce(r.output_tokens, 0) as output_tokens,
       cast(c.unpriced as decimal(20, 6)) as unpriced_quantity
from costs c
left join calls r on r.workspace_id = c.workspace_id and r.endpoint_name = c.endpoint_name
order by list_cost_usd desc, c.workspace_id, c.endpoint_name
limit 1000
