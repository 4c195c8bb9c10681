/**
 * 规则登记 — the rules by jurisdiction and version: the one in force for new matters, and every older one that an open
 * matter was accepted under, read back from the database when it is first needed.
 */

import { rulesFromContent } from '@huying/core/pack/compile.ts'
import type { Pack, PackContent } from '@huying/core/pack/types.ts'
import type { Db } from '../database/db.ts'
import type { Registry, Ruleset } from '../services.ts'

/** Reads what is in force. Versions never change, so what was read once is kept. */
export async function openRegistry(db: Db): Promise<Registry> {
  const inForce = new Map<string, Ruleset>()
  const known = new Map<string, Promise<Ruleset>>()
  const version = (jurisdiction: string, packId: string, wanted: string): Promise<Ruleset> => {
    const key = `${jurisdiction} ${packId} ${wanted}`
    const found = known.get(key)
    if (found) return found
    const reading = readVersion(db, jurisdiction, packId, wanted)
    known.set(key, reading)
    reading.catch(() => known.delete(key))
    return reading
  }
  const { rows } = await db.query(
    'select jurisdiction, pack_id, version from jurisdiction order by jurisdiction',
  )
  for (const row of rows)
    inForce.set(row.jurisdiction, await version(row.jurisdiction, row.pack_id, row.version))
  return {
    current(jurisdiction) {
      const ruleset = inForce.get(jurisdiction)
      if (!ruleset) throw new Error(`no pack is in force for jurisdiction ${jurisdiction}`)
      return ruleset
    },
    version,
    async calendar(jurisdiction, calendarVersion) {
      const { rows } = await db.query(
        `select pack_id, version from pack_version
         where jurisdiction = $1 and content -> 'calendar' ->> 'version' = $2 order by loaded_at desc limit 1`,
        [jurisdiction, calendarVersion],
      )
      if (!rows[0]) throw new Error(`calendar ${calendarVersion} of ${jurisdiction} is not in the database`)
      return (await version(jurisdiction, rows[0].pack_id, rows[0].version)).rules.calendar
    },
    jurisdictions: [...inForce.keys()],
  }
}

async function readVersion(db: Db, jurisdiction: string, packId: string, version: string): Promise<Ruleset> {
  const { rows } = await db.query(
    'select content from pack_version where jurisdiction = $1 and pack_id = $2 and version = $3',
    [jurisdiction, packId, version],
  )
  if (!rows[0]) throw new Error(`pack ${packId} ${version} of ${jurisdiction} is not in the database`)
  const content = rows[0].content as PackContent
  return {
    content,
    rules: rulesFromContent(content),
    messages: new Map(content.messages.map((m) => [m.id, m])),
  }
}

/** Puts a pack in force: keeps its content for ever, and counts from now on for new matters. Same version again: nothing. */
export async function installPack(db: Db, pack: Pack): Promise<void> {
  const jurisdiction = pack.rules.jurisdiction
  await db.query(
    'insert into pack_version (jurisdiction, pack_id, version, content) values ($1, $2, $3, $4) on conflict do nothing',
    [jurisdiction, pack.id, pack.version, JSON.stringify(pack.content)],
  )
  await db.query(
    `insert into jurisdiction (jurisdiction, pack_id, version) values ($1, $2, $3)
     on conflict (jurisdiction) do update set pack_id = excluded.pack_id, version = excluded.version, changed_at = now()
     where jurisdiction.version <> excluded.version`,
    [jurisdiction, pack.id, pack.version],
  )
}
