-- Up Migration

-- When the sweeper last looked at an open investigation: whoever waited longest is next.
alter table investigations add column swept_at timestamptz;

-- Down Migration

alter table investigations drop column swept_at;
