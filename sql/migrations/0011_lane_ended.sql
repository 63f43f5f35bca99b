-- Up Migration

-- The lanes of an investigation share its looks at Genie: the others wait shorter when one has ended.
create function notify_lane_ended() returns trigger language plpgsql as $$
begin
  perform pg_notify('lane_ended', new.investigation_id);
  return null;
end;
$$;

create trigger lane_ended after update of outcome on lanes for each row
  when (old.outcome is null and new.outcome is not null) execute function notify_lane_ended();

-- Down Migration

drop trigger lane_ended on lanes;
drop function notify_lane_ended;
