-- Up Migration

-- As before, with the words of each text read once: each text was matched against each word, twice, so that every
-- question of a user with 200 findings waited 20 ms for it. Of the questions the newest 2,000 are looked at.
create or replace function recalled(p_owner text, p_session text, p_before timestamptz, p_terms text[])
returns jsonb language sql stable as $$
  with known as materialized (
    select k.*, own.hits from (
      select 'insight' as kind, s.text, s.at, s.investigation_id, s.words from insights s
        where s.owner = p_owner and s.at < p_before and s.expires_at > statement_timestamp()
      union all
      (select 'question', q.question, q.at, q.investigation_id, q.words from questions q
        where q.owner = p_owner and q.at < p_before and q.expires_at > statement_timestamp()
        order by q.at desc limit 2000)
    ) k cross join lateral (
      select array_agg(w.lexeme) as hits from unnest(k.words) w where w.lexeme = any (p_terms)
    ) own
  ), term as materialized (
    select hit, ln(1 + (select count(*) from known)::float8 / (1 + count(*))) as weight
      from known, unnest(hits) hit group by 1
  ), ranked as (
    select k.kind, k.text, k.at, k.investigation_id,
        (select sum(weight) from term where hit = any (k.hits)) / sqrt(length(k.words))
          * exp(-extract(epoch from p_before - k.at) / 86400 / 180) as score
      from known k where cardinality(k.hits) > 1 and exists (
        select from investigations i where i.id = k.investigation_id and i.session_id <> p_session)
  ), best as (
    select *, row_number() over (partition by kind order by score desc, at desc) as place from ranked
  )
  select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'text', text, 'investigationId', investigation_id,
      'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by kind, place), '[]')
    from best where place <= 3
$$;

-- Down Migration

create or replace function recalled(p_owner text, p_session text, p_before timestamptz, p_terms text[]) returns jsonb
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
