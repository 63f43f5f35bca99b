-- Up Migration

-- What models made of messages that lie far back in their session, at most one after each investigation: it tells
-- all that was said up to `up_to`, and expires with the first message that went into it.
create table summaries (
  investigation_id text primary key references investigations (id) on delete cascade,
  session_id text not null references sessions (id) on delete cascade,
  owner text not null,
  content text not null,
  domains text[] not null,
  up_to timestamptz not null,
  expires_at timestamptz not null
);
create index summaries_session on summaries (session_id, up_to);
create index summaries_expired on summaries (expires_at);

-- What the model used for it, after the last event of the investigation; null until it was asked.
alter table investigations add column summary_usage jsonb;

-- As before, and the newest summary that ends before the last ten messages. Questions that it tells stay in
-- `earlier` for workers of the version before.
create or replace function read_memory(p_owner text, p_session text, p_before timestamptz) returns jsonb
language sql stable as $$
  with known as (
    select role, content, domains, at, row_number() over (order by at desc, role) as age
      from messages
      where session_id = p_session and owner = p_owner and at < p_before and expires_at > clock_timestamp()
      order by at desc, role limit 60
  ), told as (
    select s.content, s.up_to from summaries s
      where s.session_id = p_session and s.owner = p_owner and s.expires_at > clock_timestamp()
        and s.up_to < (select min(at) from known where age <= 10)
      order by s.up_to desc limit 1
  )
  select jsonb_build_object(
    'messages', coalesce((select jsonb_agg(jsonb_build_object('role', role, 'content', content,
        'domains', to_jsonb(domains)) order by at, role desc) from known where age <= 10), '[]'),
    'earlier', coalesce((select jsonb_agg(jsonb_build_object('content', left(content, 160), 'domains', to_jsonb(domains),
        'told', coalesce(at <= (select up_to from told), false)) order by at)
      from known where age > 10 and role = 'user'), '[]'),
    'summary', (select content from told),
    'preferences', preferences_json(p_owner))
$$;

-- What a model is to sum up after an investigation: the messages before the last ten that the newest summary does
-- not tell, and that summary. Null when there are none, or when it was asked already.
create function summary_due(p_id text, p_owner text) returns jsonb language sql stable as $$
  with asked as (
    select session_id from investigations where id = p_id and owner = p_owner and summary_usage is null
  ), known as (
    select m.role, m.content, m.domains, m.at, m.expires_at, row_number() over (order by m.at desc, m.role) as age
      from messages m join asked a on a.session_id = m.session_id
      where m.owner = p_owner and m.expires_at > clock_timestamp()
      order by m.at desc, m.role limit 60
  ), shown as (
    select min(at) as begins from known where age <= 10
  ), told as (
    select s.content, s.domains, s.up_to, s.expires_at
      from summaries s join asked a on a.session_id = s.session_id cross join shown
      where s.owner = p_owner and s.expires_at > clock_timestamp() and s.up_to < shown.begins
      order by s.up_to desc limit 1
  ), since as (
    select k.* from known k cross join shown
      where k.at < shown.begins and k.at > coalesce((select up_to from told), '-infinity')
  ), source as (
    select domains, expires_at from since union all select domains, expires_at from told
  )
  select jsonb_build_object(
      'before', (select content from told),
      'messages', (select jsonb_agg(jsonb_build_object('role', role, 'content', left(content, 2000),
        'domains', to_jsonb(domains)) order by at, role desc) from since),
      'domains', (select coalesce(jsonb_agg(distinct d), '[]') from source cross join unnest(domains) d),
      'upToUs', (select (extract(epoch from max(at)) * 1000000)::bigint::text from since),
      'expiresUs', (select (extract(epoch from min(expires_at)) * 1000000)::bigint::text from source))
    where exists (select from since)
$$;

-- Stores a summary and what it used, once; without a text only the latter.
create function save_summary(p_id text, p_owner text, p_text text, p_due jsonb, p_usage jsonb) returns void
language plpgsql as $$
declare
  v_session text;
begin
  -- Whoever deletes a session locks it before its investigations.
  select session_id into v_session from investigations where id = p_id and owner = p_owner;
  perform from sessions where id = v_session and owner = p_owner for key share;
  update investigations set summary_usage = p_usage
    where id = p_id and owner = p_owner and summary_usage is null;
  if not found or p_text is null then return; end if;
  insert into summaries (investigation_id, session_id, owner, content, domains, up_to, expires_at)
    values (p_id, v_session, p_owner, p_text, array(select jsonb_array_elements_text(p_due -> 'domains')),
      timestamptz 'epoch' + (p_due ->> 'upToUs')::bigint * interval '1 microsecond',
      timestamptz 'epoch' + (p_due ->> 'expiresUs')::bigint * interval '1 microsecond')
    on conflict do nothing;
end;
$$;

-- As before, and summaries.
create or replace function delete_expired(p_limit int) returns int language plpgsql as $$
declare
  v_messages int;
begin
  -- A clock that ticks during a statement would be compared with every row.
  delete from messages where id = any (array(select id from messages where expires_at < statement_timestamp()
    order by expires_at limit p_limit for update skip locked));
  get diagnostics v_messages = row_count;
  delete from summaries where expires_at < statement_timestamp();
  delete from preferences where expires_at < statement_timestamp();
  delete from quota_slots where free_at < clock_timestamp() - interval '1 hour';
  delete from quota_waiters where seen_at < clock_timestamp() - interval '1 hour';
  delete from workers where seen_at < clock_timestamp() - interval '1 hour';
  return v_messages;
end;
$$;

-- Down Migration

create or replace function delete_expired(p_limit int) returns int language plpgsql as $$
declare
  v_messages int;
begin
  -- A clock that ticks during a statement would be compared with every row.
  delete from messages where id = any (array(select id from messages where expires_at < statement_timestamp()
    order by expires_at limit p_limit for update skip locked));
  get diagnostics v_messages = row_count;
  delete from preferences where expires_at < statement_timestamp();
  delete from quota_slots where free_at < clock_timestamp() - interval '1 hour';
  delete from quota_waiters where seen_at < clock_timestamp() - interval '1 hour';
  delete from workers where seen_at < clock_timestamp() - interval '1 hour';
  return v_messages;
end;
$$;
create or replace function read_memory(p_owner text, p_session text, p_before timestamptz) returns jsonb
language sql stable as $$
  with known as (
    select role, content, domains, at, row_number() over (order by at desc, role) as age
      from messages
      where session_id = p_session and owner = p_owner and at < p_before and expires_at > clock_timestamp()
      order by at desc, role limit 60
  )
  select jsonb_build_object(
    'messages', coalesce((select jsonb_agg(jsonb_build_object('role', role, 'content', content,
        'domains', to_jsonb(domains)) order by at, role desc) from known where age <= 10), '[]'),
    'earlier', coalesce((select jsonb_agg(jsonb_build_object('content', left(content, 160),
        'domains', to_jsonb(domains)) order by at) from known where age > 10 and role = 'user'), '[]'),
    'preferences', preferences_json(p_owner))
$$;
drop function save_summary, summary_due;
drop table summaries;
alter table investigations drop column summary_usage;
