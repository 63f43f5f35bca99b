-- Up Migration

-- Immutable, as the text of jsonb and its bytes do not depend on any setting.
create function proposal_hash(p_content jsonb) returns text language sql immutable strict as $$
  select encode(sha256(convert_to(p_content::text, 'UTF8')), 'hex')
$$;

-- What answers propose to do. The hash is of the content as it is stored: an approval names it, so that
-- nothing is created that its owner has not seen.
create table proposals (
  id text primary key,
  investigation_id text not null,
  owner text not null,
  kind text not null check (kind in ('alert')),
  content jsonb not null,
  hash text generated always as (proposal_hash(content)) stored,
  status text not null default 'proposed'
    check (status in ('proposed', 'approved', 'rejected', 'applied', 'failed')),
  detail text,
  -- Until then a request that creates the alert may be under way.
  lease_until timestamptz,
  alert_id text,
  created_at timestamptz not null default clock_timestamp(),
  decided_at timestamptz,
  check ((status in ('proposed')) = (decided_at is null)),
  check (status <> 'applied' or alert_id is not null)
);
create index proposals_of_investigation on proposals (investigation_id, created_at);
create index proposals_of_owner on proposals (owner, created_at desc);
create index proposals_unapplied on proposals (decided_at) where status = 'approved';

-- What was not done goes with its investigation; an alert that was made keeps the row by which it is found.
create function drop_proposals() returns trigger language plpgsql as $$
begin
  delete from proposals where investigation_id = old.id and status not in ('approved', 'applied');
  return old;
end;
$$;
create trigger investigations_drop_proposals after delete on investigations
  for each row execute function drop_proposals();

-- Down Migration

drop trigger investigations_drop_proposals on investigations;
drop function drop_proposals;

drop table proposals;
drop function proposal_hash;
