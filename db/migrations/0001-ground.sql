-- The ground: who the system is run for, its territory, its people, its matters, their events, and what must go out.
-- Every big table's key begins with the jurisdiction and no foreign key crosses it, so that the outgrown system is the
-- same schema, distributed. Codes are compared by bytes (collate "C"): a subtree is a prefix range.

create table pack_version (
  jurisdiction text collate "C" not null,
  pack_id text not null,
  version text not null,
  -- json, not jsonb: the order of a loop's actions is the order in which they are shown and tried.
  content json not null,
  loaded_at timestamptz not null default now(),
  primary key (jurisdiction, pack_id, version)
);
comment on table pack_version is '城市包版本: content of every pack version that ever decided anything';
comment on column pack_version.jurisdiction is 'Authority that runs the system: code of its territory';
comment on column pack_version.pack_id is 'Id of the pack';
comment on column pack_version.version is 'Version with the digest of its content';
comment on column pack_version.content is 'Everything a decision needs, so that the rules can be rebuilt without files';
comment on column pack_version.loaded_at is 'When it was first loaded here';

create table jurisdiction (
  jurisdiction text collate "C" primary key,
  pack_id text not null,
  version text not null,
  changed_at timestamptz not null default now()
);
comment on table jurisdiction is '辖权: an authority that runs the system, and the pack version in force';
comment on column jurisdiction.jurisdiction is 'Code of its territory';
comment on column jurisdiction.pack_id is 'Pack in force';
comment on column jurisdiction.version is 'Version in force for new matters';
comment on column jurisdiction.changed_at is 'When the version in force last changed';

create table territory (
  jurisdiction text collate "C" not null,
  id uuid not null,
  code text collate "C" not null,
  level text not null,
  name_zh text not null,
  name_en text,
  parent_code text collate "C",
  grid_kind text,
  households integer check (households >= 0),
  geometry jsonb,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (jurisdiction, id, valid_from)
);
create index territory_code on territory (jurisdiction, code);
create unique index territory_code_now on territory (jurisdiction, code) where valid_to is null;
comment on table territory is '辖区: city, district, street, community, grid, building, home; a row for each period of its code, name and boundary';
comment on column territory.jurisdiction is 'Authority that runs the system';
comment on column territory.id is 'Stable id: outlives a change of code or boundary';
comment on column territory.code is 'Code whose digits are the path from the province down';
comment on column territory.level is 'Level that the length of the code gives';
comment on column territory.name_zh is 'Chinese name';
comment on column territory.name_en is 'English name, where known';
comment on column territory.parent_code is 'Code of the territory above';
comment on column territory.grid_kind is 'Kind of grid, from the pack';
comment on column territory.households is 'Households, where counted';
comment on column territory.geometry is 'GeoJSON polygon in WGS-84; absent where no boundary is known';
comment on column territory.valid_from is 'First day of this code and boundary';
comment on column territory.valid_to is 'First day on which it no longer holds';

create table territory_lineage (
  jurisdiction text collate "C" not null,
  id uuid not null,
  kind text not null check (kind in ('merged', 'split', 'renamed', 'recoded')),
  from_ids uuid[] not null,
  to_ids uuid[] not null,
  happened_on date not null,
  account_id text,
  primary key (jurisdiction, id)
);
comment on table territory_lineage is '沿革: which territories became which, and when';
comment on column territory_lineage.jurisdiction is 'Authority that runs the system';
comment on column territory_lineage.id is 'Id of the change';
comment on column territory_lineage.kind is 'What happened';
comment on column territory_lineage.from_ids is 'Territories before';
comment on column territory_lineage.to_ids is 'Territories after';
comment on column territory_lineage.happened_on is 'First day of the new shape';
comment on column territory_lineage.account_id is 'Who recorded it';

create table zone (
  jurisdiction text collate "C" not null,
  id text not null,
  kind text not null,
  name_zh text not null,
  name_en text,
  geometry jsonb,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (jurisdiction, id)
);
comment on table zone is '片区: a piece that crosses the tree: an estate, a park, a functional area';
comment on column zone.jurisdiction is 'Authority that runs the system';
comment on column zone.id is 'Id from the pack';
comment on column zone.kind is 'Kind from the pack';
comment on column zone.name_zh is 'Chinese name';
comment on column zone.name_en is 'English name, where known';
comment on column zone.geometry is 'GeoJSON polygon in WGS-84, where known';
comment on column zone.valid_from is 'First day';
comment on column zone.valid_to is 'First day on which it no longer holds';

