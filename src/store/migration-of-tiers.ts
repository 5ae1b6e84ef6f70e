import type { Migration } from './migration.ts'

/** The triggers that mark what has changed; frozen, as all of these are. Part of `migrations`. */
export const migrationOfTiers: Migration = {
  to: 31,
  name: 'what was written of a call, and promises, are counted anew when their customer, or its tier, is another',
  statements: [
    {
      sqlite: `drop trigger figure_queue_change;
create trigger figure_call_part_change after update of queue, customer_id on call
when (old.queue is not new.queue or old.customer_id is not new.customer_id)
  and new.arrived_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select distinct 'calls', saved_at / 3600000 from wrap_up
    where call_id = new.id and saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = saved_at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', at / 3600000 from asked_again
    where call_id = new.id and at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = at / 3600000);
end;
drop trigger figure_promise_change;
create trigger figure_promise_change after update of customer_id, due_at, state, owner_id, department, standing, made_good_at on promise
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
drop trigger figure_customer_change;
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
  insert into figure_due (part, hour) select distinct 'calls', w.saved_at / 3600000 from call c join wrap_up w on w.call_id = c.id
    where c.customer_id in (select new.id union all select id from customer where merged_into = new.id) and w.saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = w.saved_at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', q.at / 3600000 from call c join asked_again q on q.call_id = c.id
    where c.customer_id in (select new.id union all select id from customer where merged_into = new.id) and q.at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = q.at / 3600000);
  insert into figure_due (part, hour) select distinct 'matters', made_at / 3600000 from promise
    where customer_id = new.id and made_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = made_at / 3600000);
  insert into figure_due (part, hour) select distinct 'matters', due_at / 3600000 from promise
    where customer_id = new.id and due_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'matters' and hour = due_at / 3600000);
end`,
      postgres: `drop trigger figure_mark_of_call on call;
create trigger figure_mark_of_call after update of queue, customer_id on call for each row
    when (old.queue is distinct from new.queue or old.customer_id is distinct from new.customer_id)
    execute function greetline_mark_of_call();
drop trigger figure_mark on promise;
create trigger figure_mark after insert or update of customer_id, due_at, state, owner_id, department, standing, made_good_at on promise for each row execute function greetline_mark_row();
create or replace function greetline_mark_customer() returns trigger language plpgsql as $$
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
    },
  ],
}
