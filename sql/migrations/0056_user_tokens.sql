-- Up Migration

-- The name of the user as whom the workspace is asked; null for the service.
alter table investigations add column asked_as text;

-- The token of that user while the investigation is open, encrypted outside of the database. `version` grows with
-- each renewal; `is_refused` says that the workspace did not take this one any more.
create table user_tokens (
  investigation_id text primary key references investigations (id) on delete cascade,
  owner text not null,
  key_name text not null,
  sealed bytea not null,
  expires_at timestamptz,
  version int not null default 1,
  is_refused boolean not null default false,
  kept_at timestamptz not null default clock_timestamp()
);

-- Keeps the token of an open investigation that is asked as a user, where it is newer than what is there. Whether
-- it was kept. The row of the investigation is locked, so that nothing is kept after its end.
create function keep_user_token(p_id text, p_owner text, p_key text, p_sealed bytea, p_expires timestamptz)
returns boolean language plpgsql as $$
begin
  if exists (select from user_tokens where investigation_id = p_id and owner = p_owner
      and not is_refused and expires_at >= p_expires) then
    return false;
  end if;
  perform from investigations
    where id = p_id and owner = p_owner and asked_as is not null and status in ('queued', 'running') for update;
  if not found then
    return false;
  end if;
  insert into user_tokens as t (investigation_id, owner, key_name, sealed, expires_at)
    values (p_id, p_owner, p_key, p_sealed, p_expires)
    on conflict (investigation_id) do update
      set key_name = excluded.key_name, sealed = excluded.sealed, expires_at = excluded.expires_at,
        version = t.version + 1, is_refused = false, kept_at = clock_timestamp()
      where t.owner = excluded.owner;
  return found;
end;
$$;

-- Makes an investigation that was just admitted one that is asked as a user.
create function ask_as_user(p_id text, p_owner text, p_name text, p_key text, p_sealed bytea, p_expires timestamptz)
returns void language plpgsql as $$
begin
  update investigations set asked_as = p_name where id = p_id and owner = p_owner;
  perform keep_user_token(p_id, p_owner, p_key, p_sealed, p_expires);
end;
$$;

-- Whoever ends an investigation wipes its token, in the same transaction.
create function wipe_user_token() returns trigger language plpgsql as $$
begin
  delete from user_tokens where investigation_id = new.id;
  return null;
end;
$$;
create trigger investigation_wipes_token after update of status on investigations for each row
  when (new.status not in ('queued', 'running')) execute function wipe_user_token();

-- Down Migration

drop trigger investigation_wipes_token on investigations;
drop function wipe_user_token, ask_as_user, keep_user_token;
drop table user_tokens;
alter table investigations drop column asked_as;
