/**
 * 存取 — one transaction per command, in one statement: events, projections, texts, inbox, idempotency key and outbox go
 * to the database together or not at all. Two writers of the same version collide on the journal's key; neither is lost,
 * the second is told.
 */
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { replay } from '@huying/core/matter/evolve.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Db } from '../database/db.ts'
import type { Line } from './chain.ts'
import { outboxRow } from './outbox-row.ts'
import { type Change, type Json, LINE_COLUMNS, rowsOf } from './rows.ts'

/** A matter with its history, and the hash that the next line is chained to. */
export type Loaded = {
  readonly matter: Matter
  readonly history: readonly MatterEvent[]
  readonly lastHash: Buffer
}

const LOAD = 'select seq, body, hash from journal where jurisdiction = $1 and matter_id = $2 order by seq'

/** A matter is the fold of its journal; no copy of it is stored (keeping one cost a third of the rate of intake). */
export async function loadMatter(db: Db, jurisdiction: string, id: string): Promise<Loaded | null> {
  const { rows } = await db.query({ name: 'load-matter', text: LOAD, values: [jurisdiction, id] })
  return matterOf(id, rows)
}

/** The matter that the lines of its journal fold to, or null where there is none. */
export function matterOf(
  id: string,
  lines: readonly { readonly seq: number; readonly body: string; readonly hash: Buffer }[],
): Loaded | null {
  const last = lines.at(-1)
  if (!last) return null
  const journal = lines.map((line) => JSON.parse(line.body) as Line)
  const [packId, version] = journal[0]?.pack ?? ['', '']
  const history = journal.flatMap((line) => line.events)
  return { matter: replay({ id, pack: { id: packId, version } }, history), history, lastHash: last.hash }
}

/** Who sent what under which idempotency key; null for the system's own acts. */
export type CommandKey = { readonly actor: string; readonly key: string; readonly digest: Buffer }

const MATTER_COLUMNS = [
  'version',
  'kind',
  'state',
  'holder',
  'lead',
  'urgent',
  'confidential',
  'supervised',
  'parked',
  'provisional',
  'outcome',
  'solved',
  'satisfied',
  'territory',
  'readers',
  'against',
  'due_at',
  'due_counted',
  'due_roster',
  'due_warn_at',
  'due_paused_at',
  'next_due_at',
  'closed_at',
]

/**
 * Rows arrive as JSON and are typed by the tables themselves. Modifying parts of one statement do not see each other;
 * none of these depends on another's rows.
 */
const FLUSH = `
with
  matters as (
    insert into matter select * from json_populate_recordset(null::matter, $1)
    on conflict (jurisdiction, id) do update set ${MATTER_COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}
  ),
  lines as (insert into journal select * from json_populate_recordset(null::journal, $2)),
  contents as (insert into content select * from json_populate_recordset(null::content, $3)),
  gone as (
    delete from inbox i using json_populate_recordset(null::inbox, $4) g
    where i.jurisdiction = g.jurisdiction and i.matter_id = g.matter_id and i.addressee = g.addressee
  ),
  duties as (
    insert into inbox select * from json_populate_recordset(null::inbox, $5)
    on conflict (jurisdiction, matter_id, addressee)
    do update set ${LINE_COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}
  ),
  commands as (
    insert into command (jurisdiction, actor, key, digest, matter_id, version)
    select jurisdiction, actor, key, digest, matter_id, version from json_populate_recordset(null::command, $6)
  ),
  residents as (
    insert into resident (jurisdiction, id, sealed, phone_index)
    select jurisdiction, id, sealed, phone_index from json_populate_recordset(null::resident, $7)
  ),
  imported as (
    insert into import_row (jurisdiction, source, digest, matter_id)
    select jurisdiction, source, digest, matter_id from json_populate_recordset(null::import_row, $8)
    on conflict (jurisdiction, source) do update set digest = excluded.digest, imported_at = now()
  )
insert into outbox (jurisdiction, matter_id, seq, territory, addressees, notices)
select jurisdiction, matter_id, seq, territory, addressees, notices from json_populate_recordset(null::outbox, $9)`

export type Flush = {
  readonly changes: readonly Change[]
  readonly command: CommandKey | null
  /** Rows of new residents, sealed. */
  readonly residents?: readonly Json[]
  readonly imported?: readonly Json[]
  /** History told again is not announced to anybody. */
  readonly quiet?: boolean
  readonly now: number
}

/** Stores everything or nothing. Throws the driver's error; see `conflictOf`. */
export async function flush(
  db: Db,
  { changes, command, residents = [], imported = [], quiet = false, now }: Flush,
): Promise<void> {
  // Rows of one statement are locked in this order by every writer, so that two of them cannot wait for each other.
  const sorted = [...changes].sort((a, b) => (a.after.id < b.after.id ? -1 : 1))
  const rows = sorted.map((change) => rowsOf(change, now))
  const first = changes[0]
  const commands =
    command && first
      ? [
          {
            jurisdiction: first.after.jurisdiction,
            actor: command.actor,
            key: command.key,
            digest: `\\x${command.digest.toString('hex')}`,
            matter_id: first.after.id,
            version: first.after.version,
          },
        ]
      : []
  const values = [
    rows.map((r) => r.matter),
    rows.map((r) => r.journal),
    rows.flatMap((r) => r.contents),
    rows.flatMap((r) => r.inboxGone),
    rows.flatMap((r) => r.inbox),
    commands,
    residents,
    imported,
    quiet ? [] : sorted.map(outboxRow),
  ]
  await db.query({ name: 'flush', text: FLUSH, values: values.map((v) => JSON.stringify(v)) })
}

export type Conflict = 'version' | 'command' | 'source' | 'resident' | 'number' | null

/** What a failed flush collided with, or null when it was no collision. */
export function conflictOf(error: unknown): Conflict {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '40P01' || code === '40001') return 'version'
  if (code !== '23505') return null
  switch (constraint) {
    // Whoever comes second may find its line, or a text in it, taken.
    case 'journal_pkey':
    case 'content_pkey':
      return 'version'
    case 'command_pkey':
      return 'command'
    case 'matter_source':
    case 'import_row_pkey':
      return 'source'
    case 'resident_phone':
      return 'resident'
    case 'matter_number':
      return 'number'
    default:
      return null
  }
}
