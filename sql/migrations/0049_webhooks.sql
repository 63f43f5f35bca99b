-- Up Migration

-- Addresses of people that are told what happens to what is theirs. The path of an address may be a secret.
create table webhooks (
  id text primary key,
  owner text not null,
  url text not null,
  body text not null check (body in ('standard', 'slack', 'teams')),
  events text[] not null,
  groups text[] not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  -- When the target said that it is gone.
  disabled_at timestamptz,
  unique (owner, url)
);

-- Apart from what is listed: only who signs a message reads them. The newest is the one without an end.
create table webhook_secrets (
  webhook_id text not null references webhooks (id) on delete cascade,
  owner text not null,
  secret text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz
);
create index webhook_secrets_of on webhook_secrets (webhook_id);

-- One row a message: written in the transaction of what it tells, so that none is lost. `subject` is the id of
-- what it is about, `part` which event or run of it.
create table webhook_deliveries (
  id text primary key,
  webhook_id text not null references webhooks (id) on delete cascade,
  owner text not null,
  event text not null,
  subject text not null,
  part text,
  at timestamptz not null default clock_timestamp(),
  state text not null default 'pending'
    check (state in ('pending', 'taken', 'given_up', 'gone', 'refused', 'withheld')),
  started_at timestamptz,
  ended_at timestamptz
);
create index webhook_deliveries_unstarted on webhook_deliveries (at) where started_at is null;
create index webhook_deliveries_subject on webhook_deliveries (subject);
create index webhook_deliveries_newest on webhook_deliveries (webhook_id, at desc, id desc);

-- One row a request; one without an end was cut off.
create table webhook_attempts (
  delivery_id text not null references webhook_deliveries (id) on delete cascade,
  owner text not null,
  n int not null,
  at timestamptz not null default clock_timestamp(),
  status int,
  problem text,
  took_ms int,
  primary key (delivery_id, n)
);

create function tell_webhooks(p_owner text, p_event text, p_subject text, p_part text) returns void
language sql as $$
  insert into webhook_deliveries (id, webhook_id, owner, event, subject, part)
    select 'msg_' || replace(gen_random_uuid()::text, '-', ''), id, owner, p_event, p_subject, p_part
      from webhooks where owner = p_owner and disabled_at is null and p_event = any (events)
$$;

create function tell_investigation() returns trigger language plpgsql as $$
begin
  perform tell_webhooks(new.owner, 'investigation.finished', new.id, null);
  return null;
end;
$$;
create trigger tell_investigation after update of status on investigations for each row
  when (old.status in ('queued', 'running') and new.status not in ('queued', 'running'))
  execute function tell_investigation();

-- What is deleted leaves no id behind, and is not told any more.
create function untell_investigation() returns trigger language plpgsql as $$
begin
  delete from webhook_deliveries where subject = old.id and owner = old.owner;
  return null;
end;
$$;
create trigger untell_investigation after delete on investigations for each row
  execute function untell_investigation();

create function tell_correction() returns trigger language plpgsql as $$
begin
  perform tell_webhooks(new.owner, 'investigation.corrected', new.investigation_id, null);
  return null;
end;
$$;
create trigger tell_correction after insert on corrections for each row execute function tell_correction();

create function tell_watch() returns trigger language plpgsql as $$
begin
  perform tell_webhooks(w.owner, 'watch.fired', w.id, new.n::text) from watches w where w.id = new.watch_id;
  return null;
end;
$$;
create trigger tell_watch after insert on watch_events for each row
  when (new.kind in ('fired', 'told') and new.held is null) execute function tell_watch();

create function tell_digest() returns trigger language plpgsql as $$
begin
  perform tell_webhooks(d.owner, 'digest.finished', d.id, new.key) from digests d where d.id = new.digest_id;
  return null;
end;
$$;
create trigger tell_digest after update of status on digest_runs for each row
  when (old.status = 'running' and new.status <> 'running') execute function tell_digest();

-- Down Migration

drop trigger tell_digest on digest_runs;
drop trigger tell_watch on watch_events;
drop trigger tell_correction on corrections;
drop trigger untell_investigation on investigations;
drop trigger tell_investigation on investigations;
drop function tell_digest, tell_watch, tell_correction, untell_investigation, tell_investigation, tell_webhooks;
drop table webhook_attempts, webhook_deliveries, webhook_secrets, webhooks;
