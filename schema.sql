-- What the house remembers. Read by SQLite as it stands. Ids are made by the program (see store/time-id.ts), instants are
-- whole milliseconds since 1970, booleans are the presence of an instant, lists and objects are JSON text.
-- Whoever changes this adds a migration: see src/store/migrations.ts.

create table account (
  id text primary key,
  login text not null unique,
  name text not null,
  role text not null check (role in ('agent', 'supervisor', 'admin', 'auditor')),
  language text not null,
  password_hash text,
  created_at integer not null,
  disabled_at integer,
  -- Where the person works; of a supervisor, which teams they lead as JSON, or null for all.
  team text,
  leads text
) strict;

-- Which team serves a queue, as the configuration last had it.
create table queue_team (
  queue text primary key,
  team text not null
) strict, without rowid;

create table account_extension (
  source text not null,
  extension text not null,
  account_id text not null references account (id),
  primary key (source, extension)
) strict, without rowid;
create index account_extension_by_account on account_extension (account_id);

create table session (
  token_hash text primary key,
  account_id text not null references account (id),
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null
) strict, without rowid;
create index session_by_account on session (account_id);

create table sign_in_attempt (
  -- Who tried from where: hash of login and address. Failures since the last success, for the growing delay.
  who text primary key,
  failures integer not null,
  last_at integer not null
) strict, without rowid;

-- How far an agent's desktop has been told: the version counts the agent's changes without a gap.
create table desk (
  account_id text primary key,
  version integer not null,
  availability text not null
) strict, without rowid;

create table customer (
  id integer primary key,
  external_id text unique,
  kind text not null check (kind in ('person', 'household', 'company')),
  name text not null,
  given_name text,
  family_name text,
  title text,
  said_as text,
  pronunciation text,
  language text,
  time_zone text,
  tier text not null,
  role text,
  about text,
  wishes text not null,
  belongs_to integer references customer (id),
  merged_into integer references customer (id),
  -- Interactions with a higher id still have to be moved (after a merge) or indexed anew (after a new name).
  unsettled integer,
  version integer not null,
  created_at integer not null,
  updated_at integer not null,
  -- Shown to agents only of a caller who has been verified on this call.
  confidential text,
  -- What the customer has stated of how they want to be contacted and spoken to, each with its source: JSON.
  stated_wishes text,
  -- What other systems have counted of the customer (revenue and the like): JSON; null where they have said nothing.
  metrics text
) strict;
create index customer_unsettled on customer (id) where unsettled is not null;
create index customer_by_group on customer (belongs_to) where belongs_to is not null;
create index customer_by_merge on customer (merged_into) where merged_into is not null;

-- A number key as numberKey() makes it, or the prefix of a switchboard's numbers followed by `*`.
create table customer_number (
  number_key text not null,
  customer_id integer not null references customer (id),
  raw text not null,
  label text,
  -- The last seven digits, for a match that is at most "possible".
  ending text,
  verified_at integer,
  created_at integer not null,
  -- How `raw` was to be read: `` as the house usually does, `region:GB`, `source:main`; null where nobody has said.
  read_by text,
  primary key (number_key, customer_id)
) strict, without rowid;
create index customer_number_by_customer on customer_number (customer_id);
create index customer_number_by_ending on customer_number (ending) where ending is not null;

-- What an agent said of a number: it is this one, or it is not.
create table judgement (
  number_key text not null,
  customer_id integer not null references customer (id),
  verdict text not null check (verdict in ('is', 'is-not')),
  account_id text not null,
  call_id text not null,
  at integer not null,
  primary key (number_key, customer_id)
) strict, without rowid;
create index judgement_by_customer on judgement (customer_id);

