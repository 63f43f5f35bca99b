-- Up Migration

-- What web searches of a UTC day have cost, in credits of the search service.
create table web_credits (
  day date primary key,
  credits int not null
);

-- Takes credits of today before a search, by PostgreSQL's clock; false when that would be more than the limit.
-- Days that are over are forgotten.
create function take_web_credits(p_credits int, p_limit int) returns boolean language plpgsql as $$
declare
  v_today date := (clock_timestamp() at time zone 'UTC')::date;
begin
  delete from web_credits where day < v_today - 30;
  insert into web_credits (day, credits) select v_today, p_credits where p_credits <= p_limit
    on conflict (day) do update set credits = web_credits.credits + excluded.credits
      where web_credits.credits + excluded.credits <= p_limit;
  return found;
end;
$$;

-- Corrects what was taken, once it is known what a search has cost.
create function settle_web_credits(p_more int) returns void language sql as $$
  update web_credits set credits = greatest(0, credits + p_more)
    where day = (clock_timestamp() at time zone 'UTC')::date
$$;

-- Down Migration

drop function settle_web_credits;
drop function take_web_credits;
drop table web_credits;
