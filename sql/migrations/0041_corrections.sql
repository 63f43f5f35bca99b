-- Up Migration

alter table investigations add column corrected_at timestamptz;

-- One row an investigation that has an answer: when its tables are complete, by the clock of the data; without
-- a time there is nothing to look at again.
create table answer_checks (
  investigation_id text primary key references investigations (id) on delete cascade,
  owner text not null,
  due_at timestamptz,
  attempts int not null default 0,
  done_at timestamptz
);
create index answer_checks_due on answer_checks (due_at) where done_at is null and due_at is not null;

-- What of an answer was otherwise once its tables were complete.
create table corrections (
  investigation_id text primary key references investigations (id) on delete cascade,
  owner text not null,
  at timestamptz not null default clock_timestamp(),
  claims jsonb not null,
  seen_at timestamptz
);
create index corrections_unseen on corrections (owner, at desc) where seen_at is null;

-- Statements of each UTC day that looked at answers again.
create table correction_days (
  day date primary key,
  statements int not null
);

-- Down Migration

drop table correction_days;
drop table corrections;
drop table answer_checks;
alter table investigations drop column corrected_at;
