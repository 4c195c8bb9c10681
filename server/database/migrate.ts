/** 迁移 — brings a database forward to this version of the program. Forward only; safe when several start at once. */
import pg from 'pg'
import { type Migration, migrationsFolder, readMigrations } from './migrations.ts'
import { appRole } from './pool.ts'
import { withoutPassword, withSettings } from './url.ts'

/** Held by whoever migrates a database; the others wait and then find nothing to do. */
const migrationLock = 0x6d696772

/**
 * Applies what is new in `folder`, each file in a transaction of its own, as the role of `url`.
 * @returns the names of the migrations applied by this call
 * @throws a sentence when a file was changed after it was applied, when the database is newer than the program,
 *   when the server is too old or not UTF-8, or with file and line when the SQL fails
 */
export async function migrate(url: string, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({
    connectionString: withSettings(url, { timezone: 'UTC', search_path: 'huying,public' }),
    application_name: 'huying migrate',
  })
  await connect(client, url)
  try {
    await refuseUnfitServer(client)
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await ensureAppRole(client)
    await client.query(bookkeeping)
    const pending = findPending(migrations, await readApplied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

async function connect(client: pg.Client, url: string): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    // Several addresses of one host fail together, with an empty message of their own.
    const causes = error instanceof AggregateError ? error.errors : [error]
    const reasons = causes.map(({ message }) => message).join('; ')
    throw new Error(`The database at ${withoutPassword(url)} cannot be reached: ${reasons}`, { cause: error })
  }
}

type Applied = { readonly name: string; readonly checksum: string }

/** What of `migrations` is still to be applied; pure. */
export function findPending(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  applied.forEach(({ name, checksum }, index) => {
    const migration = migrations[index]
    if (migration?.name !== name) {
      throw new Error(
        `The database knows migration ${name}, and this version of Huying does not. Use the newer version.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new Error(
        `Migration ${name} was changed after it was applied. Restore it, and put the change into a new one.`,
      )
    }
  })
  return migrations.slice(applied.length)
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  return (await client.query<Applied>('select name, checksum from huying.migration order by name')).rows
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into huying.migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw describe(error as pg.DatabaseError, name, sql)
  }
}

function describe(error: pg.DatabaseError, name: string, sql: string): Error {
  const line = error.position ? `:${sql.slice(0, Number(error.position)).split('\n').length}` : ''
  const hint = [error.detail, error.hint].filter(Boolean).join(' ')
  return new Error(`${name}.sql${line}: ${error.message}${hint && ` (${hint})`}`, { cause: error })
}

async function refuseUnfitServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
  )
  const { version, encoding } = rows[0]
  if (version < 150_000)
    throw new Error(`PostgreSQL 15 or newer is needed; this server is ${Math.floor(version / 10_000)}.`)
  if (encoding !== 'UTF8') throw new Error(`The database must be UTF-8; this one is ${encoding}.`)
}

/** Roles belong to the whole server: another database's migration may make the same one at this moment. */
async function ensureAppRole(client: pg.Client): Promise<void> {
  try {
    await client.query(ensureRoleSql)
  } catch (error) {
    throw new Error(
      `The role ${appRole} could not be made or taken (${(error as Error).message}). ` +
        `Let an administrator run: CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO <the user of DATABASE_URL>;`,
      { cause: error },
    )
  }
}

const ensureRoleSql = `
do $$
begin
  if not exists (select from pg_roles where rolname = '${appRole}') then
    begin
      create role ${appRole} nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  begin
    set local role ${appRole}; -- asked by trying: since version 16 a member may be one without being able to
    reset role;
  exception when insufficient_privilege then
    execute format('grant ${appRole} to %I', current_user);
  end;
end $$`

const bookkeeping = `
create schema if not exists huying;
create table if not exists huying.migration (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
);
comment on table huying.migration is '迁移记录 — which numbered SQL files this database has seen.';
comment on column huying.migration.name is 'File name without .sql.';
comment on column huying.migration.checksum is 'SHA-256 of the file, hex; a changed file is refused.';
comment on column huying.migration.applied_at is 'When it was applied.';
grant usage on schema huying to ${appRole};
grant select on huying.migration to ${appRole};
`
