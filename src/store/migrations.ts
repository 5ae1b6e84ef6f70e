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

/** One statement that both engines read, or what each of them is told. */
export type MigrationStatement = string | { readonly sqlite?: string; readonly postgres?: string }

/** One step from a version of the database to the next. */
export interface Migration {
  readonly to: number
  readonly name: string
  /** They stand or fall together, in one transaction with the new version. */
  readonly statements: readonly MigrationStatement[]
  /**
   * Statements that SQLite does not run within a transaction (`vacuum`, some pragmas), run before the others and on SQLite
   * only. They must be idempotent: after a kill all of them are run again.
   */
  readonly beforeOnSqlite?: readonly string[]
}

/** Told before each statement; `n` counts from 1. */
export interface MigrationStep {
  readonly to: number
  readonly name: string
  readonly statement: number
  readonly of: number
}

export const migrations: readonly Migration[] = [
  {
    to: 2,
    name: 'imports belong to a node, and who was merged into a customer is found at once',
    statements: [
      'create index customer_by_merge on customer (merged_into) where merged_into is not null',
      'alter table import_job add column node text',
      'alter table import_job add column lease_until integer',
    ],
  },
  {
    to: 3,
    name: 'numbers can be read again, and a call knows who has made sure of the caller',
    statements: [
      'alter table customer_number add column read_by text',
      'alter table interaction add column read_by text',
      'alter table call add column verification text',
      'create index call_by_number on call (number_key, arrived_at) where number_key is not null',
      `create table number_reading (
  source text primary key,
  fingerprint text not null
) strict, without rowid`,
      `create table number_rereading (
  id integer primary key,
  wanted text not null,
  sources text not null,
  state text not null check (state in ('running', 'done', 'replaced')),
  stage text not null,
  place text,
  done_of_thousand integer not null,
  rows_read integer not null,
  rows_changed integer not null,
  rows_unreadable integer not null,
  started_at integer not null,
  finished_at integer,
  node text,
  lease_until integer
) strict`,
      `create table number_rereading_finding (
  rereading_id integer not null references number_rereading (id),
  n integer not null,
  kind text not null check (kind in ('changed', 'unreadable')),
  subject text not null,
  raw text not null,
  old_key text,
  new_key text,
  why text,
  primary key (rereading_id, n)
) strict, without rowid`,
    ],
  },
  {
    to: 4,
    name: 'legs of a conversation are linked to their call',
    statements: [
      `create table call_leg (
  source text not null,
  leg text not null,
  call text not null,
  linked_at integer not null,
  primary key (source, leg)
) strict, without rowid`,
      'create index call_leg_of_call on call_leg (source, call)',
      'create index call_leg_by_time on call_leg (linked_at)',
    ],
  },
  {
    to: 5,
    name: 'of a customer something may be confidential',
    statements: ['alter table customer add column confidential text'],
  },
  {
    to: 6,
    name: 'calls of a customer are found at once',
    statements: [
      'create index call_by_customer on call (customer_id, arrived_at) where customer_id is not null',
    ],
  },
  {
    to: 7,
    name: 'promises to customers, and signals of other systems, are kept',
    statements: [
      `create table promise (
  id integer primary key,
  origin text not null,
  origin_id text,
  customer_id integer references customer (id),
  number_key text,
  call_id text,
  case_id integer,
  standing text,
  text text not null,
  channel text not null,
  owner_id text,
  department text,
  made_by text not null,
  made_at integer not null,
  due_at integer not null,
  first_due_at integer not null,
  remind_at integer,
  reminded_at integer,
  state text not null check (state in ('open', 'kept', 'broken', 'released')),
  settled_at integer,
  settled_by text,
  note text,
  made_good_at integer,
  over_at integer,
  version integer not null
) strict`,
      'create unique index promise_by_origin on promise (origin, origin_id) where origin_id is not null',
      'create index promise_of_customer on promise (customer_id, due_at) where over_at is null',
      `create index promise_of_number on promise (number_key) where over_at is null and customer_id is null`,
      'create index promise_of_owner on promise (owner_id, due_at) where over_at is null',
      `create index promise_open on promise (due_at) where state = 'open'`,
      `create index promise_to_remind on promise (remind_at) where state = 'open' and reminded_at is null`,
      `create index promise_broken on promise (settled_at) where state = 'broken' and over_at is null`,
      'create index promise_by_making on promise (made_at)',
      `create table signal (
  id integer primary key,
  sender text not null,
  external_id text,
  customer_id integer references customer (id),
  number_key text,
  number_raw text,
  kind text not null,
  topic text,
  severity text not null check (severity in ('info', 'notice', 'warning', 'critical')),
  text text not null,
  answer text,
  at integer not null,
  valid_from integer not null,
  valid_until integer not null,
  posted_at integer not null,
  changed_at integer not null,
  told_at integer,
  told_by text,
  told_how text,
  over_at integer,
  withdrawn_at integer
) strict`,
      `create unique index signal_by_external_id on signal (sender, external_id) where external_id is not null`,
      'create index signal_of_customer on signal (customer_id) where over_at is null',
      `create index signal_of_number on signal (number_key) where over_at is null and customer_id is null`,
      'create index signal_by_topic on signal (topic, severity, told_at) where over_at is null',
      'create index signal_by_end on signal (valid_until) where over_at is null',
      'create index signal_over on signal (over_at) where over_at is not null',
    ],
  },
  {
    to: 8,
    name: 'what other systems are told is kept until they have it',
    statements: [
      `create table webhook_message (
  id text primary key,
  type text not null,
  customer_id integer references customer (id),
  body text not null,
  at integer not null
) strict, without rowid`,
      'create index webhook_message_by_time on webhook_message (at)',
      'create index webhook_message_of_customer on webhook_message (customer_id) where customer_id is not null',
      `create table webhook_delivery (
  webhook text not null,
  message_id text not null references webhook_message (id),
  state text not null check (state in ('waiting', 'delivered', 'dead')),
  attempts integer not null,
  due_at integer not null,
  node text,
  lease_until integer,
  tried_at integer,
  status integer,
  failure text,
  at integer not null,
  primary key (webhook, message_id)
) strict, without rowid`,
      "create index webhook_delivery_due on webhook_delivery (due_at, webhook) where state = 'waiting'",
      'create index webhook_delivery_by_time on webhook_delivery (at)',
      'create index webhook_delivery_of_message on webhook_delivery (message_id)',
      `create table webhook_stop (
  webhook text primary key,
  url_hash text not null,
  at integer not null
) strict, without rowid`,
    ],
  },
  {
    to: 9,
    name: 'what customers have told us is kept, and what they wish with its source',
    statements: [
      'alter table customer add column stated_wishes text',
      `create table fact (
  id integer primary key,
  customer_id integer references customer (id),
  key text not null,
  value text not null,
  said_by text not null check (said_by in ('customer', 'agent', 'system')),
  account_id text,
  channel text not null,
  said_at integer not null,
  call_id text,
  verified_at integer,
  verified_by text,
  stale_at integer,
  replaced_at integer,
  withdrawn_by text
) strict`,
      'create unique index fact_holding on fact (customer_id, key) where replaced_at is null and customer_id is not null',
      'create index fact_by_customer on fact (customer_id, id) where customer_id is not null',
      'create unique index fact_holding_on_call on fact (call_id, key) where replaced_at is null and customer_id is null',
      'create index fact_by_call on fact (call_id) where call_id is not null',
      `create table asked_again (
  id integer primary key,
  at integer not null,
  key text not null,
  call_id text not null,
  account_id text not null,
  customer_id integer references customer (id),
  known text not null check (known in ('known', 'confirm', 'missing'))
) strict`,
      'create index asked_again_by_time on asked_again (at)',
      'create index asked_again_by_customer on asked_again (customer_id) where customer_id is not null',
    ],
  },
  {
    to: 10,
    name: 'cases have a state, an owner and contacts; callbacks and visits are planned',
    statements: [
      "alter table customer_case add column state text not null default 'open'",
      'alter table customer_case add column owner_id text',
      'alter table customer_case add column department text',
      'alter table customer_case add column root_cause text',
      'alter table customer_case add column complaint_at integer',
      'alter table customer_case add column contacts integer not null default 1',
      'alter table customer_case add column last_contact_at integer',
      'alter table customer_case add column raised_at integer',
      'alter table customer_case add column escalated_to text',
      'alter table customer_case add column escalated_by text',
      'alter table customer_case add column escalated_at integer',
      'alter table customer_case add column escalation_question text',
      'alter table customer_case add column escalation_due_at integer',
      'alter table customer_case add column escalation_answer text',
      'alter table customer_case add column escalation_answered_at integer',
      'alter table customer_case add column escalation_answered_by text',
      'alter table customer_case add column version integer not null default 1',
      "update customer_case set state = 'closed' where closed_at is not null",
      `create index customer_case_pressing on customer_case (id)
  where closed_at is null and (raised_at is not null or escalated_at is not null)`,
      `create table case_contact (
  case_id integer not null references customer_case (id),
  contact text not null,
  at integer not null,
  linked text not null check (linked in ('said', 'taken')),
  primary key (case_id, contact)
) strict, without rowid`,
      'create index case_contact_by_contact on case_contact (contact)',
      `create table case_change (
  case_id integer not null references customer_case (id),
  n integer not null,
  at integer not null,
  account_id text,
  what text not null,
  old_value text,
  new_value text,
  primary key (case_id, n)
) strict, without rowid`,
      `create table task (
  id integer primary key,
  kind text not null check (kind in ('callback', 'visit', 'message', 'follow-up')),
  customer_id integer references customer (id),
  number_key text,
  number_raw text,
  owner_id text,
  team text,
  due_from integer not null,
  due_until integer not null,
  reason text not null,
  origin text not null,
  origin_id text,
  plan_key text unique,
  state text not null check (state in ('open', 'done', 'given-up')),
  outcome text,
  attempts integer not null,
  last_attempt_at integer,
  created_at integer not null,
  created_by text,
  closed_at integer,
  closed_by text,
  version integer not null
) strict`,
      "create index task_due on task (owner_id, due_until) where state = 'open'",
      'create index task_of_customer on task (customer_id, id) where customer_id is not null',
      "create index task_of_number on task (number_key) where state = 'open' and number_key is not null",
      `create table task_attempt (
  task_id integer not null references task (id),
  at integer not null,
  account_id text not null,
  result text not null,
  call_id text,
  primary key (task_id, at)
) strict, without rowid`,
      `create table dialled_call (
  id integer primary key,
  call_id text unique,
  account_id text not null,
  number_key text not null,
  customer_id integer references customer (id),
  task_id integer references task (id),
  at integer not null
) strict`,
      'create index dialled_call_by_account on dialled_call (account_id, at)',
      'create index dialled_call_by_time on dialled_call (at)',
      'create index dialled_call_by_customer on dialled_call (customer_id) where customer_id is not null',
      'alter table interaction add column subject text',
      'alter table interaction add column thread text',
      'alter table wrap_up add column case_id integer',
    ],
  },
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
  {
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
  },
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
