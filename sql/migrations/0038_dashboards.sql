-- Up Migration

-- The dashboards of each workspace as they were last listed: an array of ids, titles and tags.
create table dashboard_lists (
  workspace text primary key,
  dashboards jsonb not null,
  listed_at timestamptz not null default clock_timestamp()
);

-- Down Migration

drop table dashboard_lists;