create table customer_case (
  id integer primary key,
  external_id text unique,
  customer_id integer not null references customer (id),
  reference text,
  subject text not null,
  opened_at integer not null,
  -- When it was solved or closed.
  closed_at integer,
  state text not null default 'open',
  -- An account, and a department of the configuration.
  owner_id text,
  department text,
  root_cause text,
  complaint_at integer,
  -- How often the customer had to be in touch about it; the opening counts as one.
  contacts integer not null default 1,
  last_contact_at integer,
  raised_at integer,
  -- The last escalation to another department: its question and, once it is there, its answer.
  escalated_to text,
  escalated_by text,
  escalated_at integer,
  escalation_question text,
  escalation_due_at integer,
  escalation_answer text,
  escalation_answered_at integer,
  escalation_answered_by text,
  version integer not null default 1
) strict;
create index customer_case_open on customer_case (customer_id) where closed_at is null;
create index customer_case_by_customer on customer_case (customer_id, id);
create index customer_case_pressing on customer_case (id)
  where closed_at is null and (raised_at is not null or escalated_at is not null);
create index customer_case_by_opening on customer_case (opened_at);
create index customer_case_by_complaint on customer_case (complaint_at) where complaint_at is not null;

-- What has counted as a contact of a case: `call:<id>` or `interaction:<id>`.
create table case_contact (
  case_id integer not null references customer_case (id),
  contact text not null,
  at integer not null,
  -- Somebody has said that it was about this case, or it was the only one open.
  linked text not null check (linked in ('said', 'taken')),
  primary key (case_id, contact)
) strict, without rowid;
create index case_contact_by_contact on case_contact (contact);

-- Who has changed what of a case, and when; null where the house itself has.
create table case_change (
  case_id integer not null references customer_case (id),
  n integer not null,
  at integer not null,
  account_id text,
  what text not null,
  old_value text,
  new_value text,
  primary key (case_id, n)
) strict, without rowid;

-- What somebody is to do for a customer: call back, visit, write.
create table task (
  id integer primary key,
  kind text not null check (kind in ('callback', 'visit', 'message', 'follow-up')),
  customer_id integer references customer (id),
  number_key text,
  number_raw text,
  -- Whose it is: an account, else a department, else everybody's.
  owner_id text,
  team text,
  due_from integer not null,
  due_until integer not null,
  reason text not null,
  origin text not null,
  origin_id text,
  -- What it is planned for, so that it is planned once; null where a person has planned it.
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
) strict;
create index task_due on task (owner_id, due_until) where state = 'open';
create index task_of_customer on task (customer_id, id) where customer_id is not null;
create index task_of_number on task (number_key) where state = 'open' and number_key is not null;

create table task_attempt (
  task_id integer not null references task (id),
  at integer not null,
  account_id text not null,
  result text not null,
  call_id text,
  primary key (task_id, at)
) strict, without rowid;

-- Calls that were placed by a click: whom they are meant for, until the phone system tells of them.
create table dialled_call (
  id integer primary key,
  -- Null where the phone system gives the call an id of its own.
  call_id text unique,
  account_id text not null,
  number_key text not null,
  customer_id integer references customer (id),
  task_id integer references task (id),
  at integer not null
) strict;
create index dialled_call_by_account on dialled_call (account_id, at);
create index dialled_call_by_time on dialled_call (at);
create index dialled_call_by_customer on dialled_call (customer_id) where customer_id is not null;

-- What a customer has told us, on whatever channel; without a customer, what was said on a call of an unknown caller. Of
-- each key one holds, the others are history.
create table fact (
  id integer primary key,
  customer_id integer references customer (id),
  key text not null,
  value text not null,
  said_by text not null check (said_by in ('customer', 'agent', 'system')),
  -- Who put it down.
  account_id text,
  channel text not null,
  said_at integer not null,
  call_id text,
  verified_at integer,
  verified_by text,
  -- Only where it was said with it; else as the configuration has it.
  stale_at integer,
  replaced_at integer,
  withdrawn_by text
) strict;
create unique index fact_holding on fact (customer_id, key) where replaced_at is null and customer_id is not null;
create index fact_by_customer on fact (customer_id, id) where customer_id is not null;
create unique index fact_holding_on_call on fact (call_id, key) where replaced_at is null and customer_id is null;
create index fact_by_call on fact (call_id) where call_id is not null;

