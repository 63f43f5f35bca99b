-- Up Migration

-- Genie has ended the question of a leg (`ended`, after `genieMs` by its own clock), or works at it still.
-- A conversation in which a message runs would refuse the next one, so the session forgets it.
create function leave_question(p_leg leg, p_left jsonb) returns void language plpgsql as $$
declare
  v_ended boolean := p_left ->> 'ended';
begin
  if v_ended then
    update genie_ledger set state = 'settled', genie_ms = round((p_left ->> 'genieMs')::numeric)
      where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
        and ask = p_leg.ask and state = 'asked';
  end if;
  -- An older attempt does not change what the newest has.
  perform from lanes
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
      and (epoch, attempt) = (p_leg.epoch, p_leg.attempt);
  if not found then return; end if;
  if v_ended then
    update genie_conversations set leased_by = null
      where leased_by = p_leg.id || ':' || p_leg.domain and owner = p_leg.owner;
  else
    delete from genie_conversations
      where leased_by = p_leg.id || ':' || p_leg.domain and owner = p_leg.owner;
  end if;
end;
$$;

-- The event of a lane that has its outcome. `genieQuestions` are those that Genie took: each used quota.
create function lane_finished(l lanes, p_genie jsonb, p_usage jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object('key', 'lane.finished:' || l.domain || ':' || l.round, 'type', 'lane.finished',
    'payload', jsonb_build_object('domain', l.domain, 'round', l.round, 'outcome', l.outcome,
      'detail', l.detail, 'evidenceIds', l.evidence_ids, 'waitedMs', l.waited_ms, 'genie', p_genie,
      'usage', p_usage || jsonb_build_object('genieQuestions', (select count(*) from genie_ledger q
        where q.investigation_id = l.investigation_id and q.round = l.round and q.domain = l.domain
          and q.state <> 'intent'))))
$$;

-- Stores tables that are not there yet.
create function insert_evidence(p_id text, p_owner text, p_tables jsonb) returns void language sql as $$
  insert into evidence (investigation_id, owner, id, domain, body)
    select p_id, p_owner, t.body ->> 'id', t.body ->> 'domain', t.body
      from jsonb_array_elements(p_tables) with ordinality as t(body, position) order by t.position
    on conflict (investigation_id, id) do nothing
$$;

-- Stores what a leg found: tables, their events, and an outcome (`p_result`), which ends the lane; a lane
-- that has one already, or a newer leg, keeps what it has. `p_left` is how Genie's question was left.
-- Returns the stored lane.
create function finish_lane(p_leg leg, p_result jsonb, p_left jsonb, p_tables jsonb, p_events jsonb)
returns jsonb language plpgsql as $$
declare
  v_lane lanes;
begin
  perform lock_lane(p_leg);
  if p_left is not null then
    perform leave_question(p_leg, p_left);
  end if;
  update lanes set outcome = p_result ->> 'outcome', detail = p_result ->> 'detail',
      genie = nullif(p_result -> 'genie', 'null'),
      evidence_ids = evidence_ids || array(select t ->> 'id' from jsonb_array_elements(p_tables) t
        where t ->> 'id' <> all (evidence_ids)),
      finished_at = case when p_result ->> 'outcome' is not null then clock_timestamp() end
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
      and (epoch, attempt) = (p_leg.epoch, p_leg.attempt) and outcome is null
    returning * into v_lane;
  if not found then
    select * into v_lane from lanes
      where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain;
    return case when found then lane_json(v_lane) end;
  end if;
  perform insert_evidence(p_leg.id, p_leg.owner, p_tables);
  if v_lane.outcome is not null then
    p_events := p_events || lane_finished(v_lane, p_result -> 'genie', p_result -> 'usage');
  end if;
  perform append_events(p_leg.id, p_leg.owner, p_events);
  return lane_json(v_lane);
end;
$$;

-- Gives open lanes the proposed outcome, in the caller's transaction and under the investigation's lock;
-- lanes with an outcome keep it. `timed_out` becomes `throttled` for a lane that still waits for quota.
create function settle_lanes(p_id text, p_owner text, p_round int, p_proposals jsonb) returns void
language plpgsql as $$
declare
  v_events jsonb;
begin
  with proposed as (
    select * from rows from (jsonb_to_recordset(p_proposals) as (domain text, outcome text, detail text))
      with ordinality as p(domain, outcome, detail, position)
  ), waiting as (
    delete from quota_waiters w using proposed p
      where w.investigation_id = p_id and w.owner = p_owner and w.round = p_round and w.domain = p.domain
      returning w.domain, extract(epoch from clock_timestamp() - w.since) * 1000 as waited_ms
  ), forgotten as (
    delete from genie_conversations c using proposed p
      where c.owner = p_owner and c.leased_by = p_id || ':' || p.domain
  ), ended as (
    update lanes l set
        outcome = case when p.outcome = 'timed_out' and w.domain is not null then 'throttled' else p.outcome end,
        detail = case when p.outcome = 'timed_out' and w.domain is not null
          then 'The question quota of the Genie workspace was used up until the deadline of this domain. Ask again later or name fewer domains.'
          else p.detail end,
        waited_ms = l.waited_ms + coalesce(w.waited_ms, 0),
        finished_at = clock_timestamp()
      from proposed p left join waiting w on w.domain = p.domain
      where l.investigation_id = p_id and l.owner = p_owner and l.round = p_round and l.domain = p.domain
        and l.outcome is null
      returning l as lane, p.position
  )
  select jsonb_agg(lane_finished(e.lane, g.reference, '{}') order by e.position) into v_events
    from ended e left join lateral (
      select case when message_id is not null then jsonb_build_object('spaceId', space_id,
          'conversationId', conversation_id, 'messageId', message_id, 'url', url) end as reference
        from genie_ledger where investigation_id = p_id and round = p_round and domain = (e.lane).domain
        order by ask desc limit 1) g on true;
  if v_events is not null then
    perform append_events(p_id, p_owner, v_events);
  end if;
end;
$$;

-- Settles lanes of a round and appends what Genie asked back; returns all lanes of the round by domain.
create function settle_round(p_id text, p_owner text, p_round int, p_proposals jsonb, p_questions jsonb)
returns setof jsonb language plpgsql as $$
begin
  perform from investigations where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  perform settle_lanes(p_id, p_owner, p_round, p_proposals);
  perform append_events(p_id, p_owner, p_questions);
  return query select lane_json(l) from lanes l
    where l.investigation_id = p_id and l.owner = p_owner and l.round = p_round order by l.domain;
end;
$$;

-- Down Migration

drop function settle_round, settle_lanes, finish_lane, insert_evidence, lane_finished, leave_question;
