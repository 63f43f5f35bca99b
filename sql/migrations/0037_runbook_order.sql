-- Up Migration

-- As before; of runbooks with the same share comes first the one that speaks most of the words of the text.
-- The general runbook of a trouble has them all over, one for a special case mentions them.
create or replace function find_runbooks(p_text text, p_domains text[]) returns table (body jsonb, share float8)
language sql stable as $$
  with term as (
    select lexeme from unnest(to_tsvector('english', p_text))
  ), placed as (
    select r.id, w.lexeme, max(case p.weight when 'A' then 1.0 when 'B' then 0.6 when 'C' then 0.4 else 0.2 end) as place
      from runbooks r cross join lateral unnest(r.words) w(lexeme, positions, weights)
        join term on term.lexeme = w.lexeme
        cross join lateral unnest(w.weights) p(weight)
      group by 1, 2
  ), rare as (
    select term.lexeme, case count(p.id) when 0 then 0.8
        else ln(1 + (select count(*) from runbooks)::float8 / count(p.id)) end as weight
      from term left join placed p on p.lexeme = term.lexeme group by 1
  ), scored as (
    select p.id, sum(p.place * rare.weight) / (select sum(weight) from rare) as share
      from placed p join rare on rare.lexeme = p.lexeme group by 1
      having count(*) >= least(2, (select count(*) from term))
  ), wanted as (
    select replace(plainto_tsquery('english', p_text)::text, '&', '|')::tsquery as any_term
  )
  select r.body, s.share * case when r.domain = any (p_domains) then 1.15 else 1 end as share
    from scored s join runbooks r on r.id = s.id cross join wanted
    order by 2 desc, ts_rank(r.words, wanted.any_term, 1) desc, r.id
$$;

-- Down Migration

create or replace function find_runbooks(p_text text, p_domains text[]) returns table (body jsonb, share float8)
language sql stable as $$
  with term as (
    select lexeme from unnest(to_tsvector('english', p_text))
  ), placed as (
    select r.id, w.lexeme, max(case p.weight when 'A' then 1.0 when 'B' then 0.6 when 'C' then 0.4 else 0.2 end) as place
      from runbooks r cross join lateral unnest(r.words) w(lexeme, positions, weights)
        join term on term.lexeme = w.lexeme
        cross join lateral unnest(w.weights) p(weight)
      group by 1, 2
  ), rare as (
    select term.lexeme, case count(p.id) when 0 then 0.8
        else ln(1 + (select count(*) from runbooks)::float8 / count(p.id)) end as weight
      from term left join placed p on p.lexeme = term.lexeme group by 1
  ), scored as (
    select p.id, sum(p.place * rare.weight) / (select sum(weight) from rare) as share
      from placed p join rare on rare.lexeme = p.lexeme group by 1
      having count(*) >= least(2, (select count(*) from term))
  )
  select r.body, s.share * case when r.domain = any (p_domains) then 1.15 else 1 end as share
    from scored s join runbooks r on r.id = s.id order by 2 desc, r.id
$$;
