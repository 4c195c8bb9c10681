-- The schema after all migrations, for reading and review; made by `npm run generate`, never edited.
-- Migrations change the database; `npm run check` fails when this file is not what they lead to.

create schema huying;
grant usage on schema huying to huying_app;

-- 账号: who can sign in; residents appear by an opaque id only
create table huying.account (
  -- Opaque id
  id text not null,
  -- Name shown to colleagues (staff); an alias for residents
  name text not null,
  -- Address the sign-in library insists on; not used to reach anybody
  email text not null,
  -- Kept by the sign-in library
  "emailVerified" boolean not null default false,
  -- Kept by the sign-in library
  image text,
  -- Sign-in name, lower case
  username text,
  -- Sign-in name as typed
  "displayUsername" text,
  -- Authority the account belongs to
  jurisdiction text collate "C",
  -- Opaque id in the residents vault, for residents
  "residentId" uuid,
  -- Language of the screens
  locale text not null default 'zh'::text,
  -- When it was made
  "createdAt" timestamp with time zone not null default now(),
  -- When it last changed
  "updatedAt" timestamp with time zone not null default now(),
  -- Since when an administrator keeps it shut; empty while it may sign in
  "lockedAt" timestamp with time zone,
  -- The password was given by an administrator: nothing else may be done before it is changed
  "mustChangePassword" boolean not null default false,
  -- When its owner last chose a password
  "passwordChangedAt" timestamp with time zone not null default now(),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_email_key UNIQUE (email),
  constraint account_username_key UNIQUE (username)
);
grant delete, insert, select, update on huying.account to huying_app;

-- 登录尝试: sign-ins tried in vain, by name, known or not
create table huying.account_attempt (
  -- Keyed digest of the name: people type passwords into the wrong box
  name_digest bytea not null,
  -- How many in a row
  failures smallint not null,
  -- When they are forgotten
  until timestamp with time zone not null,
  constraint account_attempt_pkey PRIMARY KEY (name_digest),
  constraint account_attempt_failures_check CHECK ((failures > 0)),
  constraint account_attempt_name_digest_check CHECK ((length(name_digest) = 32))
);
CREATE INDEX account_attempt_until ON huying.account_attempt USING btree (until);
grant delete, insert, select, update on huying.account_attempt to huying_app;

-- 凭证: password hashes and outside identities, kept by the sign-in library
create table huying.account_credential (
  -- Id
  id text not null,
  -- Account
  "userId" text not null,
  -- Id at the provider
  "accountId" text not null,
  -- Provider: credential for passwords
  "providerId" text not null,
  -- Salted hash of the password
  password text,
  -- Token of an outside provider
  "accessToken" text,
  -- Token of an outside provider
  "refreshToken" text,
  -- Token of an outside provider
  "idToken" text,
  -- When that token ends
  "accessTokenExpiresAt" timestamp with time zone,
  -- When that token ends
  "refreshTokenExpiresAt" timestamp with time zone,
  -- Scope granted by an outside provider
  scope text,
  -- When it was made
  "createdAt" timestamp with time zone not null default now(),
  -- When it last changed
  "updatedAt" timestamp with time zone not null default now(),
  constraint account_credential_pkey PRIMARY KEY (id),
  constraint "account_credential_userId_fkey" FOREIGN KEY ("userId") REFERENCES huying.account(id) ON DELETE CASCADE
);
CREATE INDEX account_credential_user ON huying.account_credential USING btree ("userId");
grant delete, insert, select, update on huying.account_credential to huying_app;

-- 会话: signed-in sessions, kept by the sign-in library
create table huying.account_session (
  -- Id
  id text not null,
  -- Account
  "userId" text not null,
  -- Secret of the session
  token text not null,
  -- When it ends
  "expiresAt" timestamp with time zone not null,
  -- Address it was opened from
  "ipAddress" text,
  -- Browser it was opened with
  "userAgent" text,
  -- When it was opened
  "createdAt" timestamp with time zone not null default now(),
  -- When it was last renewed
  "updatedAt" timestamp with time zone not null default now(),
  constraint account_session_pkey PRIMARY KEY (id),
  constraint account_session_token_key UNIQUE (token),
  constraint "account_session_userId_fkey" FOREIGN KEY ("userId") REFERENCES huying.account(id) ON DELETE CASCADE
);
CREATE INDEX account_session_user ON huying.account_session USING btree ("userId");
grant delete, insert, select, update on huying.account_session to huying_app;

