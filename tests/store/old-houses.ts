import type { Migration } from '../../src/store/migration.ts'

/** A small house of three versions, with what a migration may have to do: add, rebuild, fill, index, and what no transaction holds. */
export const firstSchema = `
create table person (id integer primary key, name text not null) strict;
create table visit (id integer primary key, person_id integer not null references person (id), at text not null) strict;
create index visit_by_person on visit (person_id);
insert into person (id, name) values (1, 'Ada'), (2, 'Bo');
insert into visit (id, person_id, at) values (10, 1, '1000'), (11, 2, '2000'), (12, 1, '3000');
create table schema_version (version integer not null) strict;
insert into schema_version (version) values (1);`

export const houseMigrations: readonly Migration[] = [
  {
    to: 2,
    name: 'instants are integers',
    statements: [
      'create table visit_new (id integer primary key, person_id integer not null references person (id), at integer not null) strict',
      'insert into visit_new select id, person_id, cast(at as integer) from visit',
      'drop table visit',
      'alter table visit_new rename to visit',
      'create index visit_by_person on visit (person_id, at)',
    ],
  },
  {
    to: 3,
    name: 'languages',
    beforeOnSqlite: ['vacuum'],
    statements: [
      'alter table person add column language text',
      "update person set language = 'en'",
      'create index person_by_language on person (language) where language is not null',
    ],
  },
]

/** What schema.sql would be by then. */
export const thirdSchema = `
create table person (id integer primary key, name text not null, language text) strict;
create index person_by_language on person (language) where language is not null;
create table visit (id integer primary key, person_id integer not null references person (id), at integer not null) strict;
create index visit_by_person on visit (person_id, at);
create table schema_version (version integer not null) strict;
insert into schema_version (version) values (3);`
