-- Up Migration

-- One row a reader and investigation: what he says of the answer, and the question that it proposes for
-- evaluations. An accepted case is part of a data set and stays when the investigation is deleted.
create table feedback (
  id text primary key,
  investigation_id text not null,
  owner text not null,
  rating text not null check (rating in ('up', 'down')),
  comment text,
  claim text,
  question text not null,
  -- Null where nobody has said to which it must go.
  domains text[],
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'rejected')),
  given_at timestamptz not null default clock_timestamp(),
  decided_at timestamptz,
  decided_by text,
  unique (investigation_id, owner)
);
create index feedback_newest on feedback (given_at desc, id desc);

-- When people were told that a run fell: once.
alter table evaluations add column told_at timestamptz;

-- Down Migration

alter table evaluations drop column told_at;
drop table feedback;