-- Each time that a caller had to be asked for what they had told before.
create table asked_again (
  id integer primary key,
  at integer not null,
  key text not null,
  call_id text not null,
  account_id text not null,
  customer_id integer references customer (id),
  -- What the pop said of it then.
  known text not null check (known in ('known', 'confirm', 'missing'))
) strict;
create index asked_again_by_time on asked_again (at);
create index asked_again_by_call on asked_again (call_id);
create index asked_again_by_customer on asked_again (customer_id) where customer_id is not null;

-- Ordered by time: the id begins with the instant at which the interaction began.
create table interaction (
  id integer primary key,
  external_id text,
  channel text not null,
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  started_at integer not null,
  ended_at integer,
  customer_id integer references customer (id),
  number_key text,
  number_raw text,
  account_id text,
  agent_name text,
  source text,
  queue text,
  queue_name text,
  call_id text,
  outcome text,
  disposition text,
  body text not null,
  -- 0 until the search index has read the row as it now stands.
  indexed integer not null,
  -- As customer_number.read_by; null for calls, whose source says it.
  read_by text,
  -- Of letters and e-mails; what belongs to one exchange has one thread.
  subject text,
  thread text,
  -- Whose work it was when it was written: of the agent's team, else of the one that served the queue.
  team text,
  -- How the customer felt: said by the agent or by another system, or taken from a survey's answer.
  sentiment text check (sentiment in ('positive', 'neutral', 'negative'))
) strict;
create index interaction_by_customer on interaction (customer_id, id) where customer_id is not null;
create unique index interaction_by_call on interaction (call_id) where call_id is not null;
create unique index interaction_by_external_id on interaction (external_id) where external_id is not null;
create index interaction_to_index on interaction (id) where indexed = 0;

-- An index of the search that an upgrade writes otherwise: what has an id below this is still to be put in, the newest
-- first. No row: the index is whole.
create table search_rebuild (
  index_name text primary key,
  below_id integer not null
) strict, without rowid;

create table call (
  -- `<source>:<the phone system's root id>`
  id text primary key,
  source text not null,
  direction text not null,
  phase text not null,
  number_key text,
  number_raw text,
  presentation text not null,
  did text,
  queue text,
  customer_id integer,
  -- Who it is, by which evidence, and how sure: JSON, as decided when the caller became known or was corrected.
  recognition text,
  -- Null until somebody said who it is on this call.
  identified_by text,
  arrived_at integer not null,
  answered_at integer,
  ended_at integer,
  outcome text,
  end_reason text,
  answered_by text not null,
  -- How many agents it was offered to; a live call with none is unrouted.
  offered_to integer not null,
  last_event_at integer not null,
  version integer not null,
  -- Who has made sure on this call that it is this customer, how and when: JSON. It ends with the call.
  verification text,
  -- What outside directories have said of the number: JSON. Forgotten with the call's events.
  directory text,
  -- What supervisors see of it while it lives (store/live-store.ts): JSON; null once it has ended.
  board text,
  -- When it was placed as a test of the house's own; it counts nowhere and is shown to nobody.
  test_at integer
) strict, without rowid;
create index call_test on call (test_at) where test_at is not null;
create index call_live on call (last_event_at) where ended_at is null;
create index call_by_arrival on call (arrived_at);
create index call_by_number on call (number_key, arrived_at) where number_key is not null;
create index call_by_customer on call (customer_id, arrived_at) where customer_id is not null;

-- The truth of a call: what the phone system said. The call itself is a fold over these.
create table call_event (
  call_id text not null,
  event_id text not null,
  kind text not null,
  at integer not null,
  received_at integer not null,
  body text not null,
  primary key (call_id, event_id)
) strict, without rowid;

