-- The schema after all migrations, for reading and review; made by `npm run generate`, never edited.
-- Migrations change the database; `npm run check` fails when this file is not what they lead to.

create schema huying;
grant usage on schema huying to huying_app;

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
