-- Up Migration

-- Stores the lanes of round 1 with `started` and `routed`, unless an earlier attempt did. Returns the
-- payload of the `routed` that stands.
create function commit_routing(p_id text, p_owner text, p_lanes jsonb, p_events jsonb) returns jsonb
language plpgsql as $$
begin
  perform from investigations where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  if not exists (select from events where investigation_id = p_id and key = 'routed') then
    insert into lanes (investigation_id, owner, round, domain, question, space_id, deadline_at)
      select p_id, p_owner, 1, l.domain, l.question, l."spaceId", to_timestamp(l."deadlineAtMs" / 1000)
        from jsonb_to_recordset(p_lanes)
          as l(domain text, question text, "spaceId" text, "deadlineAtMs" float8);
    perform append_events(p_id, p_owner, p_events);
  end if;
  return (select payload from events where investigation_id = p_id and key = 'routed');
end;
$$;

-- Down Migration

drop function commit_routing;