-- Which leg of a conversation belongs to which call, where a phone system does not say so in each event.
create table call_leg (
  source text not null,
  leg text not null,
  -- The phone system's root id, as in call.id behind the source.
  call text not null,
  linked_at integer not null,
  primary key (source, leg)
) strict, without rowid;
create index call_leg_of_call on call_leg (source, call);
create index call_leg_by_time on call_leg (linked_at);

-- One per call and agent.
create table pop (
  call_id text not null,
  account_id text not null,
  version integer not null,
  state text not null,
  closing text,
  content text not null,
  offered_at integer,
  stored_at integer not null,
  sent_at integer,
  rendered_at integer,
  answered_at integer,
  updated_at integer not null,
  primary key (call_id, account_id)
) strict, without rowid;
create index pop_open on pop (account_id, stored_at) where state <> 'closed';
create index pop_recent on pop (account_id, offered_at);

-- What each agent was shown of a call, version by version, as it was sent; kept when it leaves the outbox.
create table pop_shown (
  call_id text not null,
  account_id text not null,
  version integer not null,
  at integer not null,
  -- 1: the whole pop as JSON; 0: what became another of it since the version before (see pop-changes.ts).
  is_whole integer not null,
  content text not null,
  primary key (call_id, account_id, version)
) strict, without rowid;

-- What is to be pushed, written together with the change it tells of.
create table outbox (
  id integer primary key,
  account_id text not null,
  version integer not null,
  body text not null,
  at integer not null
) strict;
create index outbox_by_time on outbox (at);

create table wrap_up_draft (
  call_id text not null,
  account_id text not null,
  body text not null,
  version integer not null,
  updated_at integer not null,
  primary key (call_id, account_id)
) strict, without rowid;

create table wrap_up (
  call_id text not null,
  account_id text not null,
  -- Who the caller was when the call was wrapped up.
  customer_id integer,
  disposition text not null,
  note text not null,
  follow_up_at integer,
  follow_up_text text,
  follow_up_done_at integer,
  began_at integer,
  saved_at integer not null,
  -- The case that the call was about; 0: about none; null where nobody has said.
  case_id integer,
  -- From the end of the call to the first saving, and how long somebody was typing; null where the call had not ended.
  after_call_ms integer,
  typed_ms integer,
  -- How the customer felt, where the agent has said so.
  sentiment text check (sentiment in ('positive', 'neutral', 'negative')),
  primary key (call_id, account_id)
) strict, without rowid;
create index wrap_up_by_time on wrap_up (saved_at) where after_call_ms is not null;
create index wrap_up_of_customer on wrap_up (customer_id, follow_up_at)
  where follow_up_at is not null and follow_up_done_at is null;
create index wrap_up_follow_up on wrap_up (account_id, follow_up_at)
  where follow_up_at is not null and follow_up_done_at is null;

-- What was promised to a customer. Never deleted: open, then kept, broken, or released by the customer.
create table promise (
  id integer primary key,
  -- Where it comes from (`wrap-up`, `standing:<id>`, or who posted it) and what it is called there: told again, it is the same.
  origin text not null,
  origin_id text,
  -- Null where nobody knows yet whose the number is.
  customer_id integer references customer (id),
  number_key text,
  call_id text,
  case_id integer,
  -- The house's standing promise that it is one of.
  standing text,
  text text not null,
  channel text not null,
  -- Whose it is: an account's, else a department's.
  owner_id text,
  department text,
  made_by text not null,
  made_at integer not null,
  due_at integer not null,
  -- As it was promised at first: a new date does not undo that.
  first_due_at integer not null,
  remind_at integer,
  reminded_at integer,
  state text not null check (state in ('open', 'kept', 'broken', 'released')),
  settled_at integer,
  settled_by text,
  note text,
  made_good_at integer,
  -- Since when it leads no pop any more.
  over_at integer,
  version integer not null
) strict;
create unique index promise_by_origin on promise (origin, origin_id) where origin_id is not null;
create index promise_of_customer on promise (customer_id, due_at) where over_at is null;
create index promise_by_customer on promise (customer_id, id) where customer_id is not null;
create index promise_of_number on promise (number_key) where over_at is null and customer_id is null;
create index promise_of_owner on promise (owner_id, due_at) where over_at is null;
create index promise_of_department on promise (due_at)
  where over_at is null and owner_id is null and department is not null and standing is null;
