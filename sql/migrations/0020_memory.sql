-- Up Migration

-- What a user prefers: one row a key. `said` are the words of a question that told it, `investigation_id` the
-- question; both are null when the owner set it.
create table preferences (
  owner text not null,
  key text not null,
  value jsonb not null,
  investigation_id text,
  said text,
  at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  primary key (owner, key)
);

-- Stores preferences of `[{ key, value, said }]`; a value of null forgets its key.
create function keep_preferences(p_owner text, p_investigation text, p_said jsonb) returns void
language plpgsql as $$
begin
  delete from preferences where owner = p_owner and key in
    (select s ->> 'key' from jsonb_array_elements(p_said) s where s -> 'value' = 'null');
  insert into preferences (owner, key, value, investigation_id, said, expires_at)
    select p_owner, s ->> 'key', s -> 'value', p_investigation, s ->> 'said',
        clock_timestamp() + interval '365 days'
      from jsonb_array_elements(p_said) s where s -> 'value' <> 'null'
    on conflict (owner, key) do update set value = excluded.value, said = excluded.said,
      investigation_id = excluded.investigation_id, at = clock_timestamp(), expires_at = excluded.expires_at;
end;
$$;

create function preferences_json(p_owner text) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('key', key, 'value', value, 'source', jsonb_build_object(
      'investigationId', investigation_id, 'said', said,
      'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) order by key), '[]')
    from preferences where owner = p_owner and expires_at > clock_timestamp()
$$;

-- What is known when a question is asked: the messages of its session that were begun before it and have not
-- expired (the last ten, and the beginnings of the questions before these), and what its owner prefers.
create function read_memory(p_owner text, p_session text, p_before timestamptz) returns jsonb
language sql stable as $$
  with known as (
    select role, content, domains, at, row_number() over (order by at desc, role) as age
      from messages
      where session_id = p_session and owner = p_owner and at < p_before and expires_at > clock_timestamp()
      order by at desc, role limit 60
  )
  select jsonb_build_object(
    'messages', coalesce((select jsonb_agg(jsonb_build_object('role', role, 'content', content,
        'domains', to_jsonb(domains)) order by at, role desc) from known where age <= 10), '[]'),
    'earlier', coalesce((select jsonb_agg(jsonb_build_object('content', left(content, 160),
        'domains', to_jsonb(domains)) order by at) from known where age > 10 and role = 'user'), '[]'),
    'preferences', preferences_json(p_owner))
$$;

-- As before, and what the question says of its owner's preferences is kept with the routing. The default is for
-- workers of the version before, which run beside the new ones while these are rolled out.
drop function commit_routing(text, text, jsonb, jsonb);
create function commit_routing(p_id text, p_owner text, p_lanes jsonb, p_events jsonb,
  p_said jsonb default '[]') returns jsonb
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
    if p_said <> '[]' then
      perform keep_preferences(p_owner, p_id, p_said);
    end if;
  end if;
  return (select payload from events where investigation_id = p_id and key = 'routed');
end;
$$;

-- As before, but messages have the time at which their question was asked: of two questions at once, the
-- session has the first one first.
create or replace function remember_answer(p_id text, p_owner text, p_ttl_hours float8) returns void
language plpgsql as $$
declare
  v_failure text;
begin
  begin
    insert into messages (id, session_id, owner, role, content, domains, at, expires_at)
      select i.id || ':' || m.role, i.session_id, i.owner, m.role, m.content,
          array(select distinct domain from lanes where investigation_id = i.id and owner = i.owner),
          i.created_at, clock_timestamp() + make_interval(secs => p_ttl_hours * 3600)
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

-- Down Migration

create or replace function remember_answer(p_id text, p_owner text, p_ttl_hours float8) returns void
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
drop function commit_routing(text, text, jsonb, jsonb, jsonb);
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
drop function read_memory, preferences_json, keep_preferences;
drop table preferences;
