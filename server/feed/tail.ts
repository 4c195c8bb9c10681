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

/** Who listens: territories of the scope, and names they are addressed by. */
export type Listener = {
  readonly jurisdiction: string
  readonly prefixes: readonly string[]
  readonly addressees: ReadonlySet<string>
  tell(change: Change): void
}

export type Tail = {
  /** Starts listening; the returned function ends it. */
  listen(listener: Listener): () => void
  /** Changes after a position, oldest first, that this listener may see. */
  since(listener: Listener, position: number): Promise<Change[]>
  position(jurisdiction: string): Promise<number>
  /** Reads what is new and tells everybody. */
  poll(): Promise<void>
}

const BATCH = 1000

export function openTail(db: Db): Tail {
  const listeners = new Set<Listener>()
  const positions = new Map<string, number>()
  const read = async (jurisdiction: string, after: number): Promise<Change[]> => {
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
  const position = async (jurisdiction: string): Promise<number> => {
    const { rows } = await db.query(
      'select coalesce(max(position), 0) as position from feed where jurisdiction = $1',
      [jurisdiction],
    )
    return Number(rows[0].position)
  }
  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async since(listener, after) {
      return (await read(listener.jurisdiction, after)).filter((change) => concerns(listener, change))
    },
    position,
    async poll() {
      for (const jurisdiction of new Set([...listeners].map((l) => l.jurisdiction))) {
        const known = positions.get(jurisdiction) ?? (await position(jurisdiction))
        const changes = await read(jurisdiction, known)
        positions.set(jurisdiction, changes.at(-1)?.position ?? known)
        for (const change of changes)
          for (const listener of listeners) if (concerns(listener, change)) listener.tell(change)
      }
    },
  }
}

function concerns(listener: Listener, change: Change): boolean {
  if (listener.jurisdiction !== change.jurisdiction) return false
  if (change.addressees.some((addressee) => listener.addressees.has(addressee))) return true
  return change.territory !== '' && listener.prefixes.some((prefix) => isWithin(change.territory, prefix))
}
