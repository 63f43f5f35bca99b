-- Up Migration

-- What answers of a user came to: a sentence that code made, with the tables that it cites. Goes with its
-- investigation.
create table insights (
  investigation_id text not null references investigations (id) on delete cascade,
  n int not null,
  owner text not null,
  domain text not null,
  text text not null,
  evidence_ids text[] not null,
  at timestamptz not null,
  uses int not null default 0,
  expires_at timestamptz not null,
  words tsvector not null,
  primary key (investigation_id, n)
);
create index insights_owner on insights (owner, uses desc, at desc);

-- Questions of a user, equal ones counted; `key` is what they have in common.
create table questions (
  owner text not null,
  key text not null,
  question text not null,
  domains text[] not null,
  count int not null default 1,
  investigation_id text not null references investigations (id) on delete cascade,
  at timestamptz not null,
  expires_at timestamptz not null,
  words tsvector not null,
  primary key (owner, key)
);
create index questions_owner on questions (owner, count desc, at desc);
create index questions_investigation on questions (investigation_id);

-- What an answer leaves beside its messages: `p_left` is { key, terms, insights: [{ domain, text, evidenceIds }] }.
-- At most 200 insights and 500 questions an owner: the oldest and least used go first.
create function save_insights(r investigations, p_left jsonb) returns void language plpgsql as $$
declare
  -- The terms are words of a search already.
  v_words tsvector := array_to_tsvector(array_remove(string_to_array(p_left ->> 'terms', ' '), ''));
begin
  insert into insights (investigation_id, n, owner, domain, text, evidence_ids, at, expires_at, words)
    select r.id, t.n, r.owner, t.v ->> 'domain', t.v ->> 'text',
        array(select jsonb_array_elements_text(t.v -> 'evidenceIds')), r.created_at,
        r.created_at + interval '365 days', v_words
      from jsonb_array_elements(p_left -> 'insights') with ordinality t(v, n)
    on conflict do nothing;
  insert into questions as q (owner, key, question, domains, investigation_id, at, expires_at, words)
    select r.owner, p_left ->> 'key', r.question,
        array(select distinct domain from lanes where investigation_id = r.id and owner = r.owner), r.id,
        r.created_at, r.created_at + interval '365 days', v_words
    on conflict (owner, key) do update set count = q.count + 1, question = excluded.question,
      domains = excluded.domains, investigation_id = excluded.investigation_id, at = excluded.at,
      expires_at = excluded.expires_at, words = excluded.words;
  delete from insights where (investigation_id, n) in (select investigation_id, n from insights
    where owner = r.owner order by uses desc, at desc offset 200);
  delete from questions where owner = r.owner and key in (select key from questions
    where owner = r.owner order by count desc, at desc offset 500);
end;
$$;

-- As before, and once with the messages what the answer leaves beside them.
create or replace function save_messages(p_id text, p_owner text, p_ttl_hours float8) returns void
language plpgsql as $$
declare
  v_row investigations;
  v_left jsonb;
begin
  insert into messages (id, session_id, owner, role, content, domains, at, expires_at)
    select i.id || ':' || m.role, i.session_id, i.owner, m.role, m.content,
        array(select distinct domain from lanes where investigation_id = i.id and owner = i.owner),
        i.created_at, clock_timestamp() + make_interval(secs => p_ttl_hours * 3600)
      from investigations i
        cross join lateral (values
          ('user', i.question),
          ('assistant', (select payload -> 'answer' ->> 'markdown' from events e
            where e.investigation_id = i.id and e.type = 'answer.finished'))) m(role, content)
      where i.id = p_id and i.owner = p_owner and m.content is not null
    on conflict (id) do nothing;
  if not found then return; end if;
  select payload -> 'leaves' into v_left from events
    where investigation_id = p_id and owner = p_owner and type = 'answer.finished';
  if jsonb_typeof(v_left) = 'object' then
    select * into v_row from investigations where id = p_id and owner = p_owner;
    perform save_insights(v_row, v_left);
  end if;
end;
$$;

-- What a user found or asked before in similar words: the best three of each by full text, where rare words
-- count more, and by recency, in which half a year takes two thirds. Those of one session are its history.
create function recalled(p_owner text, p_session text, p_before timestamptz, p_terms text[]) returns jsonb
language sql stable as $$
  with known as (
    select 'insight' as kind, s.text, s.at, s.investigation_id, s.n, s.words from insights s
      where s.owner = p_owner and s.at < p_before and s.expires_at > statement_timestamp()
    union all
    select 'question', q.question, q.at, q.investigation_id, 0, q.words from questions q
      where q.owner = p_owner and q.at < p_before and q.expires_at > statement_timestamp()
  ), term as (
    select t.term, ln(1 + (select count(*) from known)::float8 / (1 + count(*))) as weight
      from unnest(p_terms) t(term) join known k on k.words @@ quote_literal(t.term)::tsquery group by 1
  ), ranked as (
    select k.kind, k.text, k.at, k.investigation_id, k.n,
        sum(term.weight) / sqrt(length(k.words))
          * exp(-extract(epoch from p_before - k.at) / 86400 / 180) as score
      from known k join term on k.words @@ quote_literal(term.term)::tsquery
        join investigations i on i.id = k.investigation_id and i.session_id <> p_session
      group by 1, 2, 3, 4, 5, k.words having count(*) > 1
  ), best as (
    select *, row_number() over (partition by kind order by score desc, at desc) as place from ranked
  )
  select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'text', text, 'investigationId', investigation_id,
      'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by kind, place), '[]')
    from best where place <= 3
$$;

-- Down Migration

drop function recalled;
create or replace function save_messages(p_id text, p_owner text, p_ttl_hours float8) returns void
language plpgsql as $$
begin
  insert into messages (id, session_id, owner, role, content, domains, at, expires_at)
    select i.id || ':' || m.role, i.session_id, i.owner, m.role, m.content,
        array(select distinct domain from lanes where investigation_id = i.id and owner = i.owner),
        i.created_at, clock_timestamp() + make_interval(secs => p_ttl_hours * 3600)
      from investigations i
        cross join lateral (values
          ('user', i.question),
          ('assistant', (select payload -> 'answer' ->> 'markdown' from events e
            where e.investigation_id = i.id and e.type = 'answer.finished'))) m(role, content)
      where i.id = p_id and i.owner = p_owner and m.content is not null
    on conflict (id) do nothing;
end;
$$;
drop function save_insights;
drop table questions, insights;
