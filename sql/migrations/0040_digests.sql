-- Up Migration

-- Sets of questions that are asked together again and again, for one answer.
create table digests (
  id text primary key,
  owner text not null,
  name text not null,
  spec jsonb not null,
  groups text[] not null default '{}',
  paused_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  unique (owner, name)
);

-- One row a run. `parts` are the questions in order, each with its investigation and what it came to.
create table digest_runs (
  digest_id text not null references digests (id) on delete cascade,
  key text not null,
  at timestamptz not null default clock_timestamp(),
  status text not null default 'running'
    check (status in ('running', 'completed', 'partial', 'failed')),
  markdown text,
  parts jsonb not null,
  finished_at timestamptz,
  -- Set before the message is sent, so that it is sent once at most.
  posted_at timestamptz,
  primary key (digest_id, key)
);
create index digest_runs_newest on digest_runs (digest_id, at desc);

-- Down Migration

drop table digest_runs;
drop table digests;
