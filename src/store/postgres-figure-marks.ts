/**
 * Whatever changes what reports have counted marks its hour, in the same transaction: what the triggers of schema.sql do on
 * SQLite. The rows of one transaction are marked in the order of the hours, so that two seldom wait for each other.
 */
export const postgresFigureMarks = [
  `create function greetline_mark_late(which text, instants bigint[]) returns void language plpgsql as $$
    declare closed bigint;
    begin
      select closed_until into closed from figure_state;
      insert into figure_due (part, hour) select distinct which, i / 3600000 from unnest(instants) i
        where i < closed and not exists (select 1 from figure_due d where d.part = which and d.hour = i / 3600000)
        order by 2 on conflict do nothing;
    end $$`,
  `create function greetline_mark_row() returns trigger language plpgsql as $$
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
    end $$`,
  `create trigger figure_mark after insert or update of direction, queue, customer_id, recognition, arrived_at, answered_at, ended_at, outcome, answered_by on call for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert or update of direction, customer_id, number_key, account_id, queue, outcome, disposition, team on interaction for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert or update of disposition, saved_at, after_call_ms, typed_ms on wrap_up for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert on asked_again for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert or update of customer_id, opened_at, closed_at, root_cause, complaint_at, contacts, department, owner_id on customer_case for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert or delete on case_contact for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert or update of customer_id, due_at, state, owner_id, department, standing, made_good_at on promise for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert or update of customer_id, answered_at on survey for each row execute function greetline_mark_row()`,
  `create trigger figure_mark after insert or update of customer_id, told_at on signal for each row execute function greetline_mark_row()`,
  `create function greetline_mark_of_call() returns trigger language plpgsql as $$
    declare which text; began bigint;
    begin
      if tg_table_name = 'call' then
        which := new.id;
        began := new.arrived_at;
      else
        which := new.call_id;
        began := new.id / 4096 + 946684800000;
      end if;
      if which is null or began >= coalesce((select closed_until from figure_state), 0) then
        return null;
      end if;
      perform greetline_mark_late('calls', array(
        select saved_at from wrap_up where call_id = which
        union select at from asked_again where call_id = which
        union select sent_at from survey where call_id = which));
      return null;
    end $$`,
  `create trigger figure_mark_of_call after insert or update of account_id, team on interaction for each row execute function greetline_mark_of_call()`,
  `create trigger figure_mark_of_call after update of queue, customer_id on call for each row
    when (old.queue is distinct from new.queue or old.customer_id is distinct from new.customer_id)
    execute function greetline_mark_of_call()`,
  `create function greetline_mark_cause() returns trigger language plpgsql as $$
    begin
      perform greetline_mark_late('calls', array(select at from case_contact where case_id = new.id));
      return null;
    end $$`,
  `create trigger figure_mark_cause after update of root_cause on customer_case for each row
    when (old.root_cause is distinct from new.root_cause) execute function greetline_mark_cause()`,
  `create function greetline_mark_customer() returns trigger language plpgsql as $$
    begin
      perform greetline_mark_late('calls', array(
        select arrived_at from call where customer_id = new.id
          or customer_id in (select id from customer where merged_into = new.id)
        union select id / 4096 + 946684800000 from interaction where customer_id = new.id
        union select sent_at from survey where customer_id = new.id
        union select w.saved_at from call c join wrap_up w on w.call_id = c.id where c.customer_id = new.id
          or c.customer_id in (select id from customer where merged_into = new.id)
        union select q.at from call c join asked_again q on q.call_id = c.id where c.customer_id = new.id
          or c.customer_id in (select id from customer where merged_into = new.id)));
      perform greetline_mark_late('contacts', array(
        select id / 4096 + 946684800000 from interaction where customer_id = new.id
        union select posted_at from signal where customer_id = new.id and over_at is null
        union select posted_at from signal where customer_id = new.id and over_at is not null));
      perform greetline_mark_late('matters', array(
        select opened_at from customer_case where customer_id = new.id
        union select complaint_at from customer_case where customer_id = new.id
        union select made_at from promise where customer_id = new.id
        union select due_at from promise where customer_id = new.id));
      return null;
    end $$`,
  `create trigger figure_mark after update of tier, merged_into on customer for each row
    when (old.tier is distinct from new.tier or old.merged_into is distinct from new.merged_into)
    execute function greetline_mark_customer()`,
]
