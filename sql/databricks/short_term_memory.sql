-- Questions, answers and summaries of sessions. `metadata` has `domains` (a JSON list) and `investigation_id`. A
-- summary has the time of the last message that went into it. Rows are read until `expires_at` and deleted after it.
create table if not exists {table} (
  session_id string not null,
  user_id string not null,
  message_id string not null,
  role string not null,
  content string not null,
  metadata map<string, string>,
  created_at timestamp not null,
  expires_at timestamp not null,
  constraint short_term_memory_key primary key (session_id, message_id)
)
using delta
cluster by (session_id, user_id)
tblproperties ('delta.enableChangeDataFeed' = 'true')
