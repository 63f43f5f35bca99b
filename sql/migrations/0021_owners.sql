-- Up Migration

-- What a user had deleted: the only rows of theirs that stay. The questions that Genie took on the day of
-- the deletion go on counting for the limits of that day.
create table audit (
  id bigint generated always as identity primary key,
  principal text not null,
  action text not null,
  at timestamptz not null default clock_timestamp(),
  genie_questions int not null
);
create index audit_at on audit (at) include (principal, genie_questions);

create index sessions_owner on sessions (owner, created_at desc, id desc);

-- Questions of today that Genie took for investigations that are about to be deleted.
create function note_deletion(p_owner text, p_action text, p_ids text[]) returns void language sql as $$
  insert into audit (principal, action, genie_questions)
    select p_owner, p_action, count(*) from genie_ledger
      where investigation_id = any (p_ids) and owner = p_owner
        and intent_at >= date_trunc('day', clock_timestamp(), 'UTC')
$$;

-- Slots stay taken until Genie's minute is over, without the question that took them.
create function leave_quota(p_ids text[]) returns void language sql as $$
  update quota_slots set investigation_id = '', owner = null where investigation_id = any (p_ids);
  delete from quota_waiters where investigation_id = any (p_ids)
$$;

-- Deletes a session with its investigations and all of theirs; HM405 when there is none, HM409 while one of
-- them is open. The session stays locked, so that no question is admitted to it meanwhile.
create function delete_session(p_owner text, p_session text) returns int language plpgsql as $$
declare
  v_ids text[];
begin
  perform from sessions where id = p_session and owner = p_owner for update;
  if not found then
    raise exception 'no such session' using errcode = 'HM405';
  end if;
  v_ids := array(select id from investigations where session_id = p_session and owner = p_owner);
  if exists (select from investigations where id = any (v_ids) and status in ('queued', 'running')) then
    raise exception 'an investigation of the session is open' using errcode = 'HM409';
  end if;
  perform note_deletion(p_owner, 'session deleted', v_ids);
  perform leave_quota(v_ids);
  -- What a person accepted is a case of evaluations of its own.
  delete from feedback where investigation_id = any (v_ids) and state <> 'accepted';
  delete from investigations where id = any (v_ids) and owner = p_owner;
  delete from sessions where id = p_session and owner = p_owner;
  return cardinality(v_ids);
end;
$$;

-- Deletes every row of an owner, in whatever table, but the line of audit; HM409 while a question is open.
-- Tables are found by their column `owner`, those that come later too.
create function forget_owner(p_owner text) returns int language plpgsql as $$
declare
  v_ids text[];
  v_table text;
begin
  perform from sessions where owner = p_owner for update;
  v_ids := array(select id from investigations where owner = p_owner);
  if exists (select from investigations where id = any (v_ids) and status in ('queued', 'running')) then
    raise exception 'a question is open' using errcode = 'HM409';
  end if;
  perform note_deletion(p_owner, 'everything deleted', v_ids);
  perform leave_quota(v_ids);
  delete from investigations where id = any (v_ids) and owner = p_owner;
  for v_table in
    select c.table_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and c.column_name = 'owner' and t.table_type = 'BASE TABLE'
        and c.table_name not in ('investigations', 'sessions', 'quota_shares')
  loop
    execute format('delete from %I where owner = $1', v_table) using p_owner;
  end loop;
  update feedback set decided_by = null where decided_by = p_owner;
  -- A session in which a question was asked meanwhile is a new one.
  delete from sessions s where owner = p_owner
    and not exists (select from investigations i where i.session_id = s.id);
  return cardinality(v_ids);
end;
$$;

-- Questions of deleted investigations count, too.
create or replace function questions_since(p_from timestamptz) returns table (asker text, n bigint)
language sql stable as $$
  select owner, count(*) from genie_ledger where intent_at >= p_from group by owner
  union all
  select principal, genie_questions from audit where at >= p_from
$$;

-- As before, but a conversation that was last used longer ago than sessions are remembered is no context. The
-- default is for workers of the version before.
drop function request_turn(leg, text, int, text, text, jsonb);
create function request_turn(p_leg leg, p_workspace text, p_per_minute int, p_space text, p_question text,
  p_started jsonb, p_context_hours float8 default 24) returns jsonb language plpgsql as $$
declare
  v_stop text;
  v_turn record;
  v_conversation text;
