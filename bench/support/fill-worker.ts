/** One half of the filling: makes its share of the lives and loads them, reporting how many are done. */
import { randomUUIDv7 } from 'node:crypto'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { inboxOf } from '@huying/core/matter/inbox.ts'
import type { Pack } from '@huying/core/pack/types.ts'
import { openOwnerPool } from '@huying/server/database/pool.ts'
import { genesis, link } from '@huying/server/matter/record/chain.ts'
import { custodyRows } from '@huying/server/matter/record/custody.ts'
import { foundBy, inboxRow, matterRow, wordRow } from '@huying/server/matter/rows.ts'
import { readPack } from '@huying/server/pack/read.ts'
import { rowOf } from '@huying/server/resident/find.ts'
import { type Keys, loadKeys } from '@huying/server/resident/keys.ts'
import { type Copy, openCopy } from './copy.ts'
import { castOf, type Ending, idAt, type Life, lifeOf, tellingOf } from './lives.ts'

/** Sent by `fill.ts`. */
export type Share = {
  readonly databaseUrl: string
  readonly keysFolder: string
  readonly packFolder: string
  readonly folder: string
  readonly operator: string
  readonly worker: number
  readonly workers: number
  readonly matters: number
  readonly open: number
  readonly now: number
}

const DAY = 86_400_000
/** Lives a load. */
const BATCH = 2_000
/** Matters a resident reports in a year, one with another. */
const EACH = 5

process.once('message', async (share: Share) => {
  const { pack } = await readPack(share.packFolder)
  if (!pack) throw new Error('the pack does not load')
  const owner = openOwnerPool(share.databaseUrl, { max: 1 })
  const numbers = await fill(share, pack, openCopy(owner, share.folder, `w${share.worker}`))
  await owner.end()
  process.send?.({ numbers: [...numbers] })
  process.disconnect?.()
})

/** Returns the next free number of every prefix. */
async function fill(share: Share, pack: Pack, copy: Copy): Promise<Map<string, number>> {
  const { worker, workers, matters, now } = share
  const keys = await loadKeys(share.keysFolder, {})
  const telling = tellingOf(pack, castOf(pack, share.operator), now)
  const numbers = new Map<string, number>()
  let resident: string | null = null
  let done = 0
  for (let n = worker; n < matters; n += workers) {
    if (((n - worker) / workers) % EACH === 0) resident = addResident(copy, keys, pack, n)
    const at = Math.floor(reportedAt(share, n))
    const life = lifeOf(telling, {
      ...{ n, at, id: idAt(at), ending: endingOf(share, n) },
      residentId: n % 2 === 0 ? resident : null,
      number: (territory) => {
        const day = localDate(pack.rules.calendar.zone.dayOf(at)).replaceAll('-', '')
        const prefix = `HY-${territory.slice(0, 6)}-${day}`
        const running = numbers.get(prefix) ?? worker + 1
        numbers.set(prefix, running + workers)
        return `${prefix}-${String(running).padStart(4, '0')}`
      },
    })
    addLife(copy, pack, life)
    if (++done % BATCH === 0) {
      await copy.load()
      process.send?.({ done: BATCH })
    }
  }
  await copy.load()
  return numbers
}

/** Closed ones over the last year until ten days ago, open ones over the last three days: in order of time. */
function reportedAt({ now, matters, open }: Share, n: number): number {
  const closed = matters - open
  if (n < closed) return now - 365 * DAY + (n / closed) * 355 * DAY
  return now - 3 * DAY + ((n - closed) / open) * (3 * DAY - 4 * 3_600_000)
}

function endingOf({ matters, open }: Share, n: number): Ending {
  if (n < matters - open) return n % 10 < 4 ? 'resolved' : 'answered'
  return (['dispatched', 'handling', 'handling', 'contacted'] as const)[Math.floor(n / 2) % 4] as Ending
}

function addResident(copy: Copy, keys: Keys, { rules }: Pack, n: number): string {
  const id = randomUUIDv7()
  const data = { name: '张明', phone: `198${String(n).padStart(8, '0')}`, address: null }
  copy.add('resident', rowOf(keys, rules.jurisdiction, { id, data } as Parameters<typeof rowOf>[2]))
  return id
}

function addLife(copy: Copy, { rules }: Pack, { matter, chapters }: Life): void {
  const { jurisdiction, id, pack } = matter
  const texts: { seq: number; body: string }[] = []
  let seq = 1
  let hash = genesis(id)
  for (const { at, events, written } of chapters) {
    const line = link(hash, { seq, recordedAt: at, pack: [pack.id, pack.version], events })
    hash = line.hash
    copy.add('journal', {
      jurisdiction,
      matter_id: id,
      seq,
      events: events.length,
      recorded_at: new Date(at).toISOString(),
      body: line.body,
      hash: `\\x${hash.toString('hex')}`,
    })
    // What was written belongs to the report, or to the action: the event that names its digest.
    const of = Math.max(
      0,
      events.findIndex((e) => e.type === 'MatterReported' || e.type === 'ActionTaken'),
    )
    for (const { field, body, salt } of written) {
      texts.push({ seq: seq + of, body })
      copy.add('content', {
        ...{ jurisdiction, matter_id: id, seq: seq + of, field, body },
        salt: `\\x${salt.toString('hex')}`,
      })
    }
    seq += events.length
  }
  copy.add('matter', { ...matterRow(matter, rules), source: null })
  for (const line of inboxOf(matter, rules)) copy.add('inbox', inboxRow(matter, line))
  for (const span of custodyRows(matter)) copy.add('custody', span)
  const history = chapters.flatMap(({ events }) => events)
  copy.add('matter_words', wordRow(matter, foundBy(matter, history, texts, rules)))
}