create index promise_open on promise (due_at) where state = 'open';
create index promise_to_remind on promise (remind_at) where state = 'open' and reminded_at is null;
create index promise_broken on promise (settled_at) where state = 'broken' and over_at is null;
create index promise_by_making on promise (made_at);
create index promise_by_due on promise (due_at);
create index promise_of_call on promise (call_id) where call_id is not null;

-- What another system says has happened, or will happen, to a customer.
create table signal (
  id integer primary key,
  -- Who posted it, and what it is called there: posted again, it is the same.
  sender text not null,
  external_id text,
  -- Null where nobody, or more than one, has the number: it is looked for by its key then.
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
  -- Who has told the customer of it, how and when.
  told_at integer,
  told_by text,
  told_how text,
  -- Since when it matters no more: withdrawn, or past its time.
  over_at integer,
  withdrawn_at integer
) strict;
create unique index signal_by_external_id on signal (sender, external_id) where external_id is not null;
create index signal_of_customer on signal (customer_id) where over_at is null;
create index signal_past on signal (customer_id) where over_at is not null;
create index signal_of_number on signal (number_key) where over_at is null and customer_id is null;
create index signal_by_topic on signal (topic, severity, told_at) where over_at is null;
create index signal_by_end on signal (valid_until) where over_at is null;
create index signal_over on signal (over_at) where over_at is not null;
create index signal_by_posting on signal (posted_at);

create table import_job (
  id integer primary key,
  kind text not null,
  file_name text not null,
  state text not null check (state in ('running', 'done', 'failed', 'interrupted')),
  bytes_total integer not null,
  bytes_read integer not null,
  rows_read integer not null,
  rows_created integer not null,
  rows_changed integer not null,
  rows_refused integer not null,
  account_id text not null,
  started_at integer not null,
  finished_at integer,
  failure text,
  -- The process that runs it, and until when it is believed to be alive if it says nothing more, ms.
  node text,
  lease_until integer
) strict;

create table import_refusal (
  job_id integer not null references import_job (id),
  line integer not null,
  field text not null,
  reason text not null,
  value text not null,
  primary key (job_id, line, field)
) strict, without rowid;

-- By which settings the stored keys of a source's numbers were made; the source `` is the house's usual reading.
create table number_reading (
  source text primary key,
  fingerprint text not null
) strict, without rowid;

-- Stored numbers that are read again because a source's settings, or the reading itself, have changed.
create table number_rereading (
  id integer primary key,
  -- The fingerprints that number_reading has when it is done: JSON by source.
  wanted text not null,
  -- The sources whose reading has changed: JSON.
  sources text not null,
  state text not null check (state in ('running', 'done', 'replaced')),
  stage text not null,
  -- What has been read last in this stage: JSON.
  place text,
  -- How much of the stage is done, in parts of a thousand.
  done_of_thousand integer not null,
  rows_read integer not null,
  rows_changed integer not null,
  rows_unreadable integer not null,
  started_at integer not null,
  finished_at integer,
  -- The node that reads, and until when it alone may.
  node text,
  lease_until integer
) strict;

create table number_rereading_finding (
  rereading_id integer not null references number_rereading (id),
  n integer not null,
  kind text not null check (kind in ('changed', 'unreadable')),
  subject text not null,
  raw text not null,
  old_key text,
  new_key text,
  why text,
  primary key (rereading_id, n)
) strict, without rowid;

