-- Up Migration

-- One row a run of a suite. They belong to the installation, not to a user.
create table evaluations (
  id text primary key,
  workflow_id text not null,
  suite text not null,
  repeats int not null,
  -- Null asks all questions of the suite.
  case_ids text[],
  trigger text not null check (trigger in ('person', 'schedule')),
  status text not null default 'running' check (status in ('running', 'completed', 'cancelled', 'failed')),
  as_of timestamptz not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  gate jsonb,
  detail text
);
create index evaluations_newest on evaluations (started_at desc, id desc);

-- One row a question and repeat, made when the run is planned; judged once.
create table evaluation_cases (
  evaluation_id text not null references evaluations (id) on delete cascade,
  position int not null,
  case_id text not null,
  repeat int not null,
  question text not null,
  domains text[] not null,
  investigation_id text,
  scores jsonb not null default '[]',
  figures jsonb,
  judged_at timestamptz,
  primary key (evaluation_id, position)
);

-- Down Migration

drop table evaluation_cases, evaluations;
