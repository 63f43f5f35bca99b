-- Up Migration

-- Who has asked, read, exported, deleted or decided something, and who made and revoked keys; no content. Each
-- line has the hash of itself and of the line before, so a line that was changed, put in or taken out shows.
create table audit_lines (
  id bigint primary key,
  at timestamptz not null,
  principal text not null,
  -- How they came in: a way, and the id of the key.
  via text not null,
  action text not null,
  subject text not null,
  hash bytea not null
);
create index audit_lines_principal on audit_lines (principal, id desc);

-- Appends a line. Lines are numbered one after another: this takes the lock that is taken last in a
-- transaction, and holds it to its end.
create function append_audit(p_principal text, p_via text, p_action text, p_subject text) returns bigint
language plpgsql as $$
declare
  v_last record;
  v_id bigint;
  v_at timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('audit_lines'));
  select id, hash into v_last from audit_lines order by id desc limit 1;
  v_id := coalesce(v_last.id, 0) + 1;
  v_at := clock_timestamp();
  insert into audit_lines (id, at, principal, via, action, subject, hash)
    select v_id, v_at, p_principal, p_via, p_action, p_subject,
        sha256(coalesce(v_last.hash, decode(repeat('00', 32), 'hex'))
          || convert_to(string_agg(octet_length(f) || ':' || f, ',' order by n), 'UTF8'))
      from unnest(array[v_id::text, to_char(v_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        p_principal, p_via, p_action, p_subject]) with ordinality fields(f, n);
  return v_id;
end;
$$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'lines of the audit are only appended';
end;
$$;
create trigger audit_lines_stay before update or delete on audit_lines for each row execute function refuse_change();
create trigger audit_lines_stay_all before truncate on audit_lines execute function refuse_change();

-- Down Migration

drop table audit_lines;
drop function refuse_change, append_audit;
