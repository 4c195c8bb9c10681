-- Files that people add to what they say. The bytes lie in the file store; the journal holds their digests.

create table attachment (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text not null,
  kind text not null check (kind in ('photo', 'voice', 'video', 'document')),
  name text,
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  sha256 bytea not null check (length(sha256) = 32),
  width integer check (width > 0),
  height integer check (height > 0),
  uploaded_at timestamptz not null default now(),
  redacted_at timestamptz,
  redacted_why text,
  primary key (jurisdiction, id)
);
create index attachment_account on attachment (jurisdiction, account_id, uploaded_at);
create index attachment_uploaded on attachment (uploaded_at);
comment on table attachment is '附件: a file that was uploaded and accepted; its bytes lie in the file store under its id';
comment on column attachment.jurisdiction is 'Authority that runs the system';
comment on column attachment.id is 'Id, also of the upload that it came by';
comment on column attachment.account_id is 'Who uploaded it: only they may send it in';
comment on column attachment.kind is 'Photo, voice, video or document, by its content';
comment on column attachment.name is 'What its owner called it, without folders; null where there was no name or it was redacted';
comment on column attachment.media_type is 'Type of the stored bytes, by their content';
comment on column attachment.bytes is 'Size of the stored bytes';
comment on column attachment.sha256 is 'Digest of the stored bytes; the journal says the same';
comment on column attachment.width is 'Width of a photo in pixels';
comment on column attachment.height is 'Height of a photo in pixels';
comment on column attachment.uploaded_at is 'When it had arrived; what nobody sends in is removed a day later';
comment on column attachment.redacted_at is 'When the bytes were removed on a legal basis';
comment on column attachment.redacted_why is 'Legal basis';

create table matter_attachment (
  jurisdiction text collate "C" not null,
  attachment_id uuid not null,
  matter_id uuid not null,
  seq integer not null,
  primary key (jurisdiction, attachment_id),
  foreign key (jurisdiction, attachment_id) references attachment (jurisdiction, id)
);
comment on table matter_attachment is '附件归属: with which event of which matter a file was sent in; once only';
comment on column matter_attachment.jurisdiction is 'Authority that runs the system';
comment on column matter_attachment.attachment_id is 'File';
comment on column matter_attachment.matter_id is 'Matter';
comment on column matter_attachment.seq is 'Number of the event in its history';

grant select, insert, delete, update (name, redacted_at, redacted_why) on attachment to huying_app;
grant select, insert on matter_attachment to huying_app;
