-- Up Migration

-- A leg's turn to ask: the fence, `lane.started`, a slot of the quota, the session's conversation and the
-- intent, all of them or none. The lane stays locked, so that no newer attempt takes it in between.
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

-- Genie has taken the question: the ledger, the slot of the POST (null when an earlier attempt had it) and
-- the session's conversation. Returns how long the fastest answers to the owner in this space take,
-- milliseconds, or null when there are too few.
create function question_asked(p_leg leg, p_space text, p_conversation text, p_message text, p_url text,
  p_slot bigint) returns float8 language plpgsql as $$
begin
  update genie_ledger
    set state = 'asked', conversation_id = p_conversation, message_id = p_message, url = p_url,
      asked_at = clock_timestamp()
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
      and ask = p_leg.ask and state = 'intent';
  update quota_slots set free_at = clock_timestamp() + interval '60 seconds' where id = p_slot;
  -- A conversation that another investigation has leased remains the session's open one, and an older
  -- attempt does not change what the newest has.
  insert into genie_conversations as c (session_id, domain, owner, space_id, conversation_id, leased_by)
    select i.session_id, l.domain, l.owner, p_space, p_conversation, l.investigation_id || ':' || l.domain
      from lanes l join investigations i on i.id = l.investigation_id
      where l.investigation_id = p_leg.id and l.owner = p_leg.owner and l.round = p_leg.round
        and l.domain = p_leg.domain and (l.epoch, l.attempt) = (p_leg.epoch, p_leg.attempt)
    on conflict (session_id, domain, owner, space_id) do update
      set conversation_id = excluded.conversation_id, leased_by = excluded.leased_by, used_at = clock_timestamp()
      where c.leased_by is null or c.leased_by = excluded.leased_by;
  return (
    select case when count(*) >= 20 then percentile_cont(0.02) within group (order by genie_ms) end
      from (select genie_ms from genie_ledger
        where space_id = p_space and owner = p_leg.owner and genie_ms is not null
        order by asked_at desc limit 200) newest);
end;
$$;

-- Down Migration

drop function question_asked, request_turn;
