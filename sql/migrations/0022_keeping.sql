-- Up Migration

-- What of an investigation is kept: 0 all of it, 1 the text of its answer in one piece, 2 no rows any more.
-- `memory_state` is null, 'failed' (its question and answer were not saved), or 'repaired'.
alter table investigations add column kept int not null default 0, add column evidence_deleted_at timestamptz,
  add column memory_state text;
create index investigations_kept on investigations (kept, created_at);
create index investigations_unsaved on investigations (created_at) where memory_state = 'failed';
create index messages_expired on messages (expires_at);

-- Saves question and answer as two messages of the session; a second call changes nothing, because the ids of
-- the messages derive from the investigation. Both have the time at which the question was asked: of two
-- questions at once, the session has the first one first.
create function save_messages(p_id text, p_owner text, p_ttl_hours float8) returns void language sql as $$
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
    on conflict (id) do nothing
$$;

-- As before; what could not be saved is noted, to be repaired.
create or replace function remember_answer(p_id text, p_owner text, p_ttl_hours float8) returns void
language plpgsql as $$
declare
  v_failure text;
begin
  begin
    perform save_messages(p_id, p_owner, p_ttl_hours);
  exception when others then
    v_failure := sqlerrm;
    update investigations set memory_state = 'failed' where id = p_id and owner = p_owner;
  end;
  perform append_events(p_id, p_owner, jsonb_build_array(jsonb_build_object('key', 'remembered',
    'type', 'remembered', 'payload', jsonb_build_object(
      'status', case when v_failure is null then 'saved' else 'failed' end, 'detail', v_failure))));
end;
$$;

-- Saves what could not be saved before; returns how many investigations were repaired.
create function repair_memory(p_ttl_hours float8, p_limit int) returns int language plpgsql as $$
declare
  r record;
  v_done int := 0;
begin
  for r in select id, owner from investigations where memory_state = 'failed'
      order by created_at limit p_limit for update skip locked loop
    begin
      perform save_messages(r.id, r.owner, p_ttl_hours);
      update investigations set memory_state = 'repaired' where id = r.id and owner = r.owner;
      v_done := v_done + 1;
    exception when others then
      -- Tried again at the next time.
      null;
    end;
  end loop;
  return v_done;
end;
$$;

-- Ended investigations of one stage that are older than a time, locked, at most `p_limit`.
create function due_investigations(p_kept int, p_before timestamptz, p_limit int) returns setof text
language sql as $$
  select id from investigations
    where kept = p_kept and created_at < p_before and status not in ('queued', 'running')
    order by created_at limit p_limit for update skip locked
$$;

-- The text of finished answers in one event each instead of many pieces; numbers of the log have gaps then.
create function fold_deltas(p_before timestamptz, p_limit int) returns int language plpgsql as $$
declare
  v_ids text[] := array(select due_investigations(0, p_before, p_limit));
begin
  with last as (
    select d.investigation_id, max(d.seq) as seq from events d
      where d.investigation_id = any (v_ids) and d.type = 'answer.delta' group by 1
  ), whole as (
    update events d set payload = d.payload || jsonb_build_object('text', f.payload -> 'answer' -> 'markdown')
      from last l, events f
      where d.investigation_id = l.investigation_id and d.seq = l.seq
        and f.investigation_id = l.investigation_id and f.type = 'answer.finished'
      returning d.investigation_id, d.seq
  )
  delete from events d using whole w
    where d.investigation_id = w.investigation_id and d.type = 'answer.delta' and d.seq <> w.seq;
  update investigations set kept = 1 where id = any (v_ids);
  return cardinality(v_ids);
end;
$$;

create function delete_rows(p_before timestamptz, p_limit int) returns int language plpgsql as $$
declare
  v_ids text[] := array(select due_investigations(1, p_before, p_limit));
begin
  delete from evidence where investigation_id = any (v_ids);
  delete from checks where investigation_id = any (v_ids);
  update investigations set kept = 2, evidence_deleted_at = clock_timestamp() where id = any (v_ids);
  return cardinality(v_ids);
end;
$$;

-- Investigations with all of theirs, and sessions that have none left.
create function delete_investigations(p_before timestamptz, p_limit int) returns int language plpgsql as $$
declare
  v_ids text[] := array(select due_investigations(2, p_before, p_limit));
  v_sessions text[];
begin
  with gone as (delete from investigations where id = any (v_ids) returning session_id)
  select array_agg(distinct session_id) into v_sessions from gone;
  delete from sessions s where id = any (v_sessions)
    and not exists (select from investigations i where i.session_id = s.id);
  return cardinality(v_ids);
end;
$$;

-- What has expired, or belongs to workers and questions that are gone.
create function delete_expired(p_limit int) returns int language plpgsql as $$
declare
  v_messages int;
begin
  -- A clock that ticks during a statement would be compared with every row.
  delete from messages where id = any (array(select id from messages where expires_at < statement_timestamp()
    order by expires_at limit p_limit for update skip locked));
  get diagnostics v_messages = row_count;
  delete from preferences where expires_at < statement_timestamp();
  delete from quota_slots where free_at < clock_timestamp() - interval '1 hour';
  delete from quota_waiters where seen_at < clock_timestamp() - interval '1 hour';
  delete from workers where seen_at < clock_timestamp() - interval '1 hour';
  return v_messages;
end;
$$;

-- Down Migration

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
drop function delete_expired, delete_investigations, delete_rows, fold_deltas, due_investigations, repair_memory,
  save_messages;
drop index messages_expired, investigations_unsaved, investigations_kept;
alter table investigations drop column memory_state, drop column evidence_deleted_at, drop column kept;
