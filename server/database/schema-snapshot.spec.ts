import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { testDatabase } from '../testing/database.ts'
import { migrate } from './migrate.ts'
import { describeSchema, findUncommented } from './schema-snapshot.ts'

const schema = `
create type huying.mood as enum ('good', 'bad');
create domain huying.code as text check (value ~ '^[0-9]+$');
create sequence huying.block increment 100;
create table huying.place (code huying.code collate "C" primary key, up text);
create table huying.event (
  id bigint generated always as identity primary key,
  place text not null references huying.place (code),
  mood huying.mood default 'good',
  size int check (size > 0),
  twice int generated always as (size * 2) stored,
  unique (place, mood)
);
create index event_by_size on huying.event (size) where size > 10;
create view huying.loud as select id from huying.event where size > 99;
create function huying.answer() returns int language sql immutable as 'select 42';
alter table huying.event enable row level security;
create policy seen on huying.event for select to huying_app using (size > 0);
grant select, insert on huying.event to huying_app;
grant update (mood) on huying.event to huying_app;
comment on table huying.event is '事件 — what happened.';
comment on column huying.event.size is 'How loud.';`

const noMigrations = await mkdtemp(join(tmpdir(), 'huying-snapshot-'))
after(() => rm(noMigrations, { recursive: true }))

async function build(sql: string): Promise<string> {
  const { url, owner } = await testDatabase({ migrations: false })
  await migrate(url, noMigrations)
  await owner.query(sql)
  return url
}

describe('the schema snapshot', async () => {
  const url = await build(schema)
  const text = await describeSchema(url)

  for (const line of [
    "create type huying.mood as enum ('good', 'bad');",
    "create domain huying.code as text CHECK ((VALUE ~ '^[0-9]+$'::text));",
    'create sequence huying.block as bigint start 1 increment 100;',
    '-- 事件 — what happened.',
    '  id bigint not null generated always as identity,',
    '  code huying.code collate "C" not null,',
    "  mood huying.mood default 'good'::huying.mood,",
    '  -- How loud.',
    '  twice integer generated always as ((size * 2)) stored,',
    '  constraint event_size_check CHECK ((size > 0)),',
    '  constraint event_place_fkey FOREIGN KEY (place) REFERENCES huying.place(code)',
    'CREATE INDEX event_by_size ON huying.event USING btree (size) WHERE (size > 10);',
    'create policy seen on huying.event for select to huying_app using ((size > 0));',
    'grant insert, select on huying.event to huying_app;',
    'grant update (mood) on huying.event to huying_app;',
    'create view huying.loud (',
    'CREATE OR REPLACE FUNCTION huying.answer()',
  ]) {
    it(`shows ${line.trim()}`, () => assert.ok(text.split('\n').includes(line), text))
  }

  it('is the same for the same schema, and another after any change', async () => {
    assert.equal(await describeSchema(await build(schema)), text)
    for (const change of [
      'alter table huying.event alter mood drop default',
      'revoke insert on huying.event from huying_app',
      'drop index huying.event_by_size',
      "comment on column huying.event.size is 'other'",
    ]) {
      assert.notEqual(await describeSchema(await build(`${schema};${change}`)), text, change)
    }
  })

  it('finds every table, column and type without a comment', async () => {
    const found = await findUncommented(url)
    assert.ok(found.includes('column huying.event.mood has no comment'))
    assert.ok(found.includes('table huying.place has no comment'))
    assert.ok(found.some((sentence) => sentence.startsWith('no comment on: create type huying.mood')))
    assert.ok(!found.some((sentence) => /event\.size|huying\.migration|table huying\.event/.test(sentence)))
  })
})
