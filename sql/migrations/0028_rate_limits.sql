-- Up Migration

-- How often somebody did something in the current span of time: `key` says what and who (a hash), `expire` when
-- the span ends, epoch milliseconds. Not worth a write-ahead log: after a crash counting begins anew.
create unlogged table rate_limits (
  key varchar(255) primary key,
  points int not null default 0,
  expire bigint
);
create index rate_limits_expire on rate_limits (expire);

-- Down Migration

drop table rate_limits;
