-- Up Migration

-- What was sent of traces, feedback and evaluations to which system; nothing is here where none is set.
create table exports (
  target text not null,
  kind text not null,
  id text not null,
  -- A worker sends it until then, or it is tried again then; null once it is there or given up.
  taken_until timestamptz,
  is_lost boolean not null default false,
  primary key (target, kind, id)
);

-- What ended lately is looked for every few seconds.
create index investigations_newest on investigations (created_at);

-- Down Migration

drop index investigations_newest;
drop table exports;
