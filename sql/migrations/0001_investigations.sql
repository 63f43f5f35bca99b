-- Up Migration

create table sessions (
  id text primary key,
  owner text not null,
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz not null default clock_timestamp()
);

create table investigations (
  id text primary key,
  owner text not null,
  session_id text not null references sessions (id),
  mode text not null,
  question text not null,
  visibility text not null,
  domains text[],
  budget_seconds int not null,
  body_hash text not null,
  estimate jsonb not null,
  status text not null default 'queued',
  created_at timestamptz not null default clock_timestamp(),
  deadline_at timestamptz not null,
  cancel_requested_at timestamptz,
  last_seq bigint not null default -1,
  answer_pass int not null default 0,
  answer_attempt int not null default 0
);
create index investigations_owner on investigations (owner, created_at desc, id desc);
create index investigations_open on investigations (deadline_at) where status in ('queued', 'running');

create table events (
  investigation_id text not null references investigations (id) on delete cascade,
  owner text not null,
  seq bigint not null,
  key text not null,
  type text not null,
  at timestamptz not null,
  payload jsonb not null,
  primary key (investigation_id, seq),
  unique (investigation_id, key)
);

-- The row is the fence: (epoch, attempt) only grows, and the first outcome stands.
create table lanes (
  investigation_id text not null references investigations (id) on delete cascade,
  owner text not null,
  round int not null,
  domain text not null,
  question text not null,
  space_id text,
  epoch int not null default 0,
  attempt int not null default 0,
  ask int not null default 1,
  deadline_at timestamptz not null,
  outcome text,
  detail text,
  evidence_ids text[] not null default '{}',
  genie jsonb,
  granted_at timestamptz,
  waited_ms bigint not null default 0,
  finished_at timestamptz,
  primary key (investigation_id, round, domain)
);

-- One row a leg: intent (before the POST) -> asked -> settled. Genie's API has no idempotency key.
create table genie_ledger (
  investigation_id text not null references investigations (id) on delete cascade,
  owner text not null,
  round int not null,
  domain text not null,
  ask int not null,
  state text not null check (state in ('intent', 'asked', 'settled')),
  space_id text not null,
  question text not null,
  continued_conversation_id text,
  conversation_id text,
  message_id text unique,
  lease_until timestamptz not null,
  intent_at timestamptz not null default clock_timestamp(),
  asked_at timestamptz,
  genie_ms bigint,
  polls int not null default 0,
  primary key (investigation_id, round, domain, ask)
);
create index genie_ledger_space on genie_ledger (space_id, asked_at desc) where genie_ms is not null;

create table genie_conversations (
  session_id text not null references sessions (id) on delete cascade,
  domain text not null,
  owner text not null,
  space_id text not null,
  conversation_id text not null,
  leased_by text,
  used_at timestamptz not null default clock_timestamp(),
  primary key (session_id, domain, owner, space_id)
);

create table quota_workspaces (
  workspace text primary key,
  paused_until timestamptz
);

-- A slot is taken by a grant and free again 60 s after its POST was answered; until the answer is
-- known `free_at` is the latest it could be, so a crash never gives a slot back early.
create table quota_slots (
  id bigint generated always as identity primary key,
  workspace text not null,
  investigation_id text not null,
  domain text not null,
  free_at timestamptz not null
);
create index quota_slots_free on quota_slots (workspace, free_at);

create table quota_waiters (
  workspace text not null,
  investigation_id text not null,
  round int not null,
  domain text not null,
  ask int not null,
  owner text not null,
  since timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  primary key (workspace, investigation_id, round, domain, ask)
);

create table evidence (
  investigation_id text not null references investigations (id) on delete cascade,
  owner text not null,
  id text not null,
  domain text not null,
  position int generated always as identity,
  body jsonb not null,
  primary key (investigation_id, id)
);

create table steers (
  investigation_id text not null references investigations (id) on delete cascade,
  owner text not null,
  update_id text not null,
  action jsonb not null,
  at timestamptz not null default clock_timestamp(),
  unique (investigation_id, update_id)
);

create table messages (
  id text primary key,
  session_id text not null references sessions (id) on delete cascade,
  owner text not null,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  domains text[] not null default '{}',
  at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create index messages_session on messages (session_id, at);

-- Appends to one investigation's log: numbers gap-free under the row's lock, drops keys that are
-- there, refuses what comes after `finished` (HM001) or is older than the newest answer pass (HM002),
-- so that the caller's whole transaction rolls back.
create function append_events(p_id text, p_owner text, p_events jsonb) returns bigint
language plpgsql as $$
declare
  inv investigations%rowtype;
  e jsonb;
  v_key text;
  v_type text;
  v_newest record;
  v_seq bigint;
begin
  select * into inv from investigations where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  v_seq := inv.last_seq;
  for e in select value from jsonb_array_elements(p_events) loop
    v_type := e ->> 'type';
    v_key := e ->> 'key';
    if exists (select from events where investigation_id = p_id and key = v_key) then
      continue;
    end if;
    if inv.status not in ('queued', 'running') then
      raise exception 'the log has ended' using errcode = 'HM001';
    end if;
    if v_type in ('lane.waiting', 'lane.progress') then
      select type, payload into v_newest from events
        where investigation_id = p_id and type like 'lane.%' and payload ->> 'domain' = e -> 'payload' ->> 'domain'
        order by seq desc limit 1;
      if found and v_newest.type = v_type and v_newest.payload = e -> 'payload' then
        continue;
      end if;
    end if;
    if v_type like 'answer.%' then
      -- Keys of answer events are `<type>:<pass>:<attempt>[:<n>]`.
      if (split_part(v_key, ':', 2)::int, split_part(v_key, ':', 3)::int) < (inv.answer_pass, inv.answer_attempt)
        or exists (select from events where investigation_id = p_id and type = 'answer.finished') then
        raise exception 'a newer answer has begun' using errcode = 'HM002';
      end if;
      inv.answer_pass := split_part(v_key, ':', 2)::int;
      inv.answer_attempt := split_part(v_key, ':', 3)::int;
    end if;
    v_seq := v_seq + 1;
    insert into events (investigation_id, owner, seq, key, type, at, payload)
      values (p_id, p_owner, v_seq, v_key, v_type, clock_timestamp(), e -> 'payload');
    if v_type = 'finished' then
      inv.status := e -> 'payload' ->> 'status';
    elsif v_type = 'started' then
      inv.status := 'running';
    end if;
  end loop;
  if v_seq <> inv.last_seq then
    update investigations
      set last_seq = v_seq, status = inv.status, answer_pass = inv.answer_pass, answer_attempt = inv.answer_attempt
      where id = p_id and owner = p_owner;
    perform pg_notify('investigation_events', p_id);
  end if;
  return v_seq;
end;
$$;

-- Down Migration

drop function append_events;
drop table messages, steers, evidence, quota_waiters, quota_slots, quota_workspaces, genie_conversations,
  genie_ledger, lanes, events, investigations, sessions;
