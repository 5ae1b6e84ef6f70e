import type { Migration } from './migration.ts'
import { migrationOfFigures } from './migration-of-figures.ts'
import { migrationOfTiers } from './migration-of-tiers.ts'
import { migrationsUntil10 } from './migrations-until-10.ts'
import { migrationsUntil20 } from './migrations-until-20.ts'
import { migrationsUntil25 } from './migrations-until-25.ts'

/**
 * How the database changes from version to version.
 *
 * A change of the schema is two things, together in one commit: schema.sql as it is to be, with the next number in its
 * last line, and a migration at the end of the list that makes the same of the version before. For what schema.sql does
 * not say (the search index and the triggers on PostgreSQL: postgres-schema.ts, postgres-text-index.ts) the same holds. A
 * test grows the frozen first version through the whole list, on both engines, and compares.
 *
 * Statements are written as in schema.sql, so that both engines read them: `integer`, `text`, `strict`. Where they cannot,
 * say it for each: `{ sqlite: '…', postgres: '…' }`, and leave out the one that has nothing to do.
 *
 * A migration that was released is never changed again. On PostgreSQL nodes of the release before go on while it runs and
 * after it: so it adds (a new column has a default or may be null) and takes nothing away that the last release reads or
 * writes; what is not used any more goes one release later. It should be over in seconds for a million customers and ten
 * million interactions, as writes wait for it; what takes longer is filled in afterwards, in batches
 * (settle-customers.ts and search-rebuild.ts do so).
 */
export const migrations: readonly Migration[] = [
  ...migrationsUntil10,
  ...migrationsUntil20,
  ...migrationsUntil25,
  migrationOfFigures,
  {
    to: 27,
    name: 'interactions of before there were teams are given theirs',
    statements: [
      `create table team_fill (
  id integer primary key,
  since integer not null,
  before_id integer not null
) strict`,
    ],
  },
  {
    to: 28,
    name: 'the search index is made anew, in small steps',
    statements: [
      `create table search_rebuild (
  index_name text primary key,
  below_id integer not null
) strict, without rowid`,
      // On PostgreSQL each row's tokens are found until they are replaced. On SQLite entries lie elsewhere now.
      { sqlite: `insert into interaction_search (interaction_search) values ('delete-all')` },
      `insert into search_rebuild (index_name, below_id)
  select 'interaction_search', newest.id + 1 from (select max(id) as id from interaction) as newest where newest.id is not null`,
      `insert into search_rebuild (index_name, below_id)
  select 'customer_search', newest.id + 1 from (select max(id) as id from customer) as newest where newest.id is not null`,
    ],
  },
  {
    to: 29,
    name: 'what was written of a call is counted anew when the call turns out to be of another team or queue',
    statements: [
      'create index asked_again_by_call on asked_again (call_id)',
      {
        sqlite: `create trigger figure_history_new after insert on interaction
when new.call_id is not null and (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select distinct 'calls', saved_at / 3600000 from wrap_up
    where call_id = new.call_id and saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = saved_at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', at / 3600000 from asked_again
    where call_id = new.call_id and at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', sent_at / 3600000 from survey
    where call_id = new.call_id and sent_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = sent_at / 3600000);
end;
create trigger figure_history_change after update of account_id, team on interaction
when new.call_id is not null and (new.id / 4096 + 946684800000) < (select closed_until from figure_state)
  and (old.account_id is not new.account_id or old.team is not new.team)
begin
  insert into figure_due (part, hour) select distinct 'calls', saved_at / 3600000 from wrap_up
    where call_id = new.call_id and saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = saved_at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', at / 3600000 from asked_again
    where call_id = new.call_id and at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', sent_at / 3600000 from survey
    where call_id = new.call_id and sent_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = sent_at / 3600000);
end;
create trigger figure_queue_change after update of queue on call
when old.queue is not new.queue and new.arrived_at < (select closed_until from figure_state)
begin
  insert into figure_due (part, hour) select distinct 'calls', saved_at / 3600000 from wrap_up
    where call_id = new.id and saved_at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = saved_at / 3600000);
  insert into figure_due (part, hour) select distinct 'calls', at / 3600000 from asked_again
    where call_id = new.id and at < (select closed_until from figure_state)
    and not exists (select 1 from figure_due where part = 'calls' and hour = at / 3600000);
end`,
        postgres: `create function greetline_mark_of_call() returns trigger language plpgsql as $$
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
    end $$;
create trigger figure_mark_of_call after insert or update of account_id, team on interaction for each row execute function greetline_mark_of_call();
create trigger figure_mark_of_call after update of queue on call for each row
    when (old.queue is distinct from new.queue) execute function greetline_mark_of_call()`,
      },
    ],
  },
  {
    to: 30,
    name: 'it is known whose desktops are open, at every node',
    statements: [
      `create table desk_node (
  node text primary key,
  seen_at integer not null
) strict, without rowid`,
      `create table open_desk (
  account_id text not null,
  node text not null,
  primary key (account_id, node)
) strict, without rowid`,
      'create index open_desk_by_node on open_desk (node)',
    ],
  },
  migrationOfTiers,
]

/** The version that a list of migrations leads to. */
export function newestVersion(list: readonly Migration[] = migrations): number {
  return 1 + list.length
}

/** Those that lead on from a version. Throws where the list has a gap. */
export function migrationsFrom(version: number, list: readonly Migration[]): readonly Migration[] {
  list.forEach(({ to, name }, n) => {
    if (to !== n + 2) throw new Error(`migration ${name} leads to ${to}, but stands where ${n + 2} is made`)
  })
  return list.slice(version - 1)
}

/** What an engine is told; nothing where a statement is not for it. */
export function statementsFor(engine: 'sqlite' | 'postgres', { statements }: Migration): readonly string[] {
  return statements.flatMap((one) => (typeof one === 'string' ? one : (one[engine] ?? [])))
}
