import type { Migration } from './migration.ts'

/** From version 20 to 25. Part of `migrations`. */
export const migrationsUntil25: readonly Migration[] = [
  {
    to: 21,
    name: 'the house places test calls',
    statements: [
      'alter table call add column test_at integer',
      'create index call_test on call (test_at) where test_at is not null',
      `create table mystery_turn (
  test text primary key,
  began_at integer,
  asked_at integer,
  asked_by text,
  node text,
  lease_until integer
) strict, without rowid`,
      `create table mystery_run (
  id text primary key,
  test text not null,
  call_id text,
  began_at integer not null,
  ended_at integer not null,
  result text not null check (result in ('passed', 'late', 'wrong', 'failed')),
  stopped_at text,
  why text,
  faults text not null,
  steps text not null,
  asked_by text
) strict, without rowid`,
      'create index mystery_run_of_test on mystery_run (test, began_at)',
    ],
  },
  {
    to: 22,
    name: 'the record is sealed in a chain',
    statements: [
      'alter table audit add column seal integer',
      'create index audit_unsealed on audit (id) where seal is null',
      'create index audit_by_subject on audit (subject, id) where seal is not null',
      'create index audit_by_account on audit (account_id, id) where seal is not null',
      "create index audit_by_action on audit (action, id) where seal is not null and action <> 'pop'",
      `create table audit_seal (
  n integer primary key,
  at integer not null,
  row_count integer not null,
  rows_until integer not null,
  first_id integer not null,
  last_id integer not null,
  newest_at integer not null,
  hash text not null,
  pruned_at integer
) strict`,
      `create table audit_check (
  id integer primary key,
  body text not null
) strict`,
    ],
  },
  {
    to: 23,
    name: 'a search knows more of an interaction, its index is made anew, and searches are kept',
    statements: [
      `alter table interaction add column sentiment text check (sentiment in ('positive', 'neutral', 'negative'))`,
      `alter table wrap_up add column sentiment text check (sentiment in ('positive', 'neutral', 'negative'))`,
      'create index promise_of_call on promise (call_id) where call_id is not null',
      `create table saved_search (
  id text primary key,
  account_id text not null references account (id),
  name text not null,
  shared text not null check (shared in ('nobody', 'team', 'all')),
  team text,
  body text not null,
  version integer not null,
  updated_at integer not null
) strict`,
      'create index saved_search_by_account on saved_search (account_id)',
    ],
  },
  {
    to: 24,
    name: 'what is found can be taken along as a file',
    statements: [
      `create table export_job (
  id text primary key,
  kind text not null,
  format text not null check (format in ('csv', 'json-lines')),
  asked text not null,
  account_id text not null,
  account_name text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
  rows_written integer not null,
  done_of_thousand integer,
  bytes integer not null,
  sha256 text,
  why text,
  asked_at integer not null,
  finished_at integer,
  expires_at integer not null,
  node text,
  lease_until integer
) strict, without rowid`,
      'create index export_job_by_time on export_job (asked_at)',
    ],
  },
  {
    to: 25,
    name: 'calls are reviewed, and agents tick off their day',
    statements: [
      `create table review_form (
  id text not null,
  version integer not null,
  body text not null,
  at integer not null,
  primary key (id, version)
) strict, without rowid`,
      `create table review (
  id text primary key,
  call_id text not null,
  account_id text not null,
  reviewer_id text not null,
  reviewer_name text not null,
  form_id text not null,
  form_version integer not null,
  answers text not null,
  score integer,
  comment text not null,
  at integer not null,
  seen_at integer,
  reply text,
  replied_at integer
) strict, without rowid`,
      'create unique index review_of_call on review (call_id, account_id)',
      'create index review_by_time on review (at)',
      'create index review_of_agent on review (account_id, at)',
      `create table check_tick (
  account_id text not null,
  day text not null,
  item text not null,
  at integer not null,
  primary key (account_id, day, item)
) strict, without rowid`,
    ],
  },
]
