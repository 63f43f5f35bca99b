-- What is remembered of a user, a row each. Values of `preferences`, `frequent_queries` and `insights.insight` are
-- JSON: { value, source, at, count } and what else belongs to them.
create table if not exists {table} (
  user_id string not null,
  preferences map<string, string>,
  frequent_queries array<string>,
  insights array<struct<timestamp: timestamp, domain: string, insight: string>>,
  role string,
  created_at timestamp not null,
  updated_at timestamp not null,
  expires_at timestamp,
  constraint long_term_memory_key primary key (user_id)
)
using delta
cluster by (user_id)
tblproperties ('delta.enableChangeDataFeed' = 'true')
