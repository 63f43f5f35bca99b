-- Up Migration

-- `at` is when the first question of its owner's newest turn was asked.
alter table quota_turns add column investigation_id text;

-- As before, but a turn is an investigation: its questions are asked together, because it ends with the last
-- of them. Of those with the same turn comes first whose owner has waited longest for it, since the beginning
-- of its last turn or since it began to wait. So nobody who comes later overtakes a next turn, and the wait that
-- a question is told is the one that it has. What comes later of an investigation, as another round, is a new turn.
create or replace function request_quota_slot(
  p_workspace text, p_id text, p_owner text, p_round int, p_domain text, p_ask int, p_per_minute int,
  out slot bigint, out waited_ms bigint, out ahead int, out until timestamptz, out until_ms bigint
)
language plpgsql as $$
declare
  v_now timestamptz;
  v_since timestamptz;
  v_used int;
  v_paused timestamptz;
  v_share double precision;
  v_deep boolean;
  v_plain_ahead int;
  v_deep_ahead int;
  v_shared_ahead int;
  v_shared_used int;
  v_shared_free timestamptz;
  v_deep_used int;
  v_deep_free timestamptz;
  v_fits boolean := true;
begin
  perform pg_advisory_xact_lock(hashtextextended('quota:' || p_workspace, 0));
  v_now := clock_timestamp();
  insert into quota_workspaces (workspace) values (p_workspace) on conflict do nothing;
  select paused_until into v_paused from quota_workspaces where workspace = p_workspace;
  select share into v_share from quota_shares where owner = p_owner;
  select coalesce(bool_or(mode = 'deep'), false) into v_deep
    from investigations where id = p_id and owner = p_owner;
  delete from quota_slots where workspace = p_workspace and free_at <= v_now;
  -- A waiter that nobody has looked after for so long belongs to a worker that died.
  delete from quota_waiters where workspace = p_workspace and seen_at < v_now - interval '60 seconds';
  insert into quota_waiters as w (workspace, investigation_id, round, domain, ask, owner, deep)
    values (p_workspace, p_id, p_round, p_domain, p_ask, p_owner, v_deep)
    on conflict (workspace, investigation_id, round, domain, ask) do update set seen_at = v_now
    returning since into v_since;
  select count(*), count(*) filter (where q.deep), min(q.free_at) filter (where q.deep),
      count(s.owner), min(q.free_at) filter (where s.owner is not null)
    into v_used, v_deep_used, v_deep_free, v_shared_used, v_shared_free
    from quota_slots q left join quota_shares s on s.owner = q.owner where q.workspace = p_workspace;
  with waiting as (
    select w.*, s.owner is not null as shared, t.at as last_at,
        coalesce(t.investigation_id = w.investigation_id and w.since <= t.at, false) as begun,
        min(w.since) over (partition by w.investigation_id) as first_since
      from quota_waiters w left join quota_shares s on s.owner = w.owner
        left join quota_turns t on t.workspace = p_workspace and t.owner = w.owner
      where w.workspace = p_workspace
  ), placed as (
    select w.*, dense_rank() over (partition by w.owner
          order by w.begun desc, w.first_since, w.investigation_id) as turn,
        case when w.begun then '-infinity'
          else greatest(min(w.since) over (partition by w.owner), w.last_at) end as waits_since
      from waiting w
  ), before as (
    select w.deep, w.shared from placed w join placed me
      on me.investigation_id = p_id and me.round = p_round and me.domain = p_domain and me.ask = p_ask
      where (w.shared, w.turn, w.waits_since, w.first_since, w.investigation_id, w.since, w.domain)
        < (me.shared, me.turn, me.waits_since, me.first_since, me.investigation_id, me.since, me.domain)
  )
  select count(*) filter (where not deep), count(*) filter (where deep), count(*) filter (where shared)
    into v_plain_ahead, v_deep_ahead, v_shared_ahead from before;
  if v_share is not null then
    v_fits := v_shared_used + v_shared_ahead < greatest(1, floor(p_per_minute * v_share));
  end if;
  if v_deep and v_deep_used + v_deep_ahead >= deep_share(p_per_minute) then
    v_fits := false;
  end if;
  ahead := v_plain_ahead + case when v_deep then v_deep_ahead
    else least(v_deep_ahead, greatest(0, deep_share(p_per_minute) - v_deep_used)) end;
  waited_ms := greatest(0, extract(epoch from v_now - v_since) * 1000);
  if v_fits and v_used + ahead < p_per_minute and coalesce(v_paused <= v_now, true) then
    delete from quota_waiters where workspace = p_workspace and investigation_id = p_id
      and round = p_round and domain = p_domain and ask = p_ask;
    insert into quota_slots (workspace, investigation_id, domain, owner, deep, free_at)
      values (p_workspace, p_id, p_domain, p_owner, v_deep, v_now + interval '72 seconds') returning id into slot;
    insert into quota_turns as t (workspace, owner, at, investigation_id) values (p_workspace, p_owner, v_now, p_id)
      on conflict (workspace, owner) do update set at = excluded.at, investigation_id = excluded.investigation_id
        where t.investigation_id is distinct from p_id or v_since > t.at;
    update lanes set granted_at = v_now, waited_ms = lanes.waited_ms + request_quota_slot.waited_ms
      where investigation_id = p_id and owner = p_owner and round = p_round and domain = p_domain;
    return;
  end if;
  until := quota_free_at(p_workspace, p_per_minute, ahead, v_now);
  if not v_fits then
    until := greatest(until, case when v_share is not null then v_shared_free end,
      case when v_deep then v_deep_free end);
  end if;
  until_ms := extract(epoch from until - v_now) * 1000;
