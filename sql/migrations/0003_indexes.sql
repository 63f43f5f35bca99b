-- Up Migration

-- The newest answers of one owner in a space, for the first look at a new question.
create index genie_ledger_space_owner on genie_ledger (space_id, owner, asked_at desc)
  where genie_ms is not null;
drop index genie_ledger_space;

-- Conversations that lanes hold, for lanes that are settled.
create index genie_conversations_leased on genie_conversations (leased_by)
  where leased_by is not null;

-- Lists of investigations by session and by status.
create index investigations_session on investigations (session_id, created_at desc, id desc);
create index investigations_status on investigations (owner, status, created_at desc, id desc);

-- Down Migration

drop index investigations_status, investigations_session, genie_conversations_leased;
create index genie_ledger_space on genie_ledger (space_id, asked_at desc) where genie_ms is not null;
drop index genie_ledger_space_owner;