-- What other systems are told: the body as it is posted, once for all webhooks that are sent the same.
create table webhook_message (
  -- The `webhook-id`.
  id text primary key,
  type text not null,
  customer_id integer references customer (id),
  body text not null,
  at integer not null
) strict, without rowid;
create index webhook_message_by_time on webhook_message (at);
create index webhook_message_of_customer on webhook_message (customer_id) where customer_id is not null;

create table webhook_delivery (
  -- Its name in the configuration.
  webhook text not null,
  message_id text not null references webhook_message (id),
  state text not null check (state in ('waiting', 'delivered', 'dead')),
  attempts integer not null,
  due_at integer not null,
  -- The node that sends it, and until when it alone may.
  node text,
  lease_until integer,
  tried_at integer,
  status integer,
  failure text,
  at integer not null,
  primary key (webhook, message_id)
) strict, without rowid;
create index webhook_delivery_due on webhook_delivery (due_at, webhook) where state = 'waiting';
create index webhook_delivery_by_time on webhook_delivery (at);
create index webhook_delivery_of_message on webhook_delivery (message_id);

-- Webhooks to which nothing is sent any more, because the receiver said that it is gone.
create table webhook_stop (
  webhook text primary key,
  url_hash text not null,
  at integer not null
) strict, without rowid;

-- What has been counted of a customer's contacts, made anew in the background when something has happened.
create table customer_digest (
  customer_id integer primary key references customer (id),
  -- When it is to be made anew, ms: 0 at once, 1 as soon as nobody with news waits.
  due_at integer not null,
  -- What they call about, and when: JSON.
  habit text,
  -- Contacts that they began within a year.
  contacts integer not null,
  -- By the house's weights, 0 to 100; null where too little is known.
  value integer,
  -- Points of the risk that they leave.
  risk integer not null
) strict;
create index customer_digest_due on customer_digest (due_at);
create index customer_digest_by_value on customer_digest (value) where value is not null;
create index customer_digest_by_risk on customer_digest (risk) where risk > 0;

-- How many contacts that customers began in a month (since the year 0) were of which disposition and queue.
create table season (
  month integer not null,
  disposition text not null,
  queue text not null,
  contacts integer not null,
  primary key (month, disposition, queue)
) strict, without rowid;

-- What the house has written down for its agents to say, as it stands: JSON. Every save is kept as a version.
create table guidance (
  id text primary key,
  version integer not null,
  body text not null,
  removed_at integer
) strict, without rowid;

create table guidance_version (
  topic_id text not null,
  version integer not null,
  -- Null where the topic was removed.
  body text,
  account_id text,
  author text not null,
  saved_at integer not null,
  primary key (topic_id, version)
) strict, without rowid;

-- How the house words its greetings, every version; a null text gives it back to the built-in one.
create table greeting_template (
  language text not null,
  phrase text not null,
  version integer not null,
  text text,
  account_id text not null,
  at integer not null,
  primary key (language, phrase, version)
) strict, without rowid;

-- Asking a customer after a call how it was. Only the token's hash is kept; whoever has the link may answer once.
create table survey (
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
) strict, without rowid;
create index survey_of_customer on survey (customer_id, sent_at) where customer_id is not null;
create index survey_of_number on survey (number_key, sent_at) where number_key is not null;
create index survey_unanswered on survey (expires_at) where answered_at is null;
create index survey_by_sending on survey (sent_at);
create index survey_by_answer on survey (answered_at) where answered_at is not null;