end;
$$;

-- As before, by the same turns: all who wait now have their turn before the same turn of who comes now. Those who
-- have investigations that wait already let others pass who come until the one before has its turn. How many is
-- taken from the questions that others asked in the last ten minutes, of which seven in ten had an earlier turn
-- (npm run bench -- estimate).
create or replace function admission_load(p_owner text, p_workspace text, p_per_minute int, p_questions int, p_expected int,
  out waiting int, out wait_seconds float8, out today_of_owner int, out today_of_all int, out open int,
  out slots int, out next_end_ms float8)
language plpgsql stable as $$
declare
  v_now timestamptz := statement_timestamp();
  v_is_last boolean := exists (select from quota_shares where owner = p_owner);
begin
  with pending as (
    select i.owner, i.id, i.created_at, i.deadline_at, e.expected as open, e.expected as unserved, e.expected as unasked
      from investigations i
        cross join lateral (select coalesce(cardinality(i.domains), p_expected) as expected) e
      where i.status = 'queued' and i.cancel_requested_at is null and i.deadline_at > v_now
    union all
    select i.owner, i.id, i.created_at, i.deadline_at, 1,
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
        coalesce(sum(p.unasked), 0)::int as unasked,
        coalesce(sum(p.unasked) filter (where p.owner = p_owner), 0)::int as unasked_of_owner,
        min(p.deadline_at) as next_end
      from pending p
  ), asked as (
    select coalesce(sum(n) filter (where asker = p_owner), 0)::int as of_owner, coalesce(sum(n), 0)::int as of_all
      from questions_since(date_trunc('day', v_now, 'UTC'))
  ), queued as (
    select q.owner, sum(q.n) as n, row_number() over (partition by q.owner order by min(q.at), q.id) as turn from (
        select p.owner, p.id, p.created_at as at, p.unserved as n from pending p where p.unserved > 0
        union all
        select w.owner, w.investigation_id, w.since, 1 from quota_waiters w
          where w.workspace = p_workspace and w.seen_at > v_now - interval '60 seconds'
      ) q group by q.owner, q.id
  ), mine as (
    select count(*) + 1 as turn from queued where owner = p_owner
  ), quota as (
    select coalesce(sum(o.n) filter (where case
          when o.owner = p_owner then true
          when v_is_last = (s.owner is not null) then o.turn <= m.turn
          else v_is_last end), 0)::int as waiting, min(m.turn) as turn
      from mine m left join queued o on true left join quota_shares s on s.owner = o.owner
  )
  select q.waiting,
      extract(epoch from quota_free_at(p_workspace, p_per_minute, q.waiting + p_questions - 1, v_now) - v_now)
        / case when q.turn < 3 then 1 else 1 - (q.turn - 2.0) / (q.turn - 1) * least(0.9, (
            select count(*) from genie_ledger g
              where g.intent_at > v_now - interval '10 minutes' and g.owner <> p_owner
                and not exists (select from quota_shares s where s.owner = g.owner)
          ) / (10.0 * p_per_minute)) end,
      a.of_owner + t.unasked_of_owner, a.of_all + t.unasked, t.open,
      (select sum(genie_slots) from workers where seen_at > v_now - interval '30 seconds'),
      extract(epoch from t.next_end - v_now) * 1000
    into waiting, wait_seconds, today_of_owner, today_of_all, open, slots, next_end_ms
    from total t, asked a, quota q;
