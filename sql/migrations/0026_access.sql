-- Up Migration

-- Keys of the API. Of a key only its hash is stored; who it acts for is `principal`, not `owner`, because a
-- user who deletes what is remembered of them keeps the way in that somebody gave them.
create table api_keys (
  id text primary key,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  name text not null,
  -- Of no other way in, and not of the evaluations.
  principal text not null check (principal like 'key:%'),
  role text not null check (role in ('viewer', 'analyst', 'operator', 'admin')),
  groups text[] not null,
  -- Null is all that the role may.
  scopes text[],
  daily_questions int check (daily_questions > 0),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz
);

-- Browsers that have signed in. The cookie changes while it is used; the one before it is good for a moment
-- longer, for requests that were under way.
create table sign_ins (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  previous_hash bytea,
  -- A key that is revoked ends what was signed in with it.
  key_id text references api_keys on delete cascade,
  -- Who it is where no key tells.
  caller jsonb,
  created_at timestamptz not null default clock_timestamp(),
  rotated_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  check ((key_id is null) <> (caller is null))
);
create index sign_ins_previous on sign_ins (previous_hash);
create index sign_ins_expired on sign_ins (expires_at);
create index sign_ins_key on sign_ins (key_id);

-- Down Migration

drop table sign_ins, api_keys;
