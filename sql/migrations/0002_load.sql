-- Up Migration

-- When the sweeper last looked at an open investigation: whoever waited longest is next.
alter table investigations add column swept_at timestamptz;

-- One row a running worker process, renewed every 10 s: how many Genie questions it can hold at once.
create table workers (
  id text primary key,
  genie_slots int not null,
  seen_at timestamptz not null default clock_timestamp()
);

-- The questions of today, for one owner and for all.
create index genie_ledger_intent_at on genie_ledger (intent_at) include (owner);

-- Down Migration

drop index genie_ledger_intent_at;
drop table workers;
alter table investigations drop column swept_at;
