-- What the desk keeps for one account: the matters it follows, and the filters it has named.

create table follow (
  jurisdiction text collate "C" not null,
  account_id text not null references account (id) on delete cascade,
  matter_id uuid not null,
  followed_at timestamptz not null default now(),
  primary key (jurisdiction, account_id, matter_id)
);
comment on table follow is '关注: matters that an account keeps an eye on; its own affair, not part of the matter';
comment on column follow.jurisdiction is 'Authority that runs the system';
comment on column follow.account_id is 'Who follows';
comment on column follow.matter_id is 'What is followed; shown only while it may be read';
comment on column follow.followed_at is 'Since when';

create table saved_filter (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text not null references account (id) on delete cascade,
  name text not null check (length(name) between 1 and 40),
  tab text not null check (tab in ('inbox', 'followed', 'scope')),
  filter jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (jurisdiction, id),
  unique (jurisdiction, account_id, name)
);
comment on table saved_filter is '常用筛选: filters of lists under a name, each account its own';
comment on column saved_filter.jurisdiction is 'Authority that runs the system';
comment on column saved_filter.id is 'Id';
comment on column saved_filter.account_id is 'Whose it is';
comment on column saved_filter.name is 'Name on the screen';
comment on column saved_filter.tab is 'List it belongs to: inbox, followed, scope';
comment on column saved_filter.filter is 'Filter and order, as the API takes them';
comment on column saved_filter.saved_at is 'When it was saved';

-- Open matters by their age: without it, a list of open ones, oldest first, reads through all that were ever closed.
create index matter_open_reported on matter (jurisdiction, reported_at, id) where closed_at is null;

grant select, insert, delete on follow to huying_app;
grant select, insert, update, delete on saved_filter to huying_app;