end;
$$;

-- Down Migration

-- As before, with turns: the turn of a waiter is its place among those of its owner. Who has the lower turn
-- comes first, then whose owner had no slot for longer, then who has waited longer. A deep one needs a free
-- one of the deep share, too, and those that have none to hope for keep nobody waiting.
create or replace function request_quota_slot(
  p_workspace text, p_id text, p_owner text, p_round int, p_domain text, p_ask int, p_per_minute int,
  out slot bigint, out waited_ms bigint, out ahead int, out until timestamptz, out until_ms bigint
)
language plpgsql as $$
declare
  v_now timestamptz;
  v_since timestamptz;
  v_used int;
  v_paused timestamptz;
  v_share double precision;
  v_deep boolean;
  v_plain_ahead int;
  v_deep_ahead int;
  v_shared_ahead int;
  v_shared_used int;
  v_shared_free timestamptz;
  v_deep_used int;
  v_deep_free timestamptz;
  v_fits boolean := true;
begin
  perform pg_advisory_xact_lock(hashtextextended('quota:' || p_workspace, 0));
  v_now := clock_timestamp();
  insert into quota_workspaces (workspace) values (p_workspace) on conflict do nothing;
  select paused_until into v_paused from quota_workspaces where workspace = p_workspace;
  select share into v_share from quota_shares where owner = p_owner;
  select coalesce(bool_or(mode = 'deep'), false) into v_deep
    from investigations where id = p_id and owner = p_owner;
  delete from quota_slots where workspace = p_workspace and free_at <= v_now;
  -- A waiter that nobody has looked after for so long belongs to a worker that died.
  delete from quota_waiters where workspace = p_workspace and seen_at < v_now - interval '60 seconds';
  insert into quota_waiters as w (workspace, investigation_id, round, domain, ask, owner, deep)
    values (p_workspace, p_id, p_round, p_domain, p_ask, p_owner, v_deep)
    on conflict (workspace, investigation_id, round, domain, ask) do update set seen_at = v_now
    returning since into v_since;
  select count(*), count(*) filter (where q.deep), min(q.free_at) filter (where q.deep),
      count(s.owner), min(q.free_at) filter (where s.owner is not null)
    into v_used, v_deep_used, v_deep_free, v_shared_used, v_shared_free
    from quota_slots q left join quota_shares s on s.owner = q.owner where q.workspace = p_workspace;
  with waiting as (
    select w.investigation_id, w.round, w.domain, w.ask, w.deep, w.since, s.owner is not null as shared,
        row_number() over (partition by w.owner order by w.since, w.investigation_id, w.domain) as turn,
        coalesce(t.at, '-infinity') as last_at
      from quota_waiters w left join quota_shares s on s.owner = w.owner
        left join quota_turns t on t.workspace = p_workspace and t.owner = w.owner
      where w.workspace = p_workspace
  ), before as (
    select w.deep, w.shared from waiting w join waiting me
      on me.investigation_id = p_id and me.round = p_round and me.domain = p_domain and me.ask = p_ask
      where (w.shared, w.turn, w.last_at, w.since, w.investigation_id, w.domain)
        < (me.shared, me.turn, me.last_at, me.since, me.investigation_id, me.domain)
  )
  select count(*) filter (where not deep), count(*) filter (where deep), count(*) filter (where shared)
    into v_plain_ahead, v_deep_ahead, v_shared_ahead from before;
  if v_share is not null then
    v_fits := v_shared_used + v_shared_ahead < greatest(1, floor(p_per_minute * v_share));
  end if;
  if v_deep and v_deep_used + v_deep_ahead >= deep_share(p_per_minute) then
    v_fits := false;
  end if;
  ahead := v_plain_ahead + case when v_deep then v_deep_ahead
    else least(v_deep_ahead, greatest(0, deep_share(p_per_minute) - v_deep_used)) end;
  waited_ms := greatest(0, extract(epoch from v_now - v_since) * 1000);
  if v_fits and v_used + ahead < p_per_minute and coalesce(v_paused <= v_now, true) then
    delete from quota_waiters where workspace = p_workspace and investigation_id = p_id
      and round = p_round and domain = p_domain and ask = p_ask;
    insert into quota_slots (workspace, investigation_id, domain, owner, deep, free_at)
      values (p_workspace, p_id, p_domain, p_owner, v_deep, v_now + interval '72 seconds') returning id into slot;
    insert into quota_turns (workspace, owner, at) values (p_workspace, p_owner, v_now)
      on conflict (workspace, owner) do update set at = excluded.at;
    update lanes set granted_at = v_now, waited_ms = lanes.waited_ms + request_quota_slot.waited_ms
      where investigation_id = p_id and owner = p_owner and round = p_round and domain = p_domain;
    return;
  end if;
  until := quota_free_at(p_workspace, p_per_minute, ahead, v_now);
  if not v_fits then
    until := greatest(until, case when v_share is not null then v_shared_free end,
      case when v_deep then v_deep_free end);
  end if;
  until_ms := extract(epoch from until - v_now) * 1000;
