import type { Migration } from './migration.ts'

/** From version 10 to 20. Part of `migrations`. */
export const migrationsUntil20: readonly Migration[] = [
  {
    to: 11,
    name: 'habits, seasons, value and guidance',
    statements: [
      'alter table customer add column metrics text',
      `create table customer_digest (
  customer_id integer primary key references customer (id),
  due_at integer not null,
  habit text,
  contacts integer not null,
  value integer,
  risk integer not null
) strict`,
      'create index customer_digest_due on customer_digest (due_at)',
      'create index customer_digest_by_value on customer_digest (value) where value is not null',
      'create index customer_digest_by_risk on customer_digest (risk) where risk > 0',
      `create table season (
  month integer not null,
  disposition text not null,
  queue text not null,
  contacts integer not null,
  primary key (month, disposition, queue)
) strict, without rowid`,
      `create table guidance (
  id text primary key,
  version integer not null,
  body text not null,
  removed_at integer
) strict, without rowid`,
      `create table guidance_version (
  topic_id text not null,
  version integer not null,
  body text,
  account_id text,
  author text not null,
  saved_at integer not null,
  primary key (topic_id, version)
) strict, without rowid`,
    ],
  },
  {
    to: 12,
    name: 'how long a wrap-up took is kept',
    statements: [
      'alter table wrap_up add column after_call_ms integer',
      'alter table wrap_up add column typed_ms integer',
      'create index wrap_up_by_time on wrap_up (saved_at) where after_call_ms is not null',
    ],
  },
  {
    to: 13,
    name: 'a call keeps what outside directories have said',
    statements: ['alter table call add column directory text'],
  },
  {
    to: 14,
    name: 'the house words its greetings',
    statements: [
      `create table greeting_template (
  language text not null,
  phrase text not null,
  version integer not null,
  text text,
  account_id text not null,
  at integer not null,
  primary key (language, phrase, version)
) strict, without rowid`,
    ],
  },
  {
    to: 15,
    name: 'customers are asked after a call how it was',
    statements: [
      `create table survey (
  id text primary key,
  token_hash text not null unique,
  name text not null,
  call_id text not null unique,
  customer_id integer references customer (id),
  number_key text,
  queue text,
  language text not null,
  sent_at integer not null,
  expires_at integer not null,
  answered_at integer,
  satisfaction integer,
  recommendation integer,
  effort integer,
  comment text,
  is_bad integer
) strict, without rowid`,
      'create index survey_of_customer on survey (customer_id, sent_at) where customer_id is not null',
      'create index survey_of_number on survey (number_key, sent_at) where number_key is not null',
      'create index survey_unanswered on survey (expires_at) where answered_at is null',
    ],
  },
  {
    to: 16,
    name: 'promises and past signals of a customer are found at once',
    statements: [
      'create index if not exists promise_by_customer on promise (customer_id, id) where customer_id is not null',
      'create index if not exists signal_past on signal (customer_id) where over_at is not null',
    ],
  },
  {
    to: 17,
    name: 'what departments have promised is found at once',
    statements: [
      `create index if not exists promise_of_department on promise (due_at)
  where over_at is null and owner_id is null and department is not null and standing is null`,
    ],
  },
  {
    to: 18,
    name: 'alerts are raised, and supervisors see calls and the day’s figures live, also on a wall',
    statements: [
      'alter table call add column board text',
      `create table alert (
  id text primary key,
  rule text not null,
  subject_key text not null,
  severity text not null check (severity in ('notice', 'warning', 'critical')),
  customer_id integer references customer (id),
  call_id text,
  team text,
  figures text not null,
  text text not null,
  raised_at integer not null,
  seen_at integer,
  seen_by text,
  assigned_to text,
  over_at integer,
  version integer not null
) strict, without rowid`,
      'create unique index alert_open on alert (rule, subject_key) where over_at is null',
      'create index alert_by_time on alert (raised_at, id)',
      'create index alert_of_customer on alert (customer_id) where customer_id is not null',
      `create table job_lease (
  job text primary key,
  node text not null,
  lease_until integer not null
) strict, without rowid`,
      `create table live_count (
  day text not null,
  source text not null,
  queue text not null,
  part integer not null,
  answered integer not null,
  in_time integer not null,
  abandoned integer not null,
  abandoned_soon integer not null,
  waited_ms integer not null,
  longest_ms integer not null,
  primary key (day, source, queue, part)
) strict, without rowid`,
      `create table wall_link (
  id text primary key,
  token_hash text not null unique,
  name text not null,
  teams text,
  created_at integer not null,
  created_by text not null,
  seen_at integer,
  revoked_at integer
) strict, without rowid`,
      {
        postgres: `create trigger ring_board after update of board on call for each row
          when (old.board is distinct from new.board) execute function greetline_ring('calls')`,
      },
      {
        postgres: `create trigger ring after insert or update on alert for each statement
          execute function greetline_ring('alerts')`,
      },
    ],
  },
  {
    to: 19,
    name: 'what agents were shown of a call is kept',
    statements: [
      `create table pop_shown (
  call_id text not null,
  account_id text not null,
  version integer not null,
  at integer not null,
  is_whole integer not null,
  content text not null,
  primary key (call_id, account_id, version)
) strict, without rowid`,
    ],
  },
  {
    to: 20,
    name: 'people work in teams, and auditors read the record',
    statements: [
      // SQLite changes no check of a column.
      {
        sqlite: `create table account_anew (
  id text primary key,
  login text not null unique,
  name text not null,
  role text not null check (role in ('agent', 'supervisor', 'admin', 'auditor')),
  language text not null,
  password_hash text,
  created_at integer not null,
  disabled_at integer,
  team text,
  leads text
) strict`,
        postgres: 'alter table account drop constraint account_role_check',
      },
      {
        sqlite: `insert into account_anew (id, login, name, role, language, password_hash, created_at, disabled_at)
  select id, login, name, role, language, password_hash, created_at, disabled_at from account`,
        postgres: `alter table account add constraint account_role_check
  check (role in ('agent', 'supervisor', 'admin', 'auditor'))`,
      },
      { sqlite: 'drop table account', postgres: 'alter table account add column team text' },
      {
        sqlite: 'alter table account_anew rename to account',
        postgres: 'alter table account add column leads text',
      },
      `create table queue_team (
  queue text primary key,
  team text not null
) strict, without rowid`,
      'alter table interaction add column team text',
    ],
  },
]
