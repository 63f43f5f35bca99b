-- Up Migration

-- How many questions each owner has asked since a time.
create function questions_since(p_from timestamptz) returns table (asker text, n bigint)
language sql stable as $$
  select owner, count(*) from genie_ledger where intent_at >= p_from group by owner
$$;

-- As before, but a question waits only for those that come before it: whoever has a share of the quota
-- stands behind everybody who has none.
create or replace function admission_load(p_owner text, p_workspace text, p_per_minute int, p_questions int, p_expected int,
  out waiting int, out wait_seconds float8, out today_of_owner int, out today_of_all int, out open int,
  out slots int, out next_end_ms float8)
language plpgsql stable as $$
declare
  v_now timestamptz := statement_timestamp();
  v_is_last boolean := exists (select from quota_shares where owner = p_owner);
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
    select coalesce(sum(p.open), 0)::int as open,
        coalesce(sum(p.unserved) filter (where v_is_last or s.owner is null), 0)::int as ahead,
        coalesce(sum(p.unasked), 0)::int as unasked,
        coalesce(sum(p.unasked) filter (where p.owner = p_owner), 0)::int as unasked_of_owner,
        min(p.deadline_at) as next_end
      from pending p left join quota_shares s on s.owner = p.owner
  ), asked as (
    select coalesce(sum(n) filter (where asker = p_owner), 0)::int as of_owner, coalesce(sum(n), 0)::int as of_all
      from questions_since(date_trunc('day', v_now, 'UTC'))
  ), quota as (
    select t.ahead + (select count(*)::int from quota_waiters w left join quota_shares s on s.owner = w.owner
        where w.workspace = p_workspace and w.seen_at > v_now - interval '60 seconds'
          and (v_is_last or s.owner is null)) as waiting
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

-- Down Migration

create or replace function admission_load(p_owner text, p_workspace text, p_per_minute int, p_questions int, p_expected int,
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
drop function questions_since;
