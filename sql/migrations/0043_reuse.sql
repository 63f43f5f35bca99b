-- Up Migration

-- As before; HM410 only where something is asked again: an investigation that reuses all tables of another one
-- takes nothing away from it.
create or replace function admit_investigation(p_row jsonb, p_events jsonb) returns setof investigations
language plpgsql as $$
declare
  r investigations := jsonb_populate_record(null::investigations, p_row);
begin
  if r.retry_of is not null and r.domains is distinct from '{}' and exists (select from investigations o
      where o.retry_of = r.retry_of and o.owner = r.owner and o.id <> r.id and o.domains is distinct from '{}'
        and (o.status in ('queued', 'running')
          or exists (select from events where investigation_id = o.id and key = 'routed'))) then
    raise exception 'it is tried again already' using errcode = 'HM410';
  end if;
  insert into investigations (id, owner, session_id, mode, question, visibility, domains, closed_domains,
      budget_seconds, body_hash, estimate, created_at, deadline_at, retry_of)
    values (r.id, r.owner, r.session_id, r.mode, r.question, r.visibility, r.domains, r.closed_domains,
      r.budget_seconds, r.body_hash, r.estimate, r.created_at, r.deadline_at, r.retry_of)
    on conflict (id) do nothing;
  if not found then return; end if;
  perform append_events(r.id, r.owner, p_events);
  return query select * from investigations where id = r.id and owner = r.owner;
end;
$$;

-- Down Migration

create or replace function admit_investigation(p_row jsonb, p_events jsonb) returns setof investigations
language plpgsql as $$
declare
  r investigations := jsonb_populate_record(null::investigations, p_row);
begin
  if r.retry_of is not null and exists (select from investigations o
      where o.retry_of = r.retry_of and o.owner = r.owner and o.id <> r.id
        and (o.status in ('queued', 'running')
          or exists (select from events where investigation_id = o.id and key = 'routed'))) then
    raise exception 'it is tried again already' using errcode = 'HM410';
  end if;
  insert into investigations (id, owner, session_id, mode, question, visibility, domains, closed_domains,
      budget_seconds, body_hash, estimate, created_at, deadline_at, retry_of)
    values (r.id, r.owner, r.session_id, r.mode, r.question, r.visibility, r.domains, r.closed_domains,
      r.budget_seconds, r.body_hash, r.estimate, r.created_at, r.deadline_at, r.retry_of)
    on conflict (id) do nothing;
  if not found then return; end if;
  perform append_events(r.id, r.owner, p_events);
  return query select * from investigations where id = r.id and owner = r.owner;
end;
$$;
