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
  closed_domains text[] not null,
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
  url text,
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

-- One question's turn at a workspace's quota, under one lock: granted when every older waiter could be
-- served too. A granted slot counts as taken for the time a POST may last (12 s) and 60 s more.
create function request_quota_slot(
  p_workspace text, p_id text, p_owner text, p_round int, p_domain text, p_ask int, p_per_minute int,
  out slot bigint, out waited_ms bigint, out ahead int, out until timestamptz, out until_ms bigint
)
language plpgsql as $$
declare
  v_now timestamptz;
  v_since timestamptz;
  v_used int;
  v_paused timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('quota:' || p_workspace, 0));
  v_now := clock_timestamp();
  insert into quota_workspaces (workspace) values (p_workspace) on conflict do nothing;
  select paused_until into v_paused from quota_workspaces where workspace = p_workspace;
  delete from quota_slots where workspace = p_workspace and free_at <= v_now;
  -- A waiter that nobody has looked after for so long belongs to a worker that died.
  delete from quota_waiters where workspace = p_workspace and seen_at < v_now - interval '60 seconds';
  insert into quota_waiters as w (workspace, investigation_id, round, domain, ask, owner)
    values (p_workspace, p_id, p_round, p_domain, p_ask, p_owner)
    on conflict (workspace, investigation_id, round, domain, ask) do update set seen_at = v_now
    returning since into v_since;
  select count(*) into v_used from quota_slots where workspace = p_workspace;
  select count(*) into ahead from quota_waiters
    where workspace = p_workspace and (since, investigation_id, domain) < (v_since, p_id, p_domain);
  waited_ms := greatest(0, extract(epoch from v_now - v_since) * 1000);
  if v_used + ahead < p_per_minute and coalesce(v_paused <= v_now, true) then
    delete from quota_waiters where workspace = p_workspace and investigation_id = p_id
      and round = p_round and domain = p_domain and ask = p_ask;
    insert into quota_slots (workspace, investigation_id, domain, free_at)
      values (p_workspace, p_id, p_domain, v_now + interval '72 seconds') returning id into slot;
    update lanes set granted_at = v_now, waited_ms = lanes.waited_ms + request_quota_slot.waited_ms
      where investigation_id = p_id and owner = p_owner and round = p_round and domain = p_domain;
    return;
  end if;
  until := quota_free_at(p_workspace, p_per_minute, ahead, v_now);
  until_ms := extract(epoch from until - v_now) * 1000;
end;
$$;

-- When the question behind `p_ahead` others could be asked: whole minutes for each full round of the
-- quota, then the moment the slot it needs is free, and never inside a pause.
create function quota_free_at(p_workspace text, p_per_minute int, p_ahead int, p_now timestamptz)
returns timestamptz language sql stable as $$
  select greatest(
    p_now,
    coalesce((select paused_until from quota_workspaces where workspace = p_workspace), p_now),
    coalesce(
      (select free_at from quota_slots where workspace = p_workspace and free_at > p_now
        order by free_at desc offset (p_per_minute - 1 - p_ahead % p_per_minute) limit 1),
      p_now)
      + make_interval(secs => 60 * (p_ahead / p_per_minute)))
$$;

-- Down Migration

drop function request_quota_slot, quota_free_at;
drop function append_events;
drop table messages, steers, evidence, quota_waiters, quota_slots, quota_workspaces, genie_conversations,
  genie_ledger, lanes, events, investigations, sessions;
