/**
 * 核验 — proves that what is stored is what happened: every hash chain, every text against its digest, every row against the fold
 * of its events, every signed day. A redacted text is told from a tampered one.
 */
import { canonical } from '@huying/core/kernel/canonical.ts'
import type { MatterEvent, TextDigests } from '@huying/core/matter/events.ts'
import { replay } from '@huying/core/matter/evolve.ts'
import { inboxOf } from '@huying/core/matter/inbox.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Files } from '../../attachment/files.ts'
import type { Db } from '../../database/db.ts'
import type { Keys } from '../../resident/keys.ts'
import type { Registry } from '../../services.ts'
import { digestOf } from '../form.ts'
import { foundBy, inboxRow, type Json, matterRow } from '../rows.ts'
import { genesis, hashOf, type Line } from './chain.ts'
import { custodyRows } from './custody.ts'
import { readBatch, readHistories, type StoredMatter } from './history.ts'
import { rootOf, statement } from './roots.ts'
import { verifyAttachments } from './verify-attachments.ts'

export type Finding = {
  readonly code:
    | 'journal.gap'
    | 'journal.changed'
    | 'journal.columns'
    | 'journal.missing'
    | 'journal.tail_cut'
    | 'journal.unreadable'
    | 'content.changed'
    | 'content.missing'
    | 'content.added'
    | 'content.unexplained'
    | 'attachment.missing'
    | 'attachment.changed'
    | 'attachment.unexplained'
    | 'attachment.file_missing'
    | 'attachment.file_changed'
    | 'row.missing'
    | 'row.differs'
    | 'inbox.differs'
    | 'custody.differs'
    | 'words.differ'
    | 'root.differs'
    | 'root.missing'
    | 'root.signature'
  /** Matter id, or the day of a root. */
  readonly subject: string
  readonly detail: string
}

export type Verification = {
  readonly matters: number
  readonly events: number
  readonly texts: number
  readonly redacted: number
  readonly days: number
  readonly findings: readonly Finding[]
}

type Tally = { matters: number; events: number; texts: number; redacted: number }
type Checked = { readonly tally: Tally; readonly findings: readonly Finding[] }

/** With `files` their bytes are read as well. Safe to run beside the live system: what looks wrong is looked at once more before it is reported. */
export async function verify(
  db: Db,
  registry: Registry,
  keys: Keys,
  jurisdiction: string,
  onProgress: (matters: number) => void = () => {},
  files: Files | null = null,
): Promise<Verification> {
  const sum: Tally = { matters: 0, events: 0, texts: 0, redacted: 0 }
  const findings: Finding[] = []
  const check = async (stored: StoredMatter) =>
    verifyMatter(registry, jurisdiction, stored, await redactionsOf(db, jurisdiction, stored))
  for await (const batch of readHistories(db, jurisdiction)) {
    for (const stored of batch) {
      let checked = await check(stored)
      if (checked.findings.length > 0) {
        // A command may have come in between the reading of its rows.
        const [again] = await readBatch(db, jurisdiction, [stored.id])
        if (again) checked = await check(again)
      }
      for (const what of Object.keys(sum) as (keyof Tally)[]) sum[what] += checked.tally[what]
      findings.push(...checked.findings)
    }
    findings.push(...(await verifyAttachments(db, jurisdiction, batch, files)))
    onProgress(sum.matters)
  }
  const days = await verifyRoots(db, keys, jurisdiction, findings)
  return { ...sum, days, findings }
}

/** What the audit says was redacted: `<seq> <field>`. */
async function redactionsOf(db: Db, jurisdiction: string, stored: StoredMatter): Promise<Set<string>> {
  if (stored.contents.every((content) => content.redacted_at === null)) return new Set()
  const { rows } = await db.query(
    `select detail ->> 'seq' as seq, detail ->> 'field' as field from audit
     where jurisdiction = $1 and what = 'content.redacted' and subject = $2`,
    [jurisdiction, stored.id],
  )
  return new Set(rows.map(({ seq, field }) => `${seq} ${field}`))
}