begin
  perform lock_lane(p_leg);
  v_stop := (leg_fence(p_leg)).stop;
  if v_stop is not null then
    return jsonb_build_object('kind', 'stopped', 'reason', v_stop);
  end if;
  perform append_events(p_leg.id, p_leg.owner, p_started);
  select * into v_turn
    from request_quota_slot(p_workspace, p_leg.id, p_leg.owner, p_leg.round, p_leg.domain, p_leg.ask, p_per_minute);
  if v_turn.slot is null then
    return jsonb_build_object('kind', 'waiting', 'position', v_turn.ahead + 1,
      'untilMs', (extract(epoch from v_turn.until) * 1000)::float8, 'leftMs', v_turn.until_ms);
  end if;
  -- The lease belongs to the lane, so that later attempts of the lane keep it.
  update genie_conversations set leased_by = p_leg.id || ':' || p_leg.domain, used_at = clock_timestamp()
    where session_id = (select session_id from investigations where id = p_leg.id and owner = p_leg.owner)
      and domain = p_leg.domain and owner = p_leg.owner and space_id = p_space
      and (leased_by is null and used_at > clock_timestamp() - make_interval(secs => p_context_hours * 3600)
        or leased_by = p_leg.id || ':' || p_leg.domain)
    returning conversation_id into v_conversation;
  -- Within the lease of 2 s the POST must be written to the socket.
  insert into genie_ledger as g (investigation_id, owner, round, domain, ask, state, space_id, question,
      continued_conversation_id, lease_until)
    values (p_leg.id, p_leg.owner, p_leg.round, p_leg.domain, p_leg.ask, 'intent', p_space, p_question,
      v_conversation, clock_timestamp() + interval '2 seconds')
    on conflict (investigation_id, round, domain, ask) do update
      set lease_until = excluded.lease_until, intent_at = clock_timestamp(),
        continued_conversation_id = excluded.continued_conversation_id
      where g.state = 'intent';
  return jsonb_build_object('kind', 'granted', 'slot', v_turn.slot::text, 'conversationId', v_conversation);
end;
$$;

-- Down Migration

drop function request_turn(leg, text, int, text, text, jsonb, float8);
create function request_turn(p_leg leg, p_workspace text, p_per_minute int, p_space text, p_question text,
  p_started jsonb) returns jsonb language plpgsql as $$
declare
  v_stop text;
  v_turn record;
  v_conversation text;
begin
  perform lock_lane(p_leg);
  v_stop := (leg_fence(p_leg)).stop;
  if v_stop is not null then
    return jsonb_build_object('kind', 'stopped', 'reason', v_stop);
  end if;
  perform append_events(p_leg.id, p_leg.owner, p_started);
  select * into v_turn
    from request_quota_slot(p_workspace, p_leg.id, p_leg.owner, p_leg.round, p_leg.domain, p_leg.ask, p_per_minute);
  if v_turn.slot is null then
    return jsonb_build_object('kind', 'waiting', 'position', v_turn.ahead + 1,
      'untilMs', (extract(epoch from v_turn.until) * 1000)::float8, 'leftMs', v_turn.until_ms);
  end if;
  -- The lease belongs to the lane, so that later attempts of the lane keep it.
  update genie_conversations set leased_by = p_leg.id || ':' || p_leg.domain, used_at = clock_timestamp()
    where session_id = (select session_id from investigations where id = p_leg.id and owner = p_leg.owner)
      and domain = p_leg.domain and owner = p_leg.owner and space_id = p_space
      and (leased_by is null or leased_by = p_leg.id || ':' || p_leg.domain)
    returning conversation_id into v_conversation;
  -- Within the lease of 2 s the POST must be written to the socket.
  insert into genie_ledger as g (investigation_id, owner, round, domain, ask, state, space_id, question,
      continued_conversation_id, lease_until)
    values (p_leg.id, p_leg.owner, p_leg.round, p_leg.domain, p_leg.ask, 'intent', p_space, p_question,
      v_conversation, clock_timestamp() + interval '2 seconds')
    on conflict (investigation_id, round, domain, ask) do update
      set lease_until = excluded.lease_until, intent_at = clock_timestamp(),
        continued_conversation_id = excluded.continued_conversation_id
      where g.state = 'intent';
  return jsonb_build_object('kind', 'granted', 'slot', v_turn.slot::text, 'conversationId', v_conversation);
end;
$$;

create or replace function questions_since(p_from timestamptz) returns table (asker text, n bigint)
language sql stable as $$
  select owner, count(*) from genie_ledger where intent_at >= p_from group by owner
$$;
drop function forget_owner, delete_session, leave_quota, note_deletion;
drop index sessions_owner;
drop table audit;
