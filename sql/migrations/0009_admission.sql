-- Up Migration

-- What a new question adds to: the questions that wait for Genie's quota, those of the day and those that
-- are open on workers. An investigation is queued until its lanes are stored and counts with its
-- `p_expected` questions, or those of the domains that its caller named; from then on its questions are
-- counted by lane. A lane is `unserved` until it waits for quota or has it, and `unasked` while the ledger
-- has no row for it. Each open lane is read by key, so the time grows with the number of open lanes.
create function admission_load(p_owner text, p_workspace text, p_per_minute int, p_questions int, p_expected int,
  out waiting int, out wait_seconds float8, out today_of_owner int, out today_of_all int, out open int,
  out slots int, out next_end_ms float8)
language plpgsql stable as $$
declare
  v_now timestamptz := statement_timestamp();
begin
  with pending as (
    select i.owner, i.deadline_at, e.expected as open, e.expected as unserved, e.expected as unasked
      from investigations i
        cross join lateral (select coalesce(cardinality(i.domains), p_expected) as expected) e
      where i.status = 'queued' and i.cancel_requested_at is null and i.deadline_at > v_now
    union all
    select i.owner, i.deadline_at, 1,
        (l.granted_at is null and not exists (select from quota_waiters w
          where w.workspace = p_workspace and w.investigation_id = l.investigation_id and w.round = l.round
            and w.domain = l.domain and w.seen_at > v_now - interval '60 seconds'))::int,
        (not exists (select from genie_ledger g
          where g.investigation_id = l.investigation_id and g.round = l.round and g.domain = l.domain))::int
      from investigations i join lanes l on l.investigation_id = i.id
      where i.status = 'running' and i.cancel_requested_at is null and i.deadline_at > v_now
        and l.outcome is null
  ), total as (
    select coalesce(sum(p.open), 0)::int as open, coalesce(sum(p.unserved), 0)::int as unserved,
        coalesce(sum(p.unasked), 0)::int as unasked,
        coalesce(sum(p.unasked) filter (where p.owner = p_owner), 0)::int as unasked_of_owner,
        min(p.deadline_at) as next_end
      from pending p
  ), asked as (
    select count(*) filter (where owner = p_owner)::int as of_owner, count(*)::int as of_all
      from genie_ledger where intent_at >= date_trunc('day', v_now, 'UTC')
  ), quota as (
    select t.unserved + (select count(*)::int from quota_waiters
        where workspace = p_workspace and seen_at > v_now - interval '60 seconds') as waiting
      from total t
  )
  select q.waiting,
      extract(epoch from quota_free_at(p_workspace, p_per_minute, q.waiting + p_questions - 1, v_now) - v_now),
      a.of_owner + t.unasked_of_owner, a.of_all + t.unasked, t.open,
      (select sum(genie_slots) from workers where seen_at > v_now - interval '30 seconds'),
      extract(epoch from t.next_end - v_now) * 1000
    into waiting, wait_seconds, today_of_owner, today_of_all, open, slots, next_end_ms
    from total t, asked a, quota q;
end;
$$;

-- Begins an admission, under a lock until the transaction ends, so that each takes all earlier ones into
-- account. `stored` is the row when the key is known; otherwise `load` is what to decide by.
create function begin_admission(p_id text, p_owner text, p_session text, p_workspace text, p_per_minute int,
  p_questions int, p_expected int, out stored investigations, out load jsonb)
language plpgsql as $$
begin
  insert into sessions (id, owner) values (p_session, p_owner)
    on conflict (id) do update set last_used_at = clock_timestamp() where sessions.owner = p_owner;
  if not found then
    raise exception 'no such session' using errcode = 'HM405';
  end if;
  perform pg_advisory_xact_lock(7215605);
  select * into stored from investigations where id = p_id and owner = p_owner;
  if not found then
    select to_jsonb(a) into load from admission_load(p_owner, p_workspace, p_per_minute, p_questions, p_expected) a;
  end if;
end;
$$;

-- Stores an admitted investigation with its first events; no row when its id belongs to another owner.
create function admit_investigation(p_row jsonb, p_events jsonb) returns setof investigations
language plpgsql as $$
declare
  r investigations := jsonb_populate_record(null::investigations, p_row);
begin
  insert into investigations (id, owner, session_id, mode, question, visibility, domains, closed_domains,
      budget_seconds, body_hash, estimate, created_at, deadline_at)
    values (r.id, r.owner, r.session_id, r.mode, r.question, r.visibility, r.domains, r.closed_domains,
      r.budget_seconds, r.body_hash, r.estimate, r.created_at, r.deadline_at)
    on conflict (id) do nothing;
  if not found then return; end if;
  perform append_events(r.id, r.owner, p_events);
  return query select * from investigations where id = r.id and owner = r.owner;
end;
$$;

-- Down Migration

drop function admit_investigation, begin_admission, admission_load;