create table zone_membership (
  jurisdiction text collate "C" not null,
  zone_id text not null,
  territory_id uuid not null,
  from_on date not null,
  to_on date check (to_on > from_on),
  primary key (jurisdiction, zone_id, territory_id, from_on)
);
comment on table zone_membership is '片区成员: which territory belongs to which zone during which period';
comment on column zone_membership.jurisdiction is 'Authority that runs the system';
comment on column zone_membership.zone_id is 'Zone';
comment on column zone_membership.territory_id is 'Territory, by its stable id';
comment on column zone_membership.from_on is 'First day';
comment on column zone_membership.to_on is 'First day on which it no longer holds';

create table gazetteer_entry (
  jurisdiction text collate "C" not null,
  position integer not null,
  entry jsonb not null,
  primary key (jurisdiction, position)
);
comment on table gazetteer_entry is '地名: names of places as people say them, from the pack in force';
comment on column gazetteer_entry.jurisdiction is 'Authority that runs the system';
comment on column gazetteer_entry.position is 'Place in the list of the pack';
comment on column gazetteer_entry.entry is 'Name, kind, spoken names, territory, point, number ranges';

-- Sign-in library. Its tables know an opaque account, never a resident's data.
create table account (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  username text unique,
  "displayUsername" text,
  jurisdiction text collate "C",
  "residentId" uuid,
  locale text not null default 'zh',
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
comment on table account is '账号: who can sign in; residents appear by an opaque id only';
comment on column account.id is 'Opaque id';
comment on column account.name is 'Name shown to colleagues (staff); an alias for residents';
comment on column account.email is 'Address the sign-in library insists on; not used to reach anybody';
comment on column account."emailVerified" is 'Kept by the sign-in library';
comment on column account.image is 'Kept by the sign-in library';
comment on column account.username is 'Sign-in name, lower case';
comment on column account."displayUsername" is 'Sign-in name as typed';
comment on column account.jurisdiction is 'Authority the account belongs to';
comment on column account."residentId" is 'Opaque id in the residents vault, for residents';
comment on column account.locale is 'Language of the screens';
comment on column account."createdAt" is 'When it was made';
comment on column account."updatedAt" is 'When it last changed';

create table account_session (
  id text primary key,
  "userId" text not null references account (id) on delete cascade,
  token text not null unique,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index account_session_user on account_session ("userId");
comment on table account_session is '会话: signed-in sessions, kept by the sign-in library';
comment on column account_session.id is 'Id';
comment on column account_session."userId" is 'Account';
comment on column account_session.token is 'Secret of the session';
comment on column account_session."expiresAt" is 'When it ends';
comment on column account_session."ipAddress" is 'Address it was opened from';
comment on column account_session."userAgent" is 'Browser it was opened with';
comment on column account_session."createdAt" is 'When it was opened';
comment on column account_session."updatedAt" is 'When it was last renewed';

create table account_credential (
  id text primary key,
  "userId" text not null references account (id) on delete cascade,
  "accountId" text not null,
  "providerId" text not null,
  password text,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index account_credential_user on account_credential ("userId");
comment on table account_credential is '凭证: password hashes and outside identities, kept by the sign-in library';
comment on column account_credential.id is 'Id';
comment on column account_credential."userId" is 'Account';
comment on column account_credential."accountId" is 'Id at the provider';
comment on column account_credential."providerId" is 'Provider: credential for passwords';
comment on column account_credential.password is 'Salted hash of the password';
comment on column account_credential."accessToken" is 'Token of an outside provider';
comment on column account_credential."refreshToken" is 'Token of an outside provider';
comment on column account_credential."idToken" is 'Token of an outside provider';
comment on column account_credential."accessTokenExpiresAt" is 'When that token ends';
comment on column account_credential."refreshTokenExpiresAt" is 'When that token ends';
comment on column account_credential.scope is 'Scope granted by an outside provider';
comment on column account_credential."createdAt" is 'When it was made';
comment on column account_credential."updatedAt" is 'When it last changed';

create table account_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index account_verification_identifier on account_verification (identifier);
comment on table account_verification is '验证: one-time values, kept by the sign-in library';
comment on column account_verification.id is 'Id';
comment on column account_verification.identifier is 'What is verified';
comment on column account_verification.value is 'One-time value';
comment on column account_verification."expiresAt" is 'When it ends';
comment on column account_verification."createdAt" is 'When it was made';
comment on column account_verification."updatedAt" is 'When it last changed';

create table post (
  jurisdiction text collate "C" not null,
  id text not null,
  account_id text not null,
  organisation_id text not null,
  role text not null,
  territory text collate "C" not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  primary key (jurisdiction, id)
);
create index post_account on post (account_id);
comment on table post is '岗位: a person in an organisation with a role over a territory for a period';
comment on column post.jurisdiction is 'Authority that runs the system';
comment on column post.id is 'Id of the post';
comment on column post.account_id is 'Who holds it';
comment on column post.organisation_id is 'Organisation of the pack';
comment on column post.role is 'Role of the pack';
comment on column post.territory is 'Code of the territory it is limited to';
comment on column post.from_on is 'First day';
comment on column post.to_on is 'Last day; open while it is held';

create table delegation (
  jurisdiction text collate "C" not null,
  id uuid not null,
  post_id text not null,
  account_id text not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  primary key (jurisdiction, id)
);
create index delegation_account on delegation (account_id);
comment on table delegation is '代理: a post exercised by somebody else during leave';
comment on column delegation.jurisdiction is 'Authority that runs the system';
comment on column delegation.id is 'Id';
comment on column delegation.post_id is 'Post that is delegated';
comment on column delegation.account_id is 'Who exercises it';
comment on column delegation.from_at is 'From when';
comment on column delegation.to_at is 'Until when';

create table resident (
  jurisdiction text collate "C" not null,
  id uuid not null,
  sealed bytea not null,
  phone_index bytea,
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  primary key (jurisdiction, id)
);
create unique index resident_phone on resident (jurisdiction, phone_index) where phone_index is not null;
comment on table resident is '居民库: the only place of personal data; everything else knows an opaque id';
comment on column resident.jurisdiction is 'Authority that runs the system';
comment on column resident.id is 'Opaque id';
comment on column resident.sealed is 'Encrypted fields: name, phone, address';
comment on column resident.phone_index is 'Keyed digest of the phone number, to find it without reading it';
comment on column resident.created_at is 'When the resident first spoke';
comment on column resident.erased_at is 'When the data was erased on request';

create table resident_reveal (
  jurisdiction text collate "C" not null,
  id uuid not null,
  resident_id uuid not null,
  account_id text not null,
  field text not null,
  reason text not null check (length(reason) >= 2),
  matter_id uuid,
  revealed_at timestamptz not null default now(),
  primary key (jurisdiction, id)
);
create index resident_reveal_resident on resident_reveal (jurisdiction, resident_id, revealed_at);
comment on table resident_reveal is '查看记录: each time personal data was shown in full; the person can see it';
comment on column resident_reveal.jurisdiction is 'Authority that runs the system';
comment on column resident_reveal.id is 'Id';
comment on column resident_reveal.resident_id is 'Whose data';
comment on column resident_reveal.account_id is 'Who looked';
comment on column resident_reveal.field is 'What was shown';
comment on column resident_reveal.reason is 'Reason given';
comment on column resident_reveal.matter_id is 'Matter it was shown for';
comment on column resident_reveal.revealed_at is 'When';

create table matter (
  jurisdiction text collate "C" not null,
  id uuid not null,
  number text not null,
  version integer not null check (version > 0),
  loop text not null,
  kind text not null,
  pack_id text not null,
  pack_version text not null,
  territory text collate "C" not null,
  state text not null,
  holder text,
  lead text,
  reporter_id uuid,
  caller text,
  source text,
  channel text not null,
  urgent boolean not null,
  confidential boolean not null,
  supervised boolean not null,
  parked boolean not null,
  provisional boolean not null,
  outcome text,
  solved boolean,
  satisfied smallint check (satisfied between 1 and 5),
  reported_at timestamptz not null,
  due_at timestamptz,
  due_counted text check (due_counted in ('working', 'calendar')),
  due_roster text,
  due_warn_at timestamptz,
  due_paused_at timestamptz,
  next_due_at timestamptz,
  closed_at timestamptz,
  parent_id uuid,
  readers text[] not null,
  against text[] not null,
  lon double precision,
  lat double precision,
  primary key (jurisdiction, id)
);
create unique index matter_number on matter (jurisdiction, number);
create unique index matter_source on matter (jurisdiction, source) where source is not null;
create index matter_place on matter (jurisdiction, territory);
create index matter_open_due on matter (jurisdiction, coalesce(due_at, 'infinity'), id) where closed_at is null;
create index matter_reported on matter (jurisdiction, reported_at desc, id desc);
-- What was added last lies in a list that every search reads through: a short one.
create index matter_readers on matter using gin (readers) with (gin_pending_list_limit = 256);
create index matter_provisional on matter (jurisdiction, id) where provisional;
create index matter_sweep on matter (next_due_at) where next_due_at is not null;
comment on table matter is '事项: what lists are made of, projected from the journal; the matter itself is the fold of its events';
comment on column matter.jurisdiction is 'Authority that runs the system';
comment on column matter.id is 'Id (UUIDv7)';
comment on column matter.number is 'Number for people';
comment on column matter.version is 'Number of events; the expected version of the next write';
comment on column matter.loop is 'Loop it follows';
comment on column matter.kind is 'Kind of matter';
comment on column matter.pack_id is 'Pack it was accepted under';
comment on column matter.pack_version is 'Version of that pack';
comment on column matter.territory is 'Code of the narrowest territory known';
comment on column matter.state is 'State in the loop';
comment on column matter.holder is 'Who is charged with the time now';
comment on column matter.lead is 'Lead unit now';
comment on column matter.reporter_id is 'Opaque id of the resident who reported';
comment on column matter.caller is 'Unit that called';
comment on column matter.source is 'Identity in the system it was imported from';
comment on column matter.channel is 'How it came in';
comment on column matter.urgent is 'Urgent';
comment on column matter.confidential is 'Confidential: access is narrowed';
comment on column matter.supervised is 'Under supervision';
comment on column matter.parked is 'Parked with a plan';
comment on column matter.provisional is 'A running deadline rests on days that are not announced yet';
comment on column matter.outcome is 'How it was closed';
comment on column matter.solved is 'Whether the reporter says it is solved; unknown until then';
comment on column matter.satisfied is 'How satisfied, 1 to 5';
comment on column matter.reported_at is 'When it was reported';
comment on column matter.due_at is 'Deadline promised, while its clock runs';
comment on column matter.due_counted is 'Whether the time until then is counted in working or in calendar time';
comment on column matter.due_roster is 'Roster whose working time it is; office hours where absent';
comment on column matter.due_warn_at is 'From when on that deadline presses, where the loop says so';
comment on column matter.due_paused_at is 'Since when its clock stands still';
comment on column matter.next_due_at is 'When the sweep must look at it next';
comment on column matter.closed_at is 'When it was closed';
comment on column matter.parent_id is 'Matter it was opened out of';
comment on column matter.readers is 'Organisations, posts and residents that it concerns beyond its place: they may read it';
comment on column matter.against is 'Organisations complained about: they never see it';
comment on column matter.lon is 'Longitude, WGS-84';
comment on column matter.lat is 'Latitude, WGS-84';

create table journal (
  jurisdiction text collate "C" not null,
  matter_id uuid not null,
  seq integer not null check (seq > 0),
  events smallint not null check (events > 0),
  recorded_at timestamptz not null,
  body text not null,
  hash bytea not null check (length(hash) = 32),
  primary key (jurisdiction, matter_id, seq)
);
-- A line is read whole and soon after it was written: compressing it costs more than the space it saves.
alter table journal set (toast_tuple_target = 8160);
create index journal_recorded on journal using brin (recorded_at);
comment on table journal is '流水: the events of one command on one matter, appended only, chained by hash';
comment on column journal.jurisdiction is 'Authority that runs the system';
comment on column journal.matter_id is 'Matter';
comment on column journal.seq is 'Number of its first event in the matter, from 1 without gaps; two writers cannot both take it';
comment on column journal.events is 'How many events';
comment on column journal.recorded_at is 'When it was written down';
comment on column journal.body is 'Canonical JSON: the events with their times, and the pack version they were decided under';
comment on column journal.hash is 'SHA-256 of the hash before and this body';

create table content (
  jurisdiction text collate "C" not null,
  matter_id uuid not null,
  seq integer not null,
  field text not null,
  body text,
  salt bytea not null,
  redacted_at timestamptz,
  redacted_why text,
  primary key (jurisdiction, matter_id, seq, field),
  check ((body is null) = (redacted_at is not null))
);
comment on table content is '文字: what people wrote; events hold its salted digest, so that law can have it redacted';
comment on column content.jurisdiction is 'Authority that runs the system';
comment on column content.matter_id is 'Matter';
comment on column content.seq is 'Event it belongs to';
comment on column content.field is 'Field of the form';
comment on column content.body is 'What was written; empty once redacted';
comment on column content.salt is 'Salt of the digest';
comment on column content.redacted_at is 'When it was redacted';
comment on column content.redacted_why is 'On what basis';

create table inbox (
  jurisdiction text collate "C" not null,
  addressee text collate "C" not null,
  matter_id uuid not null,
  duty text not null,
  rank smallint not null,
  due_at timestamptz not null,
  counted text check (counted in ('working', 'calendar')),
  roster text,
  warn_at timestamptz,
  primary key (jurisdiction, matter_id, addressee)
);
create index inbox_order on inbox (jurisdiction, addressee, rank, due_at, matter_id);
comment on table inbox is '待办: what each organisation or post must answer next, from every loop';
comment on column inbox.jurisdiction is 'Authority that runs the system';
comment on column inbox.addressee is 'Organisation, or post:<id>';
comment on column inbox.matter_id is 'Matter';
comment on column inbox.duty is 'In which relation: holder, assist, inner';
comment on column inbox.rank is 'Urgent before the rest';
comment on column inbox.due_at is 'When it must be answered; infinity where no clock runs';
comment on column inbox.counted is 'Whether the time until then is counted in working or in calendar time';
comment on column inbox.roster is 'Roster whose working time it is; office hours where absent';
comment on column inbox.warn_at is 'From when on that deadline presses, where the loop says so';

create table command (
  jurisdiction text collate "C" not null,
  actor text not null,
  key text not null,
  digest bytea not null,
  matter_id uuid,
  version integer,
  done_at timestamptz not null default now(),
  primary key (jurisdiction, actor, key)
);
create index command_done on command (done_at);
comment on table command is '命令: accepted commands by idempotency key, so that one sent twice is done once';
comment on column command.jurisdiction is 'Authority that runs the system';
comment on column command.actor is 'Account that sent it';
comment on column command.key is 'Key chosen by the client';
comment on column command.digest is 'Digest of what was asked: another request under the same key is refused';
comment on column command.matter_id is 'Matter it led to';
comment on column command.version is 'Version it led to';
comment on column command.done_at is 'When';

create table outbox (
  id bigint generated always as identity primary key,
  jurisdiction text collate "C" not null,
  matter_id uuid not null,
  seq integer not null,
  territory text collate "C" not null,
  addressees text[] not null,
  notices jsonb
);
comment on table outbox is '待发: side effects of committed commands, until they are relayed';
comment on column outbox.id is 'Id; says nothing about the order of commits';
comment on column outbox.jurisdiction is 'Authority that runs the system';
comment on column outbox.matter_id is 'Matter';
comment on column outbox.seq is 'Last event of the command';
comment on column outbox.territory is 'Where';
comment on column outbox.addressees is 'Whose inbox it changed';
comment on column outbox.notices is 'Notices to send';

create table feed (
  jurisdiction text collate "C" not null,
  position bigint not null,
  matter_id uuid not null,
  seq integer not null,
  territory text collate "C" not null,
  addressees text[] not null,
  relayed_at timestamptz not null default now(),
  primary key (jurisdiction, position)
);
create index feed_relayed on feed (relayed_at);
comment on table feed is '变更流: committed changes in an order assigned after commit by one sequencer';
comment on column feed.jurisdiction is 'Authority that runs the system';
comment on column feed.position is 'Position without gaps: who has read up to here has missed nothing';
comment on column feed.matter_id is 'Matter';
comment on column feed.seq is 'Last event of the change';
comment on column feed.territory is 'Where';
comment on column feed.addressees is 'Whose inbox it changed';
comment on column feed.relayed_at is 'When it was sequenced';

create table notice (
  jurisdiction text collate "C" not null,
  id uuid not null,
  addressee text collate "C" not null,
  matter_id uuid not null,
  message text not null,
  params jsonb not null,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (jurisdiction, id)
);
create index notice_addressee on notice (jurisdiction, addressee, created_at desc);
comment on table notice is '通知: messages delivered to organisations, posts and residents';
comment on column notice.jurisdiction is 'Authority that runs the system';
comment on column notice.id is 'Id, derived from its outbox row so that it is delivered once';
comment on column notice.addressee is 'Organisation, post:<id> or resident:<id>';
comment on column notice.matter_id is 'Matter';
comment on column notice.message is 'Id of the text in the pack';
comment on column notice.params is 'What the text is filled with; nothing personal';
comment on column notice.created_at is 'When it was delivered';
comment on column notice.read_at is 'When it was read';

create table number_block (
  jurisdiction text collate "C" not null,
  prefix text not null,
  next integer not null check (next > 0),
  primary key (jurisdiction, prefix)
);
comment on table number_block is '编号: next free block of human numbers; leased in blocks, so gaps are normal';
comment on column number_block.jurisdiction is 'Authority that runs the system';
comment on column number_block.prefix is 'Prefix with territory and day';
comment on column number_block.next is 'First number not leased yet';

create table daily_root (
  jurisdiction text collate "C" not null,
  day date not null,
  events integer not null,
  root bytea not null check (length(root) = 32),
  previous bytea,
  key_id text not null,
  signature bytea not null,
  signed_at timestamptz not null default now(),
  primary key (jurisdiction, day)
);
comment on table daily_root is '日根: signed digest over all events recorded on a day, so that a cut-off tail shows';
comment on column daily_root.jurisdiction is 'Authority that runs the system';
comment on column daily_root.day is 'Day of recording, UTC';
comment on column daily_root.events is 'How many events';
comment on column daily_root.root is 'SHA-256 over their hashes in order';
comment on column daily_root.previous is 'Root of the day before that has one';
comment on column daily_root.key_id is 'Which key signed';
comment on column daily_root.signature is 'Ed25519 signature over jurisdiction, day, count, root and previous';
comment on column daily_root.signed_at is 'When it was signed';

create table import_row (
  jurisdiction text collate "C" not null,
  source text not null,
  digest bytea not null,
  matter_id uuid not null,
  imported_at timestamptz not null default now(),
  primary key (jurisdiction, source)
);
comment on table import_row is '导入: which row of which source became which matter, and what it said';
comment on column import_row.jurisdiction is 'Authority that runs the system';
comment on column import_row.source is 'Source and id in it';
comment on column import_row.digest is 'Digest of the row, to see whether a later file changed it';
comment on column import_row.matter_id is 'Matter it became';
comment on column import_row.imported_at is 'When';

create table audit (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text,
  what text not null,
  subject text not null,
  detail jsonb,
  happened_at timestamptz not null default now(),
  primary key (jurisdiction, id)
);
create index audit_happened on audit (jurisdiction, happened_at);
comment on table audit is '审计: administrative acts outside matters: sign-ins, exports, reveals, changes of posts';
comment on column audit.jurisdiction is 'Authority that runs the system';
comment on column audit.id is 'Id';
comment on column audit.account_id is 'Who';
comment on column audit.what is 'What was done';
comment on column audit.subject is 'To what: an opaque id';
comment on column audit.detail is 'More, nothing personal';
comment on column audit.happened_at is 'When';

grant usage on schema huying to huying_app;
grant select, insert, update on pack_version, jurisdiction, territory, post, delegation, resident, matter, notice,
  number_block, import_row to huying_app;
grant select, insert, update, delete on account, account_session, account_credential, account_verification, inbox,
  outbox, feed, command to huying_app;
-- Append only: not even the application may change or remove these.
grant select, insert on journal, daily_root, audit, resident_reveal, territory_lineage to huying_app;
grant select, insert, update (body, redacted_at, redacted_why) on content to huying_app;
grant usage on all sequences in schema huying to huying_app;
grant delete on territory, post, delegation to huying_app;
grant select, insert, update, delete on gazetteer_entry, zone, zone_membership to huying_app;
