-- How often a sign-in name was tried in vain, so that passwords cannot be guessed one after the other.

create table account_attempt (
  name_digest bytea primary key check (length(name_digest) = 32),
  failures smallint not null check (failures > 0),
  until timestamptz not null
);
comment on table account_attempt is '登录尝试: sign-ins tried in vain, by name, known or not';
comment on column account_attempt.name_digest is 'Keyed digest of the name: people type passwords into the wrong box';
comment on column account_attempt.failures is 'How many in a row';
comment on column account_attempt.until is 'When they are forgotten';
create index account_attempt_until on account_attempt (until);

grant select, insert, update, delete on account_attempt to huying_app;
