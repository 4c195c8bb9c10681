/**
 * 存取 — one transaction per command, in one statement: events, projections, texts, inbox, idempotency key and outbox go
 * to the database together or not at all. Two writers of the same version collide on the journal's key; neither is lost,
 * the second is told.
 */
import type { MatterEvent } from '@huying/core/matter/events.ts'
import { replay } from '@huying/core/matter/evolve.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Db } from '../database/db.ts'
import { outboxRow } from './outbox-row.ts'
import type { Line } from './record/chain.ts'
import { PUT_CUSTODY } from './record/custody.ts'
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
 * What one transaction may write, each part fed by one list of rows. Rows arrive as JSON and are typed by the tables
 * themselves. Modifying parts of one statement do not see each other; none of these depends on another's rows.
 */
const PARTS = {
  opened: 'insert into matter select * from json_populate_recordset(null::matter, $)',
  changed: `insert into matter select * from json_populate_recordset(null::matter, $)
    on conflict (jurisdiction, id) do update set ${MATTER_COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}`,
  lines: 'insert into journal select * from json_populate_recordset(null::journal, $)',
  contents: 'insert into content select * from json_populate_recordset(null::content, $)',
  found: 'insert into matter_words select * from json_populate_recordset(null::matter_words, $)',
  // Words only grow; what was never cut whole stays so.
  refound: `update matter_words w set words = w.words || g.words, reach = g.reach
    from json_populate_recordset(null::matter_words, $) g where w.jurisdiction = g.jurisdiction and w.matter_id = g.matter_id`,
  attachments:
    'insert into matter_attachment select * from json_populate_recordset(null::matter_attachment, $)',
  gone: `delete from inbox i using json_populate_recordset(null::inbox, $) g
    where i.jurisdiction = g.jurisdiction and i.matter_id = g.matter_id and i.addressee = g.addressee`,
  duties: `insert into inbox select * from json_populate_recordset(null::inbox, $)
    on conflict (jurisdiction, matter_id, addressee)
    do update set ${LINE_COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}`,
  custody: PUT_CUSTODY,
  commands: `insert into command (jurisdiction, actor, key, digest, matter_id, version)
    select jurisdiction, actor, key, digest, matter_id, version from json_populate_recordset(null::command, $)`,
  residents: `insert into resident (jurisdiction, id, sealed, phone_index)
    select jurisdiction, id, sealed, phone_index from json_populate_recordset(null::resident, $)`,
  imported: `insert into import_row (jurisdiction, source, digest, matter_id)
    select jurisdiction, source, digest, matter_id from json_populate_recordset(null::import_row, $)
    on conflict (jurisdiction, source) do update set digest = excluded.digest, imported_at = now()`,
  outbox: `insert into outbox (jurisdiction, matter_id, seq, territory, addressees, notices)
    select jurisdiction, matter_id, seq, territory, addressees, notices from json_populate_recordset(null::outbox, $)`,
}

type Part = keyof typeof PARTS

/** Of the parts that have rows only: a part without rows still opens its table and all indexes, a sixth of the cost. */
function statementOf(parts: readonly Part[]): { readonly name: string; readonly text: string } {
  const name = `flush ${parts.join(' ')}`
  const known = statements.get(name)
  if (known) return known
  const ctes = parts.map((part, index) => `${part} as (${PARTS[part].replace('$', `$${index + 1}`)})`)
  const statement = { name: `flush-${statements.size}`, text: `with ${ctes.join(', ')} select` }
  statements.set(name, statement)
  return statement
}

const statements = new Map<string, { readonly name: string; readonly text: string }>()

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
  const matters = (isNew: boolean) =>
    rows.flatMap((r, index) => ((sorted[index]?.before === null) === isNew ? [r.matter] : []))
  const words = (isNew: boolean) =>
    rows.flatMap((r, index) => (r.words && (sorted[index]?.before === null) === isNew ? [r.words] : []))
  const given: Readonly<Record<Part, readonly Json[]>> = {
    opened: matters(true),
    changed: matters(false),
    lines: rows.map((r) => r.journal),
    contents: rows.flatMap((r) => r.contents),
    attachments: rows.flatMap((r) => r.attachments),
    found: words(true),
    refound: words(false),
    gone: rows.flatMap((r) => r.inboxGone),
    duties: rows.flatMap((r) => r.inbox),
    custody: rows.flatMap((r) => r.custody),
    commands,
    residents,
    imported,
    outbox: quiet ? [] : sorted.map(outboxRow),
  }
  const parts = (Object.keys(PARTS) as Part[]).filter((part) => given[part].length > 0)
  await db.query({ ...statementOf(parts), values: parts.map((part) => JSON.stringify(given[part])) })
}

export type Conflict = 'version' | 'command' | 'source' | 'resident' | 'number' | null

/** What a failed flush collided with, or null when it was no collision. */
export function conflictOf(error: unknown): Conflict {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '40P01' || code === '40001') return 'version'
  // A file whose day was over between the look at it and the sending in.
  if (code === '23503' && constraint?.startsWith('matter_attachment')) return 'version'
  if (code !== '23505') return null
  switch (constraint) {
    // Whoever comes second may find its line, or a text in it, taken.
    case 'journal_pkey':
    case 'content_pkey':
    // Two commands that send in the same file: the second is told that it is taken.
    case 'matter_attachment_pkey':
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