-- What a supervisor should know of now. Of one cause there is one while it is open, however often it is raised.
create table alert (
  id text primary key,
  rule text not null,
  -- What it is about within the rule: `case:7`, `source:main`.
  subject_key text not null,
  severity text not null check (severity in ('notice', 'warning', 'critical')),
  customer_id integer references customer (id),
  call_id text,
  -- Who sees it besides those who see all.
  team text,
  -- Counts, instants and ids that the page puts into words: JSON.
  figures text not null,
  -- In the words of whoever wrote it: a promise, the subject of a case.
  text text not null,
  raised_at integer not null,
  seen_at integer,
  seen_by text,
  assigned_to text,
  over_at integer,
  version integer not null
) strict, without rowid;
create unique index alert_open on alert (rule, subject_key) where over_at is null;
create index alert_by_time on alert (raised_at, id);
create index alert_of_customer on alert (customer_id) where customer_id is not null;

-- What one node at a time does for all: who does it, and until when it alone may, ms.
create table job_lease (
  job text primary key,
  node text not null,
  lease_until integer not null
) strict, without rowid;

-- How calls that came in fared, by the day of the house on which they came. Added up with each call; in parts, so that
-- calls that end at once need not wait for each other.
create table live_count (
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
) strict, without rowid;

-- Nodes that serve desktops, and when each was there last: what one that was killed has told of its desktops counts no more.
create table desk_node (
  node text primary key,
  seen_at integer not null
) strict, without rowid;

-- Whose desktops are open, and at which node.
create table open_desk (
  account_id text not null,
  node text not null,
  primary key (account_id, node)
) strict, without rowid;
create index open_desk_by_node on open_desk (node);

-- Links by which a screen on the wall shows the live figures. Only the token's hash is kept.
create table wall_link (
  id text primary key,
  token_hash text not null unique,
  name text not null,
  -- Whose figures it shows: JSON list of teams; null: all.
  teams text,
  created_at integer not null,
  created_by text not null,
  seen_at integer,
  revoked_at integer
) strict, without rowid;
-- When a test call of the house's own is due, and which node places it.
create table mystery_turn (
  -- Its name in the configuration.
  test text primary key,
  began_at integer,
  -- Somebody wants it at once.
  asked_at integer,
  asked_by text,
  node text,
  lease_until integer
) strict, without rowid;

-- What has come of test calls; ids of customers or what a pop said is not kept.
create table mystery_run (
  id text primary key,
  test text not null,
  call_id text,
  began_at integer not null,
  ended_at integer not null,
  result text not null check (result in ('passed', 'late', 'wrong', 'failed')),
  -- Where it stopped, and why; null where it passed.
  stopped_at text,
  why text,
  -- Which expectations were not met, and how long each step took: JSON.
  faults text not null,
  steps text not null,
  asked_by text
) strict, without rowid;
create index mystery_run_of_test on mystery_run (test, began_at);

-- What somebody wanted to have as a file.
create table export_job (
  id text primary key,
  kind text not null,
  format text not null check (format in ('csv', 'json-lines')),
  -- What was asked for: JSON.
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
  -- When its file is deleted.
  expires_at integer not null,
  -- The node that writes it, and until when it is believed to be alive if it says nothing more, ms.
  node text,
  lease_until integer
) strict, without rowid;
create index export_job_by_time on export_job (asked_at);

-- How calls are reviewed: each version of a form as the configuration had it.
create table review_form (
  id text not null,
  version integer not null,
  body text not null,
  at integer not null,
  primary key (id, version)
) strict, without rowid;

-- A call of an agent, reviewed by somebody else.
create table review (
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
) strict, without rowid;
create unique index review_of_call on review (call_id, account_id);
create index review_by_time on review (at);
create index review_of_agent on review (account_id, at);

-- What an agent has ticked off, by the day of the house.
create table check_tick (
  account_id text not null,
  day text not null,
  item text not null,
  at integer not null,
  primary key (account_id, day, item)
) strict, without rowid;

create table audit (
  id integer primary key,
  at integer not null,
  account_id text,
  action text not null,
  subject text not null,
  detail text not null,
  -- The seal that the row lies under; null until the sealer has come by, seconds later.
  seal integer
) strict;
create index audit_unsealed on audit (id) where seal is null;
-- Only of what is sealed: who writes a line on the way of a call writes into no index of the record.
create index audit_by_subject on audit (subject, id) where seal is not null;
create index audit_by_account on audit (account_id, id) where seal is not null;
create index audit_by_action on audit (action, id) where seal is not null and action <> 'pop';

