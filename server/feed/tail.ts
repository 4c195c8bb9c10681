/**
 * 实时 — tells connected screens of changes they may see. One tail per process reads the feed by position; each reader gets
 * the changes of its own scope, and picks up after a broken connection where it stopped.
 */
import { isWithin } from '@huying/core/territory/code.ts'
import type { Db } from '../database/db.ts'

export type Change = {
  readonly jurisdiction: string
  readonly position: number
  readonly matterId: string
  readonly version: number
  readonly territory: string
  readonly addressees: readonly string[]
}

/** What somebody may be told of: territories of the scope, and names they are addressed by. */
export type Reach = { readonly prefixes: readonly string[]; readonly addressees: ReadonlySet<string> }

export type Listener = {
  readonly jurisdiction: string
  /** Asked anew for each change: posts may change while a line is open. */
  readonly reach: () => Reach
  /** Told of where the line begins when nothing is to be made up for: the first time, or after too long a break. */
  begin(position: number): void
  tell(change: Change): void
}

export type Tail = {
  /**
   * Tells a listener of every change after position `after` that it may see, oldest first, each once, then of new ones as
   * they come. Null, or a position that the feed no longer reaches back to, begins now. The returned function ends it.
   */
  follow(listener: Listener, after: number | null): Promise<() => void>
  /** Reads what is new and tells everybody. */
  poll(): Promise<void>
}

const BATCH = 1000

/** A listener and the position up to which it has been told. */
type Line = { readonly listener: Listener; told: number }

export function openTail(db: Db): Tail {
  const lines = new Set<Line>()
  return {
    async follow(listener, after) {
      const { first, last } = await reachOf(db, listener.jurisdiction)
      const resumes = after !== null && after <= last && after + 1 >= first
      const line: Line = { listener, told: resumes ? after : last }
      if (!resumes) listener.begin(last)
      for (;;) {
        const changes = await read(db, listener.jurisdiction, line.told)
        deliver(line, changes)
        if (changes.length < BATCH) break
      }
      lines.add(line)
      return () => lines.delete(line)
    },
    async poll() {
      for (const [jurisdiction, group] of Map.groupBy(lines, (line) => line.listener.jurisdiction)) {
        // From where the last of those who listen now stands: nobody of them misses what lies between.
        const changes = await read(db, jurisdiction, Math.min(...group.map((line) => line.told)))
        for (const line of group) if (lines.has(line)) deliver(line, changes)
      }
    },
  }
}

function deliver(line: Line, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.position <= line.told) continue
    line.told = change.position
    if (concerns(line.listener.reach(), change)) line.listener.tell(change)
  }
}

function concerns({ addressees, prefixes }: Reach, change: Change): boolean {
  if (change.addressees.some((addressee) => addressees.has(addressee))) return true
  return change.territory !== '' && prefixes.some((prefix) => isWithin(change.territory, prefix))
}

async function read(db: Db, jurisdiction: string, after: number): Promise<Change[]> {
  const { rows } = await db.query({
    name: 'read-feed',
    text: 'select jurisdiction, position, matter_id, seq, territory, addressees from feed where jurisdiction = $1 and position > $2 order by position limit $3',
    values: [jurisdiction, after, BATCH],
  })
  return rows.map((r) => ({
    jurisdiction: r.jurisdiction,
    position: Number(r.position),
    matterId: r.matter_id,
    version: r.seq,
    territory: r.territory,
    addressees: r.addressees,
  }))
}

/** First and last position that are kept; an empty feed ends at 0. */
async function reachOf(db: Db, jurisdiction: string): Promise<{ first: number; last: number }> {
  const { rows } = await db.query(
    'select coalesce(min(position), 1) as first, coalesce(max(position), 0) as last from feed where jurisdiction = $1',
    [jurisdiction],
  )
  return { first: Number(rows[0].first), last: Number(rows[0].last) }
}
