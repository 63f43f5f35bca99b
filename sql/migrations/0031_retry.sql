-- Up Migration

-- The investigation that this one tries again. A question whose answer came late goes with it: then its row in
-- the ledger is `taken_over`, and was counted where it was asked.
alter table investigations add column retry_of text;
create index investigations_retry on investigations (retry_of) where retry_of is not null;
alter table genie_ledger add column taken_over boolean not null default false;

create or replace function ledger_json(g genie_ledger) returns jsonb language sql volatile as $$
  select jsonb_build_object('state', g.state, 'question', g.question,
    'continuedConversationId', g.continued_conversation_id, 'conversationId', g.conversation_id,
    'messageId', g.message_id, 'intentAtMs', (extract(epoch from g.intent_at) * 1000)::float8,
    'askedMsAgo', (extract(epoch from clock_timestamp() - g.asked_at) * 1000)::float8,
    'settlesInMs', greatest(0, extract(epoch from g.lease_until + interval '10 seconds' - clock_timestamp()) * 1000)::float8,
    'takenOver', g.taken_over)
$$;

create or replace function lane_finished(l lanes, p_genie jsonb, p_usage jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object('key', 'lane.finished:' || l.domain || ':' || l.round, 'type', 'lane.finished',
    'payload', jsonb_build_object('domain', l.domain, 'round', l.round, 'outcome', l.outcome,
      'detail', l.detail, 'evidenceIds', l.evidence_ids, 'waitedMs', l.waited_ms, 'genie', p_genie,
      'usage', p_usage || jsonb_build_object('genieQuestions', (select count(*) from genie_ledger q
        where q.investigation_id = l.investigation_id and q.round = l.round and q.domain = l.domain
          and q.state <> 'intent' and not q.taken_over))))
$$;

-- As before, with what it tries again; HM410 when that is tried again by another one, which is open or has
-- taken over what there was. Admissions run one after another, so of two the second sees the first.
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

-- Stores the routing of the investigation that this one tries again, with its lanes: those that are not asked
-- again keep outcome and tables, and those whose newest question Genie has not ended take that question over.
-- `p_spaces` has the space of each domain. Null when there is no routing to take; a second call changes nothing.
create function commit_retry(p_id text, p_owner text, p_spaces jsonb, p_deadline_ms float8) returns jsonb
language plpgsql as $$
declare
  r investigations;
  v_routed jsonb;
  v_events jsonb;
begin
  select * into r from investigations where id = p_id and owner = p_owner for update;
  if not found then
    raise exception 'no such investigation' using errcode = 'HM404';
  end if;
  select payload into v_routed from events where investigation_id = p_id and key = 'routed';
  if found then return v_routed; end if;
  select payload into v_routed from events
    where investigation_id = r.retry_of and owner = p_owner and key = 'routed';
  if not found then return null; end if;
  with late as (
    select distinct on (domain) domain, ask, state from genie_ledger
      where investigation_id = r.retry_of and owner = p_owner and round = 1 and domain = any (r.domains)
      order by domain, ask desc
  )
  update genie_ledger g set investigation_id = p_id, ask = 1, taken_over = g.state = 'asked',
      asked_at = case when g.asked_at is not null then clock_timestamp() end
    from late
    where g.investigation_id = r.retry_of and g.round = 1 and g.domain = late.domain and g.ask = late.ask
      and late.state <> 'settled';
  insert into lanes (investigation_id, owner, round, domain, question, space_id, deadline_at, outcome, detail,
      evidence_ids, genie, finished_at)
    select p_id, p_owner, 1, l.domain, l.question,
        coalesce(g.space_id, case when k.kept then l.space_id else p_spaces ->> l.domain end),
        to_timestamp(p_deadline_ms / 1000), case when k.kept then l.outcome end, case when k.kept then l.detail end,
        case when k.kept then l.evidence_ids else '{}' end, case when k.kept then l.genie end,
        case when k.kept then clock_timestamp() end
      from lanes l cross join lateral (select l.domain <> all (r.domains) as kept) k
        left join genie_ledger g on g.investigation_id = p_id and g.round = 1 and g.domain = l.domain
      where l.investigation_id = r.retry_of and l.owner = p_owner and l.round = 1;
  insert into evidence (investigation_id, owner, id, domain, body)
    select p_id, p_owner, e.id, e.domain, e.body from evidence e
      where e.investigation_id = r.retry_of and e.owner = p_owner
        and exists (select from lanes l where l.investigation_id = p_id and e.id = any (l.evidence_ids))
      order by e.position;
  v_routed := v_routed || '{"usage": {}, "prompt": null}';
  perform append_events(p_id, p_owner, jsonb_build_array(
    jsonb_build_object('key', 'started', 'type', 'started', 'payload', '{}'::jsonb),
    jsonb_build_object('key', 'routed', 'type', 'routed', 'payload', v_routed)));
  select jsonb_agg(x.event order by x.domain, x.place) into v_events from (
    select e.domain, 1 as place, jsonb_build_object('key', 'evidence:' || e.id, 'type', 'evidence.added',
        'payload', jsonb_build_object('domain', e.domain, 'round', 1, 'evidenceId', e.id,
          'title', e.body -> 'title', 'rowCount', e.body -> 'rowCount', 'truncated', e.body -> 'truncated',
          'certified', e.body -> 'certified')) as event
      from evidence e where e.investigation_id = p_id
    union all
    select l.domain, 2, jsonb_set(lane_finished(l, coalesce(l.genie, 'null'), '{}'), '{payload,from}', '"copied"')
      from lanes l where l.investigation_id = p_id and l.outcome is not null
    union all
    select l.domain, 3, jsonb_build_object('key', 'lane.started:' || l.domain || ':1:1', 'type', 'lane.started',
        'payload', jsonb_build_object('domain', l.domain, 'round', 1, 'question', g.question, 'ask', 1,
          'from', 'late'))
      from lanes l join genie_ledger g on g.investigation_id = p_id and g.domain = l.domain and g.taken_over
      where l.investigation_id = p_id) x;
  if v_events is not null then
    perform append_events(p_id, p_owner, v_events);
  end if;
  return v_routed;
end;
$$;

-- Down Migration

drop function commit_retry;
create or replace function admit_investigation(p_row jsonb, p_events jsonb) returns setof investigations
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
create or replace function lane_finished(l lanes, p_genie jsonb, p_usage jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object('key', 'lane.finished:' || l.domain || ':' || l.round, 'type', 'lane.finished',
    'payload', jsonb_build_object('domain', l.domain, 'round', l.round, 'outcome', l.outcome,
      'detail', l.detail, 'evidenceIds', l.evidence_ids, 'waitedMs', l.waited_ms, 'genie', p_genie,
      'usage', p_usage || jsonb_build_object('genieQuestions', (select count(*) from genie_ledger q
        where q.investigation_id = l.investigation_id and q.round = l.round and q.domain = l.domain
          and q.state <> 'intent'))))
$$;
create or replace function ledger_json(g genie_ledger) returns jsonb language sql volatile as $$
  select jsonb_build_object('state', g.state, 'question', g.question,
    'continuedConversationId', g.continued_conversation_id, 'conversationId', g.conversation_id,
    'messageId', g.message_id, 'intentAtMs', (extract(epoch from g.intent_at) * 1000)::float8,
    'askedMsAgo', (extract(epoch from clock_timestamp() - g.asked_at) * 1000)::float8,
    'settlesInMs', greatest(0, extract(epoch from g.lease_until + interval '10 seconds' - clock_timestamp()) * 1000)::float8)
$$;
alter table genie_ledger drop column taken_over;
drop index investigations_retry;
alter table investigations drop column retry_of;
