-- Up Migration

-- What a caller of the Responses protocol sent with a question; the question itself stands in its investigation.
create table responses (
  investigation_id text primary key references investigations (id) on delete cascade,
  owner text not null,
  request jsonb not null
);
create index responses_owner on responses (owner);

-- Which key a request was admitted under, by the hash of its body: a client that sends it again by itself names
-- no key.
create table response_keys (
  owner text not null,
  body_hash text not null,
  key text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (owner, body_hash, key)
);
create index response_keys_at on response_keys (at);

-- The key for a request: the newest of the same body within 10 minutes where it is sent again, else `p_new`.
create function response_key(p_owner text, p_body_hash text, p_new text, p_again boolean) returns text
language plpgsql as $$
declare
  v_known text;
begin
  delete from response_keys where at < statement_timestamp() - interval '1 hour';
  if p_again then
    select key into v_known from response_keys
      where owner = p_owner and body_hash = p_body_hash and at > statement_timestamp() - interval '10 minutes'
      order by at desc limit 1;
    if found then
      return v_known;
    end if;
  end if;
  insert into response_keys (owner, body_hash, key) values (p_owner, p_body_hash, p_new);
  return p_new;
end;
$$;

-- Deletes one investigation with all of theirs, and its session where none is left in it; HM404 when there is
-- none, HM409 while it is open.
create function delete_investigation(p_owner text, p_id text) returns void language plpgsql as $$
declare
  v_session text;
  v_status text;
  v_created timestamptz;
begin
  select session_id into v_session from investigations where id = p_id and owner = p_owner;
  perform from sessions where id = v_session and owner = p_owner for update;
  select status, created_at into v_status, v_created from investigations where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  if v_status in ('queued', 'running') then
    raise exception 'the investigation is open' using errcode = 'HM409';
  end if;
  perform note_deletion(p_owner, 'investigation deleted', array[p_id]);
  perform leave_quota(array[p_id]);
  -- What a person accepted is a case of evaluations of its own.
  delete from feedback where investigation_id = p_id and state <> 'accepted';
  delete from messages where owner = p_owner and split_part(id, ':', 1) = p_id;
  -- They tell what was said in it.
  delete from summaries where session_id = v_session and owner = p_owner and up_to >= v_created;
  delete from investigations where id = p_id and owner = p_owner;
  delete from sessions s where id = v_session and owner = p_owner
    and not exists (select from investigations i where i.session_id = s.id);
end;
$$;

-- Down Migration

drop function delete_investigation, response_key;
drop table response_keys, responses;
