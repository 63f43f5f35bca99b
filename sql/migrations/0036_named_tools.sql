-- Up Migration

-- The tools that the caller named; null where the question decides, empty for none.
alter table investigations add column tools text[];

-- Down Migration

alter table investigations drop column tools;
