-- Up Migration

alter table quota_waiters add column deep boolean not null default false;
alter table quota_slots add column deep boolean not null default false;

-- When each owner had a slot last: whoever waits longest for one is next.
create table quota_turns (
  workspace text not null,
  owner text not null,
  at timestamptz not null,
  primary key (workspace, owner)
);

-- What deep investigations hold at most: half of the quota, rounded down, and at least one.
create function deep_share(p_per_minute int) returns int language sql immutable as $$
  select greatest(1, p_per_minute / 2)
$$;

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

-- Down Migration

drop function deep_share;
drop table quota_turns;
alter table quota_slots drop column deep;
alter table quota_waiters drop column deep;
