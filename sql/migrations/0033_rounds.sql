-- Up Migration

-- Stores the plan of a round of a deep investigation with the lanes that it opens, and what the round before came
-- to, unless an earlier attempt did. Returns the plan that stands.
create function commit_plan(p_id text, p_owner text, p_round int, p_lanes jsonb, p_events jsonb) returns jsonb
language plpgsql as $$
begin
  perform from investigations where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  if not exists (select from events where investigation_id = p_id and key = 'planned:' || p_round) then
    insert into lanes (investigation_id, owner, round, domain, question, space_id, deadline_at)
      select p_id, p_owner, p_round, l.domain, l.question, l."spaceId", to_timestamp(l."deadlineAtMs" / 1000)
        from jsonb_to_recordset(p_lanes)
          as l(domain text, question text, "spaceId" text, "deadlineAtMs" float8);
    perform append_events(p_id, p_owner, p_events);
  end if;
  return (select payload from events where investigation_id = p_id and key = 'planned:' || p_round);
end;
$$;

-- As before, with the outcome of each domain: of several rounds, an answer where one brought it, else the first.
create or replace function close_lanes(p_id text, p_owner text, p_proposals jsonb,
  out status text, out cancelled boolean, out answered boolean, out outcomes text[])
language plpgsql as $$
begin
  select i.status, i.cancel_requested_at is not null into status, cancelled
    from investigations i where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  if status not in ('queued', 'running') then return; end if;
  perform settle_lanes(p_id, p_owner, r.round, p_proposals)
    from (select distinct round from lanes where investigation_id = p_id and outcome is null order by round) r;
  outcomes := array(select distinct on (domain) outcome from lanes where investigation_id = p_id and owner = p_owner
    order by domain, outcome in ('answered', 'no_data') desc, round);
  answered := exists (select from events
    where investigation_id = p_id and owner = p_owner and type = 'answer.finished');
end;
$$;

-- Down Migration

create or replace function close_lanes(p_id text, p_owner text, p_proposals jsonb,
  out status text, out cancelled boolean, out answered boolean, out outcomes text[])
language plpgsql as $$
begin
  select i.status, i.cancel_requested_at is not null into status, cancelled
    from investigations i where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  if status not in ('queued', 'running') then return; end if;
  perform settle_lanes(p_id, p_owner, r.round, p_proposals)
    from (select distinct round from lanes where investigation_id = p_id and outcome is null order by round) r;
  outcomes := array(select outcome from lanes where investigation_id = p_id and owner = p_owner);
  answered := exists (select from events
    where investigation_id = p_id and owner = p_owner and type = 'answer.finished');
end;
$$;
drop function commit_plan;
