-- Up Migration

-- As before. A later leg of the lane keeps the place in the queue for quota that an earlier one has, and leaves
-- a conversation in which Genie still works at an earlier question: it would refuse the next one there.
create or replace function take_lane(p_leg leg) returns jsonb language plpgsql as $$
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
  elsif p_leg.ask > 1 then
    update quota_waiters set ask = p_leg.ask
      where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
        and ask = (select max(w.ask) from quota_waiters w where w.investigation_id = p_leg.id
          and w.round = p_leg.round and w.domain = p_leg.domain and w.ask < p_leg.ask);
    delete from genie_conversations where leased_by = p_leg.id || ':' || p_leg.domain and owner = p_leg.owner
      and exists (select from genie_ledger g where g.investigation_id = p_leg.id and g.round = p_leg.round
        and g.domain = p_leg.domain and g.ask < p_leg.ask and g.state = 'asked'
        and g.conversation_id = genie_conversations.conversation_id);
  end if;
  select * into v_entry from genie_ledger
    where investigation_id = p_leg.id and owner = p_leg.owner and round = p_leg.round and domain = p_leg.domain
      and ask = p_leg.ask;
  return lane_json(v_lane) || jsonb_build_object('asked', case when found then ledger_json(v_entry) end);
end;
$$;

-- Down Migration

create or replace function take_lane(p_leg leg) returns jsonb language plpgsql as $$
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