end;
$$;

-- As before, but a question waits only for those whose turn comes first: of somebody else not more than one
-- turn for each of its own.
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
        coalesce(sum(p.unasked), 0)::int as unasked,
        coalesce(sum(p.unasked) filter (where p.owner = p_owner), 0)::int as unasked_of_owner,
        min(p.deadline_at) as next_end
      from pending p
  ), asked as (
    select coalesce(sum(n) filter (where asker = p_owner), 0)::int as of_owner, coalesce(sum(n), 0)::int as of_all
      from questions_since(date_trunc('day', v_now, 'UTC'))
  ), queued as (
    select q.owner, sum(q.n) as n from (
        select p.owner, p.unserved as n from pending p
        union all
        select w.owner, 1 from quota_waiters w
          where w.workspace = p_workspace and w.seen_at > v_now - interval '60 seconds'
      ) q group by q.owner
  ), mine as (
    select coalesce((select n from queued where owner = p_owner), 0) + p_questions as last_turn,
        coalesce((select at from quota_turns where workspace = p_workspace and owner = p_owner), '-infinity') as last_at
  ), quota as (
    select coalesce(sum(case
          when o.owner = p_owner then o.n
          when v_is_last = (s.owner is not null)
            then least(o.n, m.last_turn - (coalesce(h.at, '-infinity') > m.last_at)::int)
          when v_is_last then o.n
          else 0 end), 0)::int as waiting
      from queued o cross join mine m
        left join quota_turns h on h.workspace = p_workspace and h.owner = o.owner
        left join quota_shares s on s.owner = o.owner
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

alter table quota_turns drop column investigation_id;
