-- Up Migration

-- Begins the end of an investigation, under its lock until the transaction ends: settles the open lanes of
-- all rounds as proposed, unless it has ended. Returns what its status follows from.
create function close_lanes(p_id text, p_owner text, p_proposals jsonb,
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

-- Saves question and answer as two messages of the session, and tells so with `remembered`. What fails here
-- fails alone: then nothing is saved, and the event has the reason. A second call changes nothing, because
-- the ids of the messages derive from the investigation.
create function remember_answer(p_id text, p_owner text, p_ttl_hours float8) returns void
language plpgsql as $$
declare
  v_failure text;
begin
  begin
    insert into messages (id, session_id, owner, role, content, domains, expires_at)
      select i.id || ':' || m.role, i.session_id, i.owner, m.role, m.content,
          array(select distinct domain from lanes where investigation_id = i.id and owner = i.owner),
          clock_timestamp() + make_interval(secs => p_ttl_hours * 3600)
        from investigations i
          cross join lateral (values
            ('user', i.question),
            ('assistant', (select payload -> 'answer' ->> 'markdown' from events e
              where e.investigation_id = i.id and e.type = 'answer.finished'))) m(role, content)
        where i.id = p_id and i.owner = p_owner and m.content is not null
      on conflict (id) do nothing;
  exception when others then
    v_failure := sqlerrm;
  end;
  perform append_events(p_id, p_owner, jsonb_build_array(jsonb_build_object('key', 'remembered',
    'type', 'remembered', 'payload', jsonb_build_object(
      'status', case when v_failure is null then 'saved' else 'failed' end, 'detail', v_failure))));
end;
$$;

-- Ends an investigation with its last event. With hours to keep them, question and answer are saved first.
create function end_investigation(p_id text, p_owner text, p_ttl_hours float8, p_events jsonb) returns void
language plpgsql as $$
begin
  if p_ttl_hours is not null then
    perform remember_answer(p_id, p_owner, p_ttl_hours);
  end if;
  perform append_events(p_id, p_owner, p_events);
end;
$$;

-- Down Migration

drop function end_investigation, remember_answer, close_lanes;
