-- Up Migration

-- One row a statement that a search for a cause has run; `key` is a hash of its question's id and its
-- parameters, so that a second attempt runs only what is missing. Rows that it brought are evidence.
create table checks (
  investigation_id text not null references investigations (id) on delete cascade,
  owner text not null,
  key text not null,
  question text not null,
  ending jsonb not null,
  evidence_id text,
  at timestamptz not null default clock_timestamp(),
  primary key (investigation_id, key)
);

-- Down Migration

drop table checks;
