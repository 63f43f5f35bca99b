-- Up Migration

-- The runbooks of runbooks/*.md, as `npm run runbooks:sync` read them; `words` has title and symptoms with
-- weight A, titles of steps with B, their texts with D.
create table runbooks (
  id text primary key,
  body jsonb not null,
  domain text not null,
  causes text[] not null,
  words tsvector not null
);

-- Makes the table equal to what is given, as the bodies of runbooks; returns how many rows were changed.
create function sync_runbooks(p_runbooks jsonb) returns int language plpgsql as $$
declare
  v_changed int;
  v_deleted int;
begin
  insert into runbooks (id, body, domain, causes, words)
    select r ->> 'id', r, r ->> 'domain', array(select jsonb_array_elements_text(r -> 'causes')),
        setweight(to_tsvector('english', r ->> 'title'), 'A')
        || setweight(to_tsvector('english', array_to_string(array(
            select jsonb_array_elements_text(r -> 'symptoms')), ' . ')), 'A')
        || setweight(to_tsvector('english', coalesce((select string_agg(s ->> 'title', ' . ')
            from jsonb_array_elements(r -> 'steps') s), '')), 'B')
        || setweight(to_tsvector('english', coalesce((select string_agg(s ->> 'text', ' . ')
            from jsonb_array_elements(r -> 'steps') s), '')), 'D')
      from jsonb_array_elements(p_runbooks) r
    on conflict (id) do update set body = excluded.body, domain = excluded.domain, causes = excluded.causes,
      words = excluded.words
      where runbooks.body <> excluded.body or runbooks.words <> excluded.words;
  get diagnostics v_changed = row_count;
  delete from runbooks where id not in (select r ->> 'id' from jsonb_array_elements(p_runbooks) r);
  get diagnostics v_deleted = row_count;
  return v_changed + v_deleted;
end;
$$;

-- The runbooks that fit a text, the best first. Of each word of the text counts how rare it is, and where in a
-- runbook it stands; `share` is the part of the text's own weight that a runbook has, 0 to 1. Words that no
-- runbook has, such as names of jobs, count little, and one word alone says nothing.
create function find_runbooks(p_text text, p_domains text[]) returns table (body jsonb, share float8)
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

-- Down Migration

drop function find_runbooks;
drop function sync_runbooks;
drop table runbooks;
