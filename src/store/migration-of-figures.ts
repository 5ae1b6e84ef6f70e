import type { Migration } from './migration.ts'

/** The triggers that mark what has changed; frozen, as all of these are. Part of `migrations`. */
export const migrationOfFigures: Migration = {
  to: 26,
  name: 'figures of days are counted and kept, and what changes later is counted anew',
  statements: [
    `create table figure (
  report text not null,
  grouping text not null,
  day text not null,
  body text not null,
  primary key (report, grouping, day)
) strict, without rowid`,
    `create table figure_day (
  part text not null,
  day text not null,
  due_at integer,
  counted_at integer,
  backlog integer not null,
  primary key (part, day)
) strict, without rowid`,
    `create index figure_day_due on figure_day (backlog, day) where due_at is not null`,
    `create table figure_due (
  part text not null,
  hour integer not null,
  primary key (part, hour)
) strict, without rowid`,
    `create table figure_state (
  id integer primary key check (id = 1),
  rules text not null,
  today text not null,
  closed_until integer not null,
  events_from integer not null,
  signals_from integer not null,
  backlog_days integer not null
) strict`,
    `create index customer_case_by_opening on customer_case (opened_at);
create index customer_case_by_complaint on customer_case (complaint_at) where complaint_at is not null;
create index promise_by_due on promise (due_at);
create index survey_by_sending on survey (sent_at);
create index survey_by_answer on survey (answered_at) where answered_at is not null;
create index signal_by_posting on signal (posted_at)`,
    {
      sqlite: `create trigger figure_call_new after insert on call
when new.arrived_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.arrived_at / 3600000
    where new.arrived_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.arrived_at / 3600000);
end;
create trigger figure_call_change after update of direction, queue, customer_id, recognition, arrived_at, answered_at, ended_at, outcome, answered_by on call
when
  new.arrived_at < (select closed_until from figure_state)
  or old.arrived_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.arrived_at / 3600000
    where new.arrived_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.arrived_at / 3600000);
  insert into figure_due (part, hour) select 'calls', old.arrived_at / 3600000
    where old.arrived_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = old.arrived_at / 3600000);
end;
create trigger figure_interaction_new after insert on interaction
when (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', (new.id / 4096 + 946684800000) / 3600000
    where (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = (new.id / 4096 + 946684800000) / 3600000);
  insert into figure_due (part, hour) select 'contacts', (new.id / 4096 + 946684800000) / 3600000
    where (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = (new.id / 4096 + 946684800000) / 3600000);
end;
create trigger figure_interaction_change after update of direction, customer_id, number_key, account_id, queue, outcome, disposition, team on interaction
when (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', (new.id / 4096 + 946684800000) / 3600000
    where (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = (new.id / 4096 + 946684800000) / 3600000);
  insert into figure_due (part, hour) select 'contacts', (new.id / 4096 + 946684800000) / 3600000
    where (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = (new.id / 4096 + 946684800000) / 3600000);
end;
create trigger figure_wrap_up_new after insert on wrap_up
when new.saved_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.saved_at / 3600000
    where new.saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.saved_at / 3600000);
end;
create trigger figure_wrap_up_change after update of disposition, saved_at, after_call_ms, typed_ms on wrap_up
when
  new.saved_at < (select closed_until from figure_state)
  or old.saved_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.saved_at / 3600000
    where new.saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.saved_at / 3600000);
  insert into figure_due (part, hour) select 'calls', old.saved_at / 3600000
    where old.saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = old.saved_at / 3600000);
end;
create trigger figure_asked_again_new after insert on asked_again
when new.at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.at / 3600000
    where new.at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.at / 3600000);
end;
create trigger figure_customer_case_new after insert on customer_case
when
  new.opened_at < (select closed_until from figure_state)
  or new.complaint_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'matters', new.opened_at / 3600000
    where new.opened_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.opened_at / 3600000);
  insert into figure_due (part, hour) select 'matters', new.complaint_at / 3600000
    where new.complaint_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.complaint_at / 3600000);
end;
create trigger figure_customer_case_change after update of customer_id, opened_at, closed_at, root_cause, complaint_at, contacts, department, owner_id on customer_case
when
  new.opened_at < (select closed_until from figure_state)
  or new.complaint_at < (select closed_until from figure_state)
  or old.opened_at < (select closed_until from figure_state)
  or old.complaint_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'matters', new.opened_at / 3600000
    where new.opened_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.opened_at / 3600000);
  insert into figure_due (part, hour) select 'matters', new.complaint_at / 3600000
    where new.complaint_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.complaint_at / 3600000);
  insert into figure_due (part, hour) select 'matters', old.opened_at / 3600000
    where old.opened_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = old.opened_at / 3600000);
  insert into figure_due (part, hour) select 'matters', old.complaint_at / 3600000
    where old.complaint_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = old.complaint_at / 3600000);
end;
create trigger figure_case_contact_new after insert on case_contact
when new.at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.at / 3600000
    where new.at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.at / 3600000);
  insert into figure_due (part, hour) select 'contacts', new.at / 3600000
    where new.at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = new.at / 3600000);
end;
create trigger figure_case_contact_end after delete on case_contact
when old.at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', old.at / 3600000
    where old.at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = old.at / 3600000);
  insert into figure_due (part, hour) select 'contacts', old.at / 3600000
    where old.at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = old.at / 3600000);
end;
create trigger figure_promise_new after insert on promise
when
  new.made_at < (select closed_until from figure_state)
  or new.due_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'matters', new.made_at / 3600000
    where new.made_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.made_at / 3600000);
  insert into figure_due (part, hour) select 'matters', new.due_at / 3600000
    where new.due_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.due_at / 3600000);
end;
create trigger figure_promise_change after update of due_at, state, owner_id, department, standing, made_good_at on promise
when
  new.made_at < (select closed_until from figure_state)
  or new.due_at < (select closed_until from figure_state)
  or old.due_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'matters', new.made_at / 3600000
    where new.made_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.made_at / 3600000);
  insert into figure_due (part, hour) select 'matters', new.due_at / 3600000
    where new.due_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = new.due_at / 3600000);
  insert into figure_due (part, hour) select 'matters', old.due_at / 3600000
    where old.due_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = old.due_at / 3600000);
end;
create trigger figure_survey_new after insert on survey
when new.sent_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.sent_at / 3600000
    where new.sent_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.sent_at / 3600000);
end;
create trigger figure_survey_change after update of customer_id, answered_at on survey
when new.sent_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'calls', new.sent_at / 3600000
    where new.sent_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = new.sent_at / 3600000);
end;
create trigger figure_signal_new after insert on signal
when new.posted_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'contacts', new.posted_at / 3600000
    where new.posted_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = new.posted_at / 3600000);
end;
create trigger figure_signal_change after update of customer_id, told_at on signal
when new.posted_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select 'contacts', new.posted_at / 3600000
    where new.posted_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = new.posted_at / 3600000);
end;
create trigger figure_cause_change after update of root_cause on customer_case
when old.root_cause is not new.root_cause
begin
  insert into figure_due (part, hour) select distinct 'calls', at / 3600000 from case_contact
    where case_id = new.id and at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = at / 3600000);
end;
create trigger figure_customer_change after update of tier, merged_into on customer
when old.tier <> new.tier or old.merged_into is not new.merged_into
begin
  insert into figure_due (part, hour) select distinct 'calls', arrived_at / 3600000 from call
    where customer_id in (select new.id union all select id from customer where merged_into = new.id) and arrived_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = arrived_at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', (id / 4096 + 946684800000) / 3600000 from interaction
    where customer_id = new.id and (id / 4096 + 946684800000) < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = (id / 4096 + 946684800000) / 3600000);
  insert into figure_due (part, hour) select distinct 'contacts', (id / 4096 + 946684800000) / 3600000 from interaction
    where customer_id = new.id and (id / 4096 + 946684800000) < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = (id / 4096 + 946684800000) / 3600000);
  insert into figure_due (part, hour) select distinct 'matters', opened_at / 3600000 from customer_case
    where customer_id = new.id and opened_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = opened_at / 3600000);
  insert into figure_due (part, hour) select distinct 'matters', complaint_at / 3600000 from customer_case
    where customer_id = new.id and complaint_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = complaint_at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', sent_at / 3600000 from survey
    where customer_id = new.id and sent_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = sent_at / 3600000);
  insert into figure_due (part, hour) select distinct 'contacts', posted_at / 3600000 from signal
    where over_at is null and customer_id = new.id and posted_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = posted_at / 3600000);
  insert into figure_due (part, hour) select distinct 'contacts', posted_at / 3600000 from signal
    where over_at is not null and customer_id = new.id and posted_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'contacts' and hour = posted_at / 3600000);
end`,
      postgres: `create function greetline_mark_late(which text, instants bigint[]) returns void language plpgsql as $$
    declare closed bigint;
    begin
      select closed_until into closed from figure_state;
      insert into figure_due (part, hour) select distinct which, i / 3600000 from unnest(instants) i
        where i < closed and not exists (select 1 from figure_due d where d.part = which and d.hour = i / 3600000)
        order by 2 on conflict do nothing;
    end $$;
create function greetline_mark_row() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'call' then
        perform greetline_mark_late('calls', array[new.arrived_at, old.arrived_at]);
      elsif tg_table_name = 'interaction' then
        perform greetline_mark_late('calls', array[new.id / 4096 + 946684800000]);
        perform greetline_mark_late('contacts', array[new.id / 4096 + 946684800000]);
      elsif tg_table_name = 'wrap_up' then
        perform greetline_mark_late('calls', array[new.saved_at, old.saved_at]);
      elsif tg_table_name = 'asked_again' then
        perform greetline_mark_late('calls', array[new.at]);
      elsif tg_table_name = 'customer_case' then
        perform greetline_mark_late('matters', array[new.opened_at, new.complaint_at, old.opened_at, old.complaint_at]);
      elsif tg_table_name = 'case_contact' then
        perform greetline_mark_late('calls', array[new.at, old.at]);
        perform greetline_mark_late('contacts', array[new.at, old.at]);
      elsif tg_table_name = 'promise' then
        perform greetline_mark_late('matters', array[new.made_at, new.due_at, old.made_at, old.due_at]);
      elsif tg_table_name = 'survey' then
        perform greetline_mark_late('calls', array[new.sent_at]);
      elsif tg_table_name = 'signal' then
        perform greetline_mark_late('contacts', array[new.posted_at]);
      end if;
      return null;
    end $$;
create trigger figure_mark after insert or update of direction, queue, customer_id, recognition, arrived_at, answered_at, ended_at, outcome, answered_by on call for each row execute function greetline_mark_row();
create trigger figure_mark after insert or update of direction, customer_id, number_key, account_id, queue, outcome, disposition, team on interaction for each row execute function greetline_mark_row();
create trigger figure_mark after insert or update of disposition, saved_at, after_call_ms, typed_ms on wrap_up for each row execute function greetline_mark_row();
create trigger figure_mark after insert on asked_again for each row execute function greetline_mark_row();
create trigger figure_mark after insert or update of customer_id, opened_at, closed_at, root_cause, complaint_at, contacts, department, owner_id on customer_case for each row execute function greetline_mark_row();
create trigger figure_mark after insert or delete on case_contact for each row execute function greetline_mark_row();
create trigger figure_mark after insert or update of due_at, state, owner_id, department, standing, made_good_at on promise for each row execute function greetline_mark_row();
create trigger figure_mark after insert or update of customer_id, answered_at on survey for each row execute function greetline_mark_row();
create trigger figure_mark after insert or update of customer_id, told_at on signal for each row execute function greetline_mark_row();
create function greetline_mark_cause() returns trigger language plpgsql as $$
    begin
      perform greetline_mark_late('calls', array(select at from case_contact where case_id = new.id));
      return null;
    end $$;
create trigger figure_mark_cause after update of root_cause on customer_case for each row
    when (old.root_cause is distinct from new.root_cause) execute function greetline_mark_cause();
create function greetline_mark_customer() returns trigger language plpgsql as $$
    begin
      perform greetline_mark_late('calls', array(
        select arrived_at from call where customer_id = new.id
          or customer_id in (select id from customer where merged_into = new.id)
        union select id / 4096 + 946684800000 from interaction where customer_id = new.id
        union select sent_at from survey where customer_id = new.id));
      perform greetline_mark_late('contacts', array(
        select id / 4096 + 946684800000 from interaction where customer_id = new.id
        union select posted_at from signal where customer_id = new.id and over_at is null
        union select posted_at from signal where customer_id = new.id and over_at is not null));
      perform greetline_mark_late('matters', array(
        select opened_at from customer_case where customer_id = new.id
        union select complaint_at from customer_case where customer_id = new.id));
      return null;
    end $$;
create trigger figure_mark after update of tier, merged_into on customer for each row
    when (old.tier is distinct from new.tier or old.merged_into is distinct from new.merged_into)
    execute function greetline_mark_customer()`,
    },
  ],
}
