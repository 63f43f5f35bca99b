-- Up Migration

-- One attempt of one leg of a lane: who asks, and for which row.
create type leg as (id text, owner text, round int, domain text, epoch int, attempt int, ask int);

-- A lane and a row of the ledger as the worker reads them.
create function lane_json(l lanes) returns jsonb language sql stable as $$
  select jsonb_build_object('round', l.round, 'domain', l.domain, 'question', l.question,
    'spaceId', l.space_id, 'epoch', l.epoch, 'attempt', l.attempt, 'ask', l.ask,
    'outcome', l.outcome, 'detail', l.detail, 'evidenceIds', l.evidence_ids)
$$;

-- A POST is in flight for 10 s at most after its lease has ended.
create function ledger_json(g genie_ledger) returns jsonb language sql volatile as $$
  select jsonb_build_object('state', g.state, 'question', g.question,
    'continuedConversationId', g.continued_conversation_id, 'conversationId', g.conversation_id,
    'messageId', g.message_id, 'intentAtMs', (extract(epoch from g.intent_at) * 1000)::float8,
    'askedMsAgo', (extract(epoch from clock_timestamp() - g.asked_at) * 1000)::float8,
    'settlesInMs', greatest(0, extract(epoch from g.lease_until + interval '10 seconds' - clock_timestamp()) * 1000)::float8)
$$;

-- Makes a leg the newest of its lane. A lane with an outcome is only returned; nothing when a newer leg
-- has it. The ledger is read by a statement of its own: an older attempt may have held the lane until now,
-- and what it wrote meanwhile has to be seen.
create function take_lane(p_leg leg) returns jsonb language plpgsql as $$
declare
  v_lane lanes;
  v_entry genie_ledger;
begin
  update lanes set epoch = p_leg.epoch, attempt = p_leg.attempt, ask = p_leg.ask
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
      and (epoch, attempt) <= (p_leg.epoch, p_leg.attempt) and outcome is null
    returning * into v_lane;
  if not found then
    select * into v_lane from lanes
      where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
        and outcome is not null;
    if not found then return null; end if;
  end if;
  select * into v_entry from genie_ledger
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
      and ask = p_leg.ask;
  return lane_json(v_lane) || jsonb_build_object('asked', case when found then ledger_json(v_entry) end);
end;
$$;

-- Whether a leg may go on: `stop` is null, or says why not.
create function leg_fence(p_leg leg, out stop text, out open_lanes int, out deadline_in float8)
language plpgsql as $$
begin
  select case
        when (l.epoch, l.attempt) <> (p_leg.epoch, p_leg.attempt) then 'superseded'
        when l.outcome is not null or i.status not in ('queued', 'running') then 'settled'
        when i.cancel_requested_at is not null then 'cancelled'
        when t.left_ms <= 0 then 'deadline'
      end, o.lanes, t.left_ms
    into stop, open_lanes, deadline_in
    from lanes l join investigations i on i.id = l.investigation_id
      cross join lateral (select extract(epoch from l.deadline_at - clock_timestamp()) * 1000 as left_ms) t
      cross join lateral (select count(*) as lanes from lanes a
        where a.investigation_id = l.investigation_id and a.round = l.round and a.outcome is null) o
    where l.investigation_id = p_leg.id and l.owner = p_leg.owner and l.round = p_leg.round and l.domain = p_leg.domain;
  if not found then stop := 'superseded'; end if;
end;
$$;

-- Locks the row of the investigation and then that of the lane, as every transaction does that appends.
create function lock_lane(p_leg leg) returns void language plpgsql as $$
begin
  perform from investigations where id = p_leg.id and owner = p_leg.owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  perform from lanes
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
    for update;
end;
$$;

-- Appends events of a lane while the leg is its newest and the lane has no outcome (else HM003).
create function append_lane_events(p_leg leg, p_events jsonb) returns void language plpgsql as $$
begin
  perform lock_lane(p_leg);
  perform from lanes
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
      and (epoch, attempt) = (p_leg.epoch, p_leg.attempt) and outcome is null;
  if not found then
    raise exception 'the lane has ended or has a newer leg' using errcode = 'HM003';
  end if;
  perform append_events(p_leg.id, p_leg.owner, p_events);
end;
$$;

-- Down Migration

drop function append_lane_events, lock_lane, leg_fence, take_lane, ledger_json, lane_json;
drop type leg;