-- 验证: one-time values, kept by the sign-in library
create table huying.account_verification (
  -- Id
  id text not null,
  -- What is verified
  identifier text not null,
  -- One-time value
  value text not null,
  -- When it ends
  "expiresAt" timestamp with time zone not null,
  -- When it was made
  "createdAt" timestamp with time zone not null default now(),
  -- When it last changed
  "updatedAt" timestamp with time zone not null default now(),
  constraint account_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX account_verification_identifier ON huying.account_verification USING btree (identifier);
grant delete, insert, select, update on huying.account_verification to huying_app;

-- 附件: a file that was uploaded and accepted; its bytes lie in the file store under its id
create table huying.attachment (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id, also of the upload that it came by
  id uuid not null,
  -- Who uploaded it: only they may send it in
  account_id text not null,
  -- Photo, voice, video or document, by its content
  kind text not null,
  -- What its owner called it, without folders; null where there was no name or it was redacted
  name text,
  -- Type of the stored bytes, by their content
  media_type text not null,
  -- Size of the stored bytes
  bytes bigint not null,
  -- Digest of the stored bytes; the journal says the same
  sha256 bytea not null,
  -- Width of a photo in pixels
  width integer,
  -- Height of a photo in pixels
  height integer,
  -- When it had arrived; what nobody sends in is removed a day later
  uploaded_at timestamp with time zone not null default now(),
  -- When the bytes were removed on a legal basis
  redacted_at timestamp with time zone,
  -- Legal basis
  redacted_why text,
  constraint attachment_pkey PRIMARY KEY (jurisdiction, id),
  constraint attachment_bytes_check CHECK ((bytes > 0)),
  constraint attachment_height_check CHECK ((height > 0)),
  constraint attachment_kind_check CHECK ((kind = ANY (ARRAY['photo'::text, 'voice'::text, 'video'::text, 'document'::text]))),
  constraint attachment_sha256_check CHECK ((length(sha256) = 32)),
  constraint attachment_width_check CHECK ((width > 0))
);
CREATE INDEX attachment_account ON huying.attachment USING btree (jurisdiction, account_id, uploaded_at);
CREATE INDEX attachment_uploaded ON huying.attachment USING btree (uploaded_at);
grant delete, insert, select on huying.attachment to huying_app;
grant update (name) on huying.attachment to huying_app;
grant update (redacted_at) on huying.attachment to huying_app;
grant update (redacted_why) on huying.attachment to huying_app;

-- 审计: administrative acts outside matters: sign-ins, exports, reveals, changes of posts
create table huying.audit (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id
  id uuid not null,
  -- Who
  account_id text,
  -- What was done
  what text not null,
  -- To what: an opaque id
  subject text not null,
  -- More, nothing personal
  detail jsonb,
  -- When
  happened_at timestamp with time zone not null default now(),
  constraint audit_pkey PRIMARY KEY (jurisdiction, id)
);
CREATE INDEX audit_happened ON huying.audit USING btree (jurisdiction, happened_at);
grant insert, select on huying.audit to huying_app;

-- 命令: accepted commands by idempotency key, so that one sent twice is done once
create table huying.command (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Account that sent it
  actor text not null,
  -- Key chosen by the client
  key text not null,
  -- Digest of what was asked: another request under the same key is refused
  digest bytea not null,
  -- Matter it led to
  matter_id uuid,
  -- Version it led to
  version integer,
  -- When
  done_at timestamp with time zone not null default now(),
  constraint command_pkey PRIMARY KEY (jurisdiction, actor, key)
);
CREATE INDEX command_done ON huying.command USING btree (done_at);
grant delete, insert, select, update on huying.command to huying_app;

-- 文字: what people wrote; events hold its salted digest, so that law can have it redacted
create table huying.content (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Matter
  matter_id uuid not null,
  -- Event it belongs to
  seq integer not null,
  -- Field of the form
  field text not null,
  -- What was written; empty once redacted
  body text,
  -- Salt of the digest
  salt bytea not null,
  -- When it was redacted
  redacted_at timestamp with time zone,
  -- On what basis
  redacted_why text,
  constraint content_pkey PRIMARY KEY (jurisdiction, matter_id, seq, field),
  constraint content_check CHECK (((body IS NULL) = (redacted_at IS NOT NULL)))
);
grant insert, select on huying.content to huying_app;
grant update (body) on huying.content to huying_app;
grant update (redacted_at) on huying.content to huying_app;
grant update (redacted_why) on huying.content to huying_app;

-- 保管: who was charged with the time of a matter, span after span without gap while it is open
create table huying.custody (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Matter
  matter_id uuid not null,
  -- Place of the span in the matter, from 1
  n smallint not null,
  -- Organisation, or reporter while the reporter's word is awaited
  holder text collate "C" not null,
  -- When it began to hold it
  from_at timestamp with time zone not null,
  -- When it no longer did; infinity while it holds it
  to_at timestamp with time zone not null,
  -- How it ended: passed on, returned as not its own, or closed with the matter
  ended text,
  constraint custody_pkey PRIMARY KEY (jurisdiction, matter_id, n),
  constraint custody_check CHECK ((to_at >= from_at)),
  constraint custody_check1 CHECK (((ended IS NULL) = (to_at = 'infinity'::timestamp with time zone))),
  constraint custody_ended_check CHECK ((ended = ANY (ARRAY['passed'::text, 'returned'::text, 'closed'::text]))),
  constraint custody_n_check CHECK ((n > 0))
);
CREATE INDEX custody_held ON huying.custody USING btree (jurisdiction, holder, to_at);
grant delete, insert, select, update on huying.custody to huying_app;

-- 保管补录: how far the spans of matters from before this table are filled in; no row once all are
create table huying.custody_fill (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Last matter, in order of id, that is filled in
  after uuid not null,
  constraint custody_fill_pkey PRIMARY KEY (jurisdiction)
);
grant delete, insert, select, update on huying.custody_fill to huying_app;

-- 日根: signed digest over all events recorded on a day, so that a cut-off tail shows
create table huying.daily_root (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Day of recording, UTC
  day date not null,
  -- How many events
  events integer not null,
  -- SHA-256 over their hashes in order
  root bytea not null,
  -- Root of the day before that has one
  previous bytea,
  -- Which key signed
  key_id text not null,
  -- Ed25519 signature over jurisdiction, day, count, root and previous
  signature bytea not null,
  -- When it was signed
  signed_at timestamp with time zone not null default now(),
  constraint daily_root_pkey PRIMARY KEY (jurisdiction, day),
  constraint daily_root_root_check CHECK ((length(root) = 32))
);
grant insert, select on huying.daily_root to huying_app;

-- 代理: a post exercised by somebody else during leave
create table huying.delegation (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id
  id uuid not null,
  -- Post that is delegated
  post_id text not null,
  -- Who exercises it
  account_id text not null,
  -- From when
  from_at timestamp with time zone not null,
  -- Until when
  to_at timestamp with time zone not null,
  constraint delegation_pkey PRIMARY KEY (jurisdiction, id),
  constraint delegation_check CHECK ((to_at > from_at))
);
CREATE INDEX delegation_account ON huying.delegation USING btree (account_id);
grant delete, insert, select, update on huying.delegation to huying_app;

-- 变更流: committed changes in an order assigned after commit by one sequencer
create table huying.feed (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Position without gaps: who has read up to here has missed nothing
  "position" bigint not null,
  -- Matter
  matter_id uuid not null,
  -- Last event of the change
  seq integer not null,
  -- Where
  territory text collate "C" not null,
  -- Whose inbox it changed
  addressees text[] not null,
  -- When it was sequenced
  relayed_at timestamp with time zone not null default now(),
  constraint feed_pkey PRIMARY KEY (jurisdiction, "position")
);
CREATE INDEX feed_relayed ON huying.feed USING btree (relayed_at);
grant delete, insert, select, update on huying.feed to huying_app;

-- 关注: matters that an account keeps an eye on; its own affair, not part of the matter
create table huying.follow (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Who follows
  account_id text not null,
  -- What is followed; shown only while it may be read
  matter_id uuid not null,
  -- Since when
  followed_at timestamp with time zone not null default now(),
  constraint follow_pkey PRIMARY KEY (jurisdiction, account_id, matter_id),
  constraint follow_account_id_fkey FOREIGN KEY (account_id) REFERENCES huying.account(id) ON DELETE CASCADE
);
grant delete, insert, select on huying.follow to huying_app;

-- 地名: names of places as people say them, from the pack in force
create table huying.gazetteer_entry (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Place in the list of the pack
  "position" integer not null,
  -- Name, kind, spoken names, territory, point, number ranges
  entry jsonb not null,
  constraint gazetteer_entry_pkey PRIMARY KEY (jurisdiction, "position")
);
grant delete, insert, select, update on huying.gazetteer_entry to huying_app;

-- 导入: which row of which source became which matter, and what it said
create table huying.import_row (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Source and id in it
  source text not null,
  -- Digest of the row, to see whether a later file changed it
  digest bytea not null,
  -- Matter it became
  matter_id uuid not null,
  -- When
  imported_at timestamp with time zone not null default now(),
  constraint import_row_pkey PRIMARY KEY (jurisdiction, source)
);
grant insert, select, update on huying.import_row to huying_app;

-- 导入任务: a file of another system, on its way in
create table huying.import_run (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id, and name of the folder with its files
  id uuid not null,
  -- Who brought it
  account_id text not null,
  -- Name of the file where it came from
  file_name text not null,
  -- Size of the file
  bytes bigint not null,
  -- What its columns mean (YAML), as it was last started with
  map text,
  -- How far it is; running without a sign of life is interrupted
  status text not null,
  -- How much of the file is read
  read_bytes bigint not null default 0,
  -- Rows read, imported, updated, unchanged, rejected, with reasons and notes
  counts jsonb,
  -- Why the file could not be read to its end: code and params
  failure jsonb,
  -- When the file was brought
  created_at timestamp with time zone not null default now(),
  -- When it last began
  started_at timestamp with time zone,
  -- Last sign of life while it runs
  alive_at timestamp with time zone,
  -- When it last ended
  ended_at timestamp with time zone,
  constraint import_run_pkey PRIMARY KEY (jurisdiction, id),
  constraint import_run_status_check CHECK ((status = ANY (ARRAY['uploaded'::text, 'running'::text, 'done'::text, 'stopped'::text, 'failed'::text])))
);
CREATE INDEX import_run_created ON huying.import_run USING btree (jurisdiction, created_at);
grant delete, insert, select, update on huying.import_run to huying_app;

-- 待办: what each organisation or post must answer next, from every loop
create table huying.inbox (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Organisation, or post:<id>
  addressee text collate "C" not null,
  -- Matter
  matter_id uuid not null,
  -- In which relation: holder, assist, inner
  duty text not null,
  -- Urgent before the rest
  rank smallint not null,
  -- When it must be answered; infinity where no clock runs
  due_at timestamp with time zone not null,
  -- Whether the time until then is counted in working or in calendar time
  counted text,
  -- Roster whose working time it is; office hours where absent
  roster text,
  -- From when on that deadline presses, where the loop says so
  warn_at timestamp with time zone,
  constraint inbox_pkey PRIMARY KEY (jurisdiction, matter_id, addressee),
  constraint inbox_counted_check CHECK ((counted = ANY (ARRAY['working'::text, 'calendar'::text])))
);
CREATE INDEX inbox_order ON huying.inbox USING btree (jurisdiction, addressee, rank, due_at, matter_id);
grant delete, insert, select, update on huying.inbox to huying_app;

-- 流水: the events of one command on one matter, appended only, chained by hash
create table huying.journal (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Matter
  matter_id uuid not null,
  -- Number of its first event in the matter, from 1 without gaps; two writers cannot both take it
  seq integer not null,
  -- How many events
  events smallint not null,
  -- When it was written down
  recorded_at timestamp with time zone not null,
  -- Canonical JSON: the events with their times, and the pack version they were decided under
  body text not null,
  -- SHA-256 of the hash before and this body
  hash bytea not null,
  constraint journal_pkey PRIMARY KEY (jurisdiction, matter_id, seq),
  constraint journal_events_check CHECK ((events > 0)),
  constraint journal_hash_check CHECK ((length(hash) = 32)),
  constraint journal_seq_check CHECK ((seq > 0))
);
CREATE INDEX journal_recorded ON huying.journal USING brin (recorded_at);
grant insert, select on huying.journal to huying_app;

-- 辖权: an authority that runs the system, and the pack version in force
create table huying.jurisdiction (
  -- Code of its territory
  jurisdiction text collate "C" not null,
  -- Pack in force
  pack_id text not null,
  -- Version in force for new matters
  version text not null,
  -- When the version in force last changed
  changed_at timestamp with time zone not null default now(),
  constraint jurisdiction_pkey PRIMARY KEY (jurisdiction)
);
grant insert, select, update on huying.jurisdiction to huying_app;

-- 事项: what lists are made of, projected from the journal; the matter itself is the fold of its events
create table huying.matter (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id (UUIDv7)
  id uuid not null,
  -- Number for people
  number text not null,
  -- Number of events; the expected version of the next write
  version integer not null,
  -- Loop it follows
  loop text not null,
  -- Kind of matter
  kind text not null,
  -- Pack it was accepted under
  pack_id text not null,
  -- Version of that pack
  pack_version text not null,
  -- Code of the narrowest territory known
  territory text collate "C" not null,
  -- State in the loop
  state text not null,
  -- Who is charged with the time now
  holder text,
  -- Lead unit now
  lead text,
  -- Opaque id of the resident who reported
  reporter_id uuid,
  -- Unit that called
  caller text,
  -- Identity in the system it was imported from
  source text,
  -- How it came in
  channel text not null,
  -- Urgent
  urgent boolean not null,
  -- Confidential: access is narrowed
  confidential boolean not null,
  -- Under supervision
  supervised boolean not null,
  -- Parked with a plan
  parked boolean not null,
  -- A running deadline rests on days that are not announced yet
  provisional boolean not null,
  -- How it was closed
  outcome text,
  -- Whether the reporter says it is solved; unknown until then
  solved boolean,
  -- How satisfied, 1 to 5
  satisfied smallint,
  -- When it was reported
  reported_at timestamp with time zone not null,
  -- Deadline promised, while its clock runs
  due_at timestamp with time zone,
  -- Whether the time until then is counted in working or in calendar time
  due_counted text,
  -- Roster whose working time it is; office hours where absent
  due_roster text,
  -- From when on that deadline presses, where the loop says so
  due_warn_at timestamp with time zone,
  -- Since when its clock stands still
  due_paused_at timestamp with time zone,
  -- When the sweep must look at it next
  next_due_at timestamp with time zone,
  -- When it was closed
  closed_at timestamp with time zone,
  -- Matter it was opened out of
  parent_id uuid,
  -- Organisations, posts and residents that it concerns beyond its place: they may read it
  readers text[] not null,
  -- Organisations complained about: they never see it
  against text[] not null,
  -- Longitude, WGS-84
  lon double precision,
  -- Latitude, WGS-84
  lat double precision,
  constraint matter_pkey PRIMARY KEY (jurisdiction, id),
  constraint matter_due_counted_check CHECK ((due_counted = ANY (ARRAY['working'::text, 'calendar'::text]))),
  constraint matter_satisfied_check CHECK (((satisfied >= 1) AND (satisfied <= 5))),
  constraint matter_version_check CHECK ((version > 0))
);
CREATE INDEX matter_kind_closed ON huying.matter USING btree (jurisdiction, kind, closed_at DESC) WHERE ((closed_at IS NOT NULL) AND (NOT confidential));
CREATE UNIQUE INDEX matter_number ON huying.matter USING btree (jurisdiction, number);
CREATE INDEX matter_number_begins ON huying.matter USING btree (jurisdiction, number COLLATE "C");
CREATE INDEX matter_open_cell ON huying.matter USING btree (jurisdiction, floor((lat * (300)::double precision)), floor((lon * (300)::double precision))) WHERE ((closed_at IS NULL) AND (lat IS NOT NULL));
CREATE INDEX matter_open_due ON huying.matter USING btree (jurisdiction, COALESCE(due_at, 'infinity'::timestamp with time zone), id) WHERE (closed_at IS NULL);
CREATE INDEX matter_open_reported ON huying.matter USING btree (jurisdiction, reported_at, id) WHERE (closed_at IS NULL);
CREATE INDEX matter_place ON huying.matter USING btree (jurisdiction, territory);
CREATE INDEX matter_provisional ON huying.matter USING btree (jurisdiction, id) WHERE provisional;
CREATE INDEX matter_readers ON huying.matter USING gin (readers) WITH (gin_pending_list_limit='256');
CREATE INDEX matter_reported ON huying.matter USING btree (jurisdiction, reported_at DESC, id DESC);
CREATE UNIQUE INDEX matter_source ON huying.matter USING btree (jurisdiction, source) WHERE (source IS NOT NULL);
CREATE INDEX matter_source_begins ON huying.matter USING btree (jurisdiction, substr(source, (strpos(source, ':'::text) + 1)) COLLATE "C") WHERE (source IS NOT NULL);
CREATE INDEX matter_sweep ON huying.matter USING btree (next_due_at) WHERE (next_due_at IS NOT NULL);
grant insert, select, update on huying.matter to huying_app;

-- 附件归属: with which event of which matter a file was sent in; once only
create table huying.matter_attachment (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- File
  attachment_id uuid not null,
  -- Matter
  matter_id uuid not null,
  -- Number of the event in its history
  seq integer not null,
  constraint matter_attachment_pkey PRIMARY KEY (jurisdiction, attachment_id),
  constraint matter_attachment_jurisdiction_attachment_id_fkey FOREIGN KEY (jurisdiction, attachment_id) REFERENCES huying.attachment(jurisdiction, id)
);
grant insert, select on huying.matter_attachment to huying_app;

-- 词: what a matter is found by, projected from its texts and its row
create table huying.matter_words (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Matter
  matter_id uuid not null,
  -- Words and single characters of everything that whoever reads the matter may read, cut by the program
  words tsvector not null,
  -- Where, whom it concerns, which kind, and when: narrows a search before the matter's own policy decides
  reach tsvector not null,
  -- False until texts from before this table were cut
  whole boolean not null,
  constraint matter_words_pkey PRIMARY KEY (jurisdiction, matter_id)
);
CREATE INDEX matter_words_found ON huying.matter_words USING gin (words, reach) WITH (gin_pending_list_limit='512');
CREATE INDEX matter_words_pending ON huying.matter_words USING btree (jurisdiction, matter_id) WHERE (NOT whole);
grant insert, select, update on huying.matter_words to huying_app;

-- 迁移记录 — which numbered SQL files this database has seen.
create table huying.migration (
  -- File name without .sql.
  name text not null,
  -- SHA-256 of the file, hex; a changed file is refused.
  checksum text not null,
  -- When it was applied.
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on huying.migration to huying_app;

-- 通知: messages delivered to organisations, posts and residents
create table huying.notice (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id, derived from its outbox row so that it is delivered once
  id uuid not null,
  -- Organisation, post:<id> or resident:<id>
  addressee text collate "C" not null,
  -- Matter
  matter_id uuid not null,
  -- Id of the text in the pack
  message text not null,
  -- What the text is filled with; nothing personal
  params jsonb not null,
  -- When it was delivered
  created_at timestamp with time zone not null default now(),
  -- When it was read
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (jurisdiction, id)
);
CREATE INDEX notice_addressee ON huying.notice USING btree (jurisdiction, addressee, created_at DESC);
grant insert, select, update on huying.notice to huying_app;

-- 编号: next free block of human numbers; leased in blocks, so gaps are normal
create table huying.number_block (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Prefix with territory and day
  prefix text not null,
  -- First number not leased yet
  next integer not null,
  constraint number_block_pkey PRIMARY KEY (jurisdiction, prefix),
  constraint number_block_next_check CHECK ((next > 0))
);
grant insert, select, update on huying.number_block to huying_app;

-- 待发: side effects of committed commands, until they are relayed
create table huying.outbox (
  -- Id; says nothing about the order of commits
  id bigint not null generated always as identity,
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Matter
  matter_id uuid not null,
  -- Last event of the command
  seq integer not null,
  -- Where
  territory text collate "C" not null,
  -- Whose inbox it changed
  addressees text[] not null,
  -- Notices to send
  notices jsonb,
  constraint outbox_pkey PRIMARY KEY (id)
);
grant delete, insert, select, update on huying.outbox to huying_app;

-- 城市包版本: content of every pack version that ever decided anything
create table huying.pack_version (
  -- Authority that runs the system: code of its territory
  jurisdiction text collate "C" not null,
  -- Id of the pack
  pack_id text not null,
  -- Version with the digest of its content
  version text not null,
  -- Everything a decision needs, so that the rules can be rebuilt without files
  content json not null,
  -- When it was first loaded here
  loaded_at timestamp with time zone not null default now(),
  constraint pack_version_pkey PRIMARY KEY (jurisdiction, pack_id, version)
);
grant insert, select, update on huying.pack_version to huying_app;

-- 岗位: a person in an organisation with a role over a territory for a period
create table huying.post (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id of the post
  id text not null,
  -- Who holds it
  account_id text not null,
  -- Organisation of the pack
  organisation_id text not null,
  -- Role of the pack
  role text not null,
  -- Code of the territory it is limited to
  territory text collate "C" not null,
  -- First day
  from_on date not null,
  -- Last day; open while it is held
  to_on date,
  constraint post_pkey PRIMARY KEY (jurisdiction, id),
  constraint post_check CHECK ((to_on >= from_on))
);
CREATE INDEX post_account ON huying.post USING btree (account_id);
CREATE INDEX post_territory ON huying.post USING btree (jurisdiction, territory);
grant delete, insert, select, update on huying.post to huying_app;

-- 居民库: the only place of personal data; everything else knows an opaque id
create table huying.resident (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Opaque id
  id uuid not null,
  -- Encrypted fields: name, phone, address
  sealed bytea not null,
  -- Keyed digest of the phone number, to find it without reading it
  phone_index bytea,
  -- When the resident first spoke
  created_at timestamp with time zone not null default now(),
  -- When the data was erased on request
  erased_at timestamp with time zone,
  constraint resident_pkey PRIMARY KEY (jurisdiction, id)
);
CREATE UNIQUE INDEX resident_phone ON huying.resident USING btree (jurisdiction, phone_index) WHERE (phone_index IS NOT NULL);
grant insert, select, update on huying.resident to huying_app;

-- 查看记录: each time personal data was shown in full; the person can see it
create table huying.resident_reveal (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id
  id uuid not null,
  -- Whose data
  resident_id uuid not null,
  -- Who looked
  account_id text not null,
  -- What was shown
  field text not null,
  -- Reason given
  reason text not null,
  -- Matter it was shown for
  matter_id uuid,
  -- When
  revealed_at timestamp with time zone not null default now(),
  constraint resident_reveal_pkey PRIMARY KEY (jurisdiction, id),
  constraint resident_reveal_reason_check CHECK ((length(reason) >= 2))
);
CREATE INDEX resident_reveal_resident ON huying.resident_reveal USING btree (jurisdiction, resident_id, revealed_at);
grant insert, select on huying.resident_reveal to huying_app;

-- 常用筛选: filters of lists under a name, each account its own
create table huying.saved_filter (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id
  id uuid not null,
  -- Whose it is
  account_id text not null,
  -- Name on the screen
  name text not null,
  -- List it belongs to: inbox, followed, scope
  tab text not null,
  -- Filter and order, as the API takes them
  filter jsonb not null,
  -- When it was saved
  saved_at timestamp with time zone not null default now(),
  constraint saved_filter_pkey PRIMARY KEY (jurisdiction, id),
  constraint saved_filter_jurisdiction_account_id_name_key UNIQUE (jurisdiction, account_id, name),
  constraint saved_filter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
  constraint saved_filter_tab_check CHECK ((tab = ANY (ARRAY['inbox'::text, 'followed'::text, 'scope'::text]))),
  constraint saved_filter_account_id_fkey FOREIGN KEY (account_id) REFERENCES huying.account(id) ON DELETE CASCADE
);
grant delete, insert, select, update on huying.saved_filter to huying_app;

-- 辖区: city, district, street, community, grid, building, home; a row for each period of its code, name and boundary
create table huying.territory (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Stable id: outlives a change of code or boundary
  id uuid not null,
  -- Code whose digits are the path from the province down
  code text collate "C" not null,
  -- Level that the length of the code gives
  level text not null,
  -- Chinese name
  name_zh text not null,
  -- English name, where known
  name_en text,
  -- Code of the territory above
  parent_code text collate "C",
  -- Kind of grid, from the pack
  grid_kind text,
  -- Households, where counted
  households integer,
  -- GeoJSON polygon in WGS-84; absent where no boundary is known
  geometry jsonb,
  -- First day of this code and boundary
  valid_from date not null,
  -- First day on which it no longer holds
  valid_to date,
  constraint territory_pkey PRIMARY KEY (jurisdiction, id, valid_from),
  constraint territory_check CHECK ((valid_to > valid_from)),
  constraint territory_households_check CHECK ((households >= 0))
);
CREATE INDEX territory_code ON huying.territory USING btree (jurisdiction, code);
CREATE UNIQUE INDEX territory_code_now ON huying.territory USING btree (jurisdiction, code) WHERE (valid_to IS NULL);
grant delete, insert, select, update on huying.territory to huying_app;

-- 沿革: which territories became which, and when
create table huying.territory_lineage (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id of the change
  id uuid not null,
  -- What happened
  kind text not null,
  -- Territories before
  from_ids uuid[] not null,
  -- Territories after
  to_ids uuid[] not null,
  -- First day of the new shape
  happened_on date not null,
  -- Who recorded it
  account_id text,
  constraint territory_lineage_pkey PRIMARY KEY (jurisdiction, id),
  constraint territory_lineage_kind_check CHECK ((kind = ANY (ARRAY['merged'::text, 'split'::text, 'renamed'::text, 'recoded'::text])))
);
grant insert, select on huying.territory_lineage to huying_app;

-- 片区: a piece that crosses the tree: an estate, a park, a functional area
create table huying.zone (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Id from the pack
  id text not null,
  -- Kind from the pack
  kind text not null,
  -- Chinese name
  name_zh text not null,
  -- English name, where known
  name_en text,
  -- GeoJSON polygon in WGS-84, where known
  geometry jsonb,
  -- First day
  valid_from date not null,
  -- First day on which it no longer holds
  valid_to date,
  constraint zone_pkey PRIMARY KEY (jurisdiction, id),
  constraint zone_check CHECK ((valid_to > valid_from))
);
grant delete, insert, select, update on huying.zone to huying_app;

-- 片区成员: which territory belongs to which zone during which period
create table huying.zone_membership (
  -- Authority that runs the system
  jurisdiction text collate "C" not null,
  -- Zone
  zone_id text not null,
  -- Territory, by its stable id
  territory_id uuid not null,
  -- First day
  from_on date not null,
  -- First day on which it no longer holds
  to_on date,
  constraint zone_membership_pkey PRIMARY KEY (jurisdiction, zone_id, territory_id, from_on),
  constraint zone_membership_check CHECK ((to_on > from_on))
);
grant delete, insert, select, update on huying.zone_membership to huying_app;
