-- Up Migration

-- Certified questions that are asked again and again, until their numbers pass a bound. `objects` are those
-- that fire, or were beyond the bound at the newest checks.
create table watches (
  id text primary key,
  owner text not null,
  name text not null,
  spec jsonb not null,
  groups text[] not null default '{}',
  state text not null default 'new' check (state in ('new', 'ok', 'firing', 'unknown')),
  detail jsonb,
  objects jsonb not null default '[]',
  paused_at timestamptz,
  snoozed_until timestamptz,
  checked_at timestamptz,
  statements_on date,
  statements_today int not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  unique (owner, name)
);

-- One row a check, so that what is tried again counts once.
create table watch_checks (
  watch_id text not null references watches (id) on delete cascade,
  key text not null,
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('rows', 'unknown', 'ceiling', 'paused')),
  beyond int not null default 0,
  -- What the check asked for, which another attempt gives again.
  investigate int,
  primary key (watch_id, key)
);
create index watch_checks_newest on watch_checks (watch_id, at desc);

create table watch_events (
  watch_id text not null references watches (id) on delete cascade,
  n int not null,
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  objects jsonb not null default '[]',
  held text,
  detail jsonb,
  investigation_id text,
  primary key (watch_id, n)
);

-- Down Migration

drop table watch_events;
drop table watch_checks;
drop table watches;