async function verifyMatter(
  registry: Registry,
  jurisdiction: string,
  stored: StoredMatter,
  redactions: ReadonlySet<string>,
): Promise<Checked> {
  const tally: Tally = { matters: 1, events: 0, texts: 0, redacted: 0 }
  const findings: Finding[] = []
  const report: Report = (code, detail) => findings.push({ code, subject: stored.id, detail })
  try {
    const written = verifyChain(stored, report)
    tally.events = written.reduce((sum, line) => sum + line.events.length, 0)
    verifyTexts(stored, written, redactions, tally, report)
    await verifyRows(registry, jurisdiction, stored, written, report)
  } catch (error) {
    // A line that was forged with its hash may say what no engine ever said.
    report('journal.unreadable', (error as Error).message)
  }
  return { tally, findings }
}

async function verifyRows(
  registry: Registry,
  jurisdiction: string,
  stored: StoredMatter,
  written: readonly Line[],
  report: Report,
): Promise<void> {
  if (stored.lines.length === 0) {
    if (stored.row) report('journal.missing', 'the matter has a row and no journal')
    for (const { addressee } of stored.inbox)
      report('inbox.differs', `${addressee} has a matter without journal`)
    return
  }
  if (!stored.row) return void report('row.missing', 'the matter has a journal and no row')
  const events = written.flatMap((line) => line.events)
  const length = Number(stored.row.version)
  if (events.length < length) report('journal.tail_cut', `${events.length} of ${length} events are left`)
  const pack = written[0]?.pack
  if (!pack || events.length < length) return
  const { rules } = await registry.version(jurisdiction, ...pack)
  const matter = replay({ id: stored.id, pack: { id: pack[0], version: pack[1] } }, events)
  const differing = differences(matterRow(matter, rules), stored.row)
  if (differing.length > 0) report('row.differs', differing.join(', '))
  const lines = inboxOf(matter, rules).map((line) => inboxRow(matter, line))
  verifyInbox(stored, matter, lines, report)
  verifyCustody(stored, custodyRows(matter), report)
  verifyWords(stored, foundBy(matter, events, stored.contents, rules), report)
}

/** What a matter is found by: nothing less, and above all nothing more. */
function verifyWords({ found }: StoredMatter, wanted: ReturnType<typeof foundBy>, report: Report): void {
  if (!found) return report('words.differ', 'nothing finds it')
  if (!found.whole) return
  for (const column of ['words', 'reach'] as const) {
    const said = new Set(found[column])
    const differing = said.symmetricDifference(wanted[column])
    // Which words it is would repeat what may have been redacted.
    if (differing.size > 0) report('words.differ', `${differing.size} of its ${column}`)
  }
}

type Report = (code: Finding['code'], detail: string) => void

function verifyChain({ id, lines }: StoredMatter, report: Report): Line[] {
  const written: Line[] = []
  let previous: Uint8Array = genesis(id)
  let expected = 1
  for (const stored of lines) {
    if (stored.seq !== expected) report('journal.gap', `event ${expected} is missing`)
    if (!hashOf(previous, stored.body).equals(stored.hash))
      report('journal.changed', `line of event ${stored.seq}`)
    previous = stored.hash
    const line = parsed(stored.body)
    expected = stored.seq + stored.events
    if (!line) continue
    const agrees =
      Array.isArray(line.events) &&
      line.seq === stored.seq &&
      line.events.length === stored.events &&
      line.recordedAt === stored.recorded_at.getTime()
    if (!agrees) report('journal.columns', `line of event ${stored.seq}`)
    if (Array.isArray(line.events)) written.push(line)
  }
  return written
}

/** Bytes that were changed may be no JSON any more; the broken hash has told already. */
function parsed(body: string): Line | null {
  try {
    return JSON.parse(body) as Line
  } catch {
    return null
  }
}

function verifyTexts(
  { contents }: StoredMatter,
  written: readonly Line[],
  redactions: ReadonlySet<string>,
  tally: Tally,
  report: Report,
): void {
  const found = new Map(contents.map((content) => [`${content.seq} ${content.field}`, content]))
  for (const line of written) {
    line.events.forEach((event, index) => {
      for (const [field, digest] of Object.entries(textsOf(event))) {
        const place = `${line.seq + index} ${field}`
        const content = found.get(place)
        found.delete(place)
        tally.texts += 1
        if (!content) report('content.missing', `event ${place}`)
        else if (content.redacted_at === null) {
          if (digestOf(content.body ?? '', content.salt) !== digest)
            report('content.changed', `event ${place}`)
        } else if (redactions.has(place)) tally.redacted += 1
        else report('content.unexplained', `event ${place} is gone and nobody redacted it`)
      }
    })
  }
  for (const place of found.keys()) report('content.added', `no event ${place} speaks of it`)
}

