-- Up Migration

-- Who has a row here waits behind everybody who has none, and holds at most that share of a workspace's
-- quota: evaluations, so that a night's questions never keep a person waiting.
create table quota_shares (
  owner text primary key,
  share double precision not null check (share > 0 and share <= 1)
);

alter table quota_slots add column owner text;

-- As before, and in two classes. A waiter with a share needs a free slot, everybody's without a share ahead
-- of it, and a free one of its share.
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
  v_shared_used int;
  v_shared_ahead int;
  v_shared_free timestamptz;
  v_fits boolean := true;
begin
  perform pg_advisory_xact_lock(hashtextextended('quota:' || p_workspace, 0));
  v_now := clock_timestamp();
  insert into quota_workspaces (workspace) values (p_workspace) on conflict do nothing;
  select paused_until into v_paused from quota_workspaces where workspace = p_workspace;
  select share into v_share from quota_shares where owner = p_owner;
  delete from quota_slots where workspace = p_workspace and free_at <= v_now;
  -- A waiter that nobody has looked after for so long belongs to a worker that died.
  delete from quota_waiters where workspace = p_workspace and seen_at < v_now - interval '60 seconds';
  insert into quota_waiters as w (workspace, investigation_id, round, domain, ask, owner)
    values (p_workspace, p_id, p_round, p_domain, p_ask, p_owner)
    on conflict (workspace, investigation_id, round, domain, ask) do update set seen_at = v_now
    returning since into v_since;
  select count(*) into v_used from quota_slots where workspace = p_workspace;
  select count(*) filter (where s.owner is null and (v_share is not null or e.earlier)),
      count(*) filter (where s.owner is not null and v_share is not null and e.earlier)
    into ahead, v_shared_ahead
    from quota_waiters w left join quota_shares s on s.owner = w.owner
      cross join lateral
        (select (w.since, w.investigation_id, w.domain) < (v_since, p_id, p_domain) as earlier) e
    where w.workspace = p_workspace;
  ahead := ahead + v_shared_ahead;
  if v_share is not null then
    select count(*), min(q.free_at) into v_shared_used, v_shared_free
      from quota_slots q join quota_shares s on s.owner = q.owner where q.workspace = p_workspace;
    v_fits := v_shared_used + v_shared_ahead < greatest(1, floor(p_per_minute * v_share));
  end if;
  waited_ms := greatest(0, extract(epoch from v_now - v_since) * 1000);
  if v_fits and v_used + ahead < p_per_minute and coalesce(v_paused <= v_now, true) then
    delete from quota_waiters where workspace = p_workspace and investigation_id = p_id
      and round = p_round and domain = p_domain and ask = p_ask;
    insert into quota_slots (workspace, investigation_id, domain, owner, free_at)
      values (p_workspace, p_id, p_domain, p_owner, v_now + interval '72 seconds') returning id into slot;
    update lanes set granted_at = v_now, waited_ms = lanes.waited_ms + request_quota_slot.waited_ms
      where investigation_id = p_id and owner = p_owner and round = p_round and domain = p_domain;
    return;
  end if;
  until := quota_free_at(p_workspace, p_per_minute, ahead, v_now);
  if not v_fits then
    until := greatest(until, v_shared_free);
  end if;
  until_ms := extract(epoch from until - v_now) * 1000;
end;
$$;

-- Down Migration

drop table quota_shares;
alter table quota_slots drop column owner;