-- Each seal's hash is over its rows and the hash of the seal before it: see src/store/audit-chain.ts.
create table audit_seal (
  n integer primary key,
  at integer not null,
  row_count integer not null,
  rows_until integer not null,
  first_id integer not null,
  last_id integer not null,
  newest_at integer not null,
  hash text not null,
  -- When the rows up to this seal were removed for their age.
  pruned_at integer
) strict;

-- How far the newest check of the chain is, or what it has found: JSON in the one row.
create table audit_check (
  id integer primary key,
  body text not null
) strict;

-- A search that somebody keeps under a name; `body` is what the search page asks for: JSON.
create table saved_search (
  id text primary key,
  account_id text not null references account (id),
  name text not null,
  -- Who sees it besides its owner: nobody, the owner's team, or everybody who may search.
  shared text not null check (shared in ('nobody', 'team', 'all')),
  team text,
  body text not null,
  version integer not null,
  updated_at integer not null
) strict;
create index saved_search_by_account on saved_search (account_id);

-- Tokens made by history/search-tokens.ts. The row id is that of four seconds, whose interactions share an entry, or where
-- many began within them the interaction's own (see store/sqlite-text-index.ts).
create virtual table interaction_search using fts5 (
  tokens,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "ascii tokenchars ':_+-.@#*/'"
);

-- Names of customers, for people who look one up; the row id is the customer's.
create virtual table customer_search using fts5 (
  tokens,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "ascii tokenchars ':_+-.@#*/'"
);

-- Segments are merged in small steps by whoever writes the index: FTS5's own way holds the pop's thread for 30 ms at times.
insert into interaction_search (interaction_search, rank) values ('automerge', 0);
insert into customer_search (customer_search, rank) values ('automerge', 0);

-- What reports are drawn of: what was counted of a day by the house's clock, by key and team, as JSON; see docs/reports.md.
create table figure (
  report text not null,
  grouping text not null,
  day text not null,
  body text not null,
  primary key (report, grouping, day)
) strict, without rowid;

-- Which days were counted, or are to be counted anew: `part` says of what.
create table figure_day (
  part text not null,
  day text not null,
  due_at integer,
  counted_at integer,
  -- 1 while it was never counted by the rules that hold now.
  backlog integer not null,
  primary key (part, day)
) strict, without rowid;
create index figure_day_due on figure_day (backlog, day) where due_at is not null;

-- Hours (since 1970, UTC) of days that were counted, in which something has changed since. Written by triggers.
create table figure_due (
  part text not null,
  hour integer not null,
  primary key (part, hour)
) strict, without rowid;

-- Days before `closed_until` (ms) are counted anew only where something has changed.
create table figure_state (
  id integer primary key check (id = 1),
  rules text not null,
  today text not null,
  closed_until integer not null,
  -- What was before these instants (ms) may have been forgotten in part, and is not counted again.
  events_from integer not null,
  signals_from integer not null,
  backlog_days integer not null
) strict;

-- Whatever changes what was counted marks its hour, in the same transaction. PostgreSQL has its own: see postgres-figure-marks.ts.
create trigger figure_call_new after insert on call
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
-- Wrap-up, survey and what was asked again are of the team, queue and customer of a call, and at times of a later day.
create trigger figure_history_new after insert on interaction
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
end;

-- The giving of teams to interactions of before there were teams, the newest first: one row, once teams are configured.
create table team_fill (
  id integer primary key,
  -- When teams were configured first, ms.
  since integer not null,
  -- Interactions below this id are still to be given theirs; 0 when all are.
  before_id integer not null
) strict;

create table schema_version (
  version integer not null
) strict;
insert into schema_version (version) values (31);
