-- What administrators do: lock an account, hand out a first password, bring in a file and come back to it.

alter table account
  add column "lockedAt" timestamptz,
  add column "mustChangePassword" boolean not null default false,
  add column "passwordChangedAt" timestamptz not null default now();
comment on column account."lockedAt" is 'Since when an administrator keeps it shut; empty while it may sign in';
comment on column account."mustChangePassword" is 'The password was given by an administrator: nothing else may be done before it is changed';
comment on column account."passwordChangedAt" is 'When its owner last chose a password';

create table import_run (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text not null,
  file_name text not null,
  bytes bigint not null,
  map text,
  status text not null check (status in ('uploaded', 'running', 'done', 'stopped', 'failed')),
  read_bytes bigint not null default 0,
  counts jsonb,
  failure jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  alive_at timestamptz,
  ended_at timestamptz,
  primary key (jurisdiction, id)
);
create index import_run_created on import_run (jurisdiction, created_at);
comment on table import_run is '导入任务: a file of another system, on its way in';
comment on column import_run.jurisdiction is 'Authority that runs the system';
comment on column import_run.id is 'Id, and name of the folder with its files';
comment on column import_run.account_id is 'Who brought it';
comment on column import_run.file_name is 'Name of the file where it came from';
comment on column import_run.bytes is 'Size of the file';
comment on column import_run.map is 'What its columns mean (YAML), as it was last started with';
comment on column import_run.status is 'How far it is; running without a sign of life is interrupted';
comment on column import_run.read_bytes is 'How much of the file is read';
comment on column import_run.counts is 'Rows read, imported, updated, unchanged, rejected, with reasons and notes';
comment on column import_run.failure is 'Why the file could not be read to its end: code and params';
comment on column import_run.created_at is 'When the file was brought';
comment on column import_run.started_at is 'When it last began';
comment on column import_run.alive_at is 'Last sign of life while it runs';
comment on column import_run.ended_at is 'When it last ended';

grant select, insert, update, delete on import_run to huying_app;