function textsOf(event: MatterEvent): TextDigests {
  return 'texts' in event ? event.texts : {}
}

/** Columns in which a stored row is not what its events say. */
export function differences(expected: Record<string, unknown>, row: Record<string, unknown>): string[] {
  return Object.keys(expected).filter((column) => comparable(expected[column]) !== comparable(row[column]))
}

const ISO = /^\d{4}-\d\d-\d\dT/

function comparable(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (typeof value === 'string' && ISO.test(value)) return new Date(value).toISOString()
  if (value === Number.POSITIVE_INFINITY) return 'infinity'
  return typeof value === 'object' && value !== null ? canonical(value) : String(value ?? null)
}

function verifyInbox(
  { inbox }: StoredMatter,
  matter: Matter,
  lines: readonly Record<string, unknown>[],
  report: Report,
): void {
  const wanted = new Map(lines.map((line) => [line.addressee, line]))
  for (const row of inbox) {
    const line = wanted.get(row.addressee)
    wanted.delete(row.addressee)
    if (!line) report('inbox.differs', `${row.addressee} should not have ${matter.number}`)
    else if (differences(line, row).length > 0)
      report('inbox.differs', `${row.addressee}: ${differences(line, row).join(', ')}`)
  }
  for (const addressee of wanted.keys()) report('inbox.differs', `${addressee} should have ${matter.number}`)
}

function verifyCustody({ custody }: StoredMatter, wanted: readonly Json[], report: Report): void {
  if (custody === null) return
  if (custody.length !== wanted.length)
    return report('custody.differs', `${custody.length} spans instead of ${wanted.length}`)
  for (const [index, span] of wanted.entries()) {
    const differing = differences(span, custody[index] ?? {})
    if (differing.length > 0) report('custody.differs', `span ${index + 1}: ${differing.join(', ')}`)
  }
}

async function verifyRoots(db: Db, keys: Keys, jurisdiction: string, findings: Finding[]): Promise<number> {
  const { rows } = await db.query(
    'select day::text, events, root, previous, key_id, signature from daily_root where jurisdiction = $1 order by daily_root.day',
    [jurisdiction],
  )
  let previous: Buffer | null = null
  for (const row of rows) {
    const now = await rootOf(db, jurisdiction, row.day)
    const told = { events: row.events, root: row.root as Buffer }
    if (now.events !== told.events || !now.root.equals(told.root)) {
      findings.push({
        code: 'root.differs',
        subject: row.day,
        detail: `${now.events} events now, ${told.events} when it was signed`,
      })
    }
    const chained =
      (previous === null) === (row.previous === null) && (previous === null || previous.equals(row.previous))
    if (
      !chained ||
      !keys.verify(row.key_id, statement(jurisdiction, row.day, told, row.previous), row.signature)
    ) {
      findings.push({ code: 'root.signature', subject: row.day, detail: `key ${row.key_id}` })
    }
    previous = row.root
  }
  findings.push(...(await unsignedDays(db, jurisdiction)))
  return rows.length
}

/** Days between signed ones that have events and no root: written in afterwards. */
async function unsignedDays(db: Db, jurisdiction: string): Promise<Finding[]> {
  const { rows } = await db.query(
    `select j.day::text, j.events from (
       select recorded_at::date as day, sum(events)::integer as events from journal where jurisdiction = $1 group by 1
     ) j
     where j.day < (select max(day) from daily_root where jurisdiction = $1)
       and not exists (select from daily_root r where r.jurisdiction = $1 and r.day = j.day)`,
    [jurisdiction],
  )
  return rows.map(({ day, events }) => ({
    code: 'root.missing',
    subject: day,
    detail: `${events} events, and later days are signed`,
  }))
}
