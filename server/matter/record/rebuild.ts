/** 重建 — makes the projections anew from events: rows of `matter`, `matter_words`, `inbox` and `custody`. Accounts and the vault are not projections. */
import { replay } from '@huying/core/matter/evolve.ts'
import { inboxOf } from '@huying/core/matter/inbox.ts'
import type { Db } from '../../database/db.ts'
import type { Registry } from '../../services.ts'
import { rebuildAttachments } from '../attached.ts'
import { foundBy, inboxRow, type Json, LINE_COLUMNS, matterRow, wordRow } from '../rows.ts'
import type { Line } from './chain.ts'
import { custodyRows, rebuildCustody } from './custody.ts'
import { readHistories, type StoredMatter } from './history.ts'
import { differences } from './verify.ts'

/** Projections that this command makes anew. */
export const PROJECTIONS = ['matter', 'matter_words', 'inbox', 'custody', 'matter_attachment'] as const

export type Rebuilt = { readonly matters: number; readonly changed: number }

const COLUMNS = `number, version, loop, kind, pack_id, pack_version, territory, state, holder, lead,
  reporter_id, caller, source, channel, urgent, confidential, supervised, parked, provisional, outcome, solved, satisfied,
  reported_at, due_at, due_counted, due_roster, due_warn_at, due_paused_at, next_due_at, closed_at, parent_id, readers, against, lon, lat`.split(
  /,\s+/,
)

const REBUILD = `
with
  matters as (
    insert into matter select * from json_populate_recordset(null::matter, $1)
    on conflict (jurisdiction, id) do update set ${COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}
  ),
  found as (
    insert into matter_words select * from json_populate_recordset(null::matter_words, $5)
    on conflict (jurisdiction, matter_id) do update set words = excluded.words, reach = excluded.reach, whole = excluded.whole
  ),
  gone as (
    delete from inbox where jurisdiction = $3 and matter_id = any($4) and (matter_id, addressee) not in
      (select (l ->> 'matter_id')::uuid, l ->> 'addressee' from json_array_elements($2) l)
  )
insert into inbox select * from json_populate_recordset(null::inbox, $2)
on conflict (jurisdiction, matter_id, addressee) do update set ${LINE_COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}`

/** Safe to run beside the live system only while nobody writes: the command line stops the server's writes first. */
export async function rebuild(
  db: Db,
  registry: Registry,
  jurisdiction: string,
  onProgress: (matters: number) => void = () => {},
): Promise<Rebuilt> {
  let matters = 0
  let changed = 0
  for await (const batch of readHistories(db, jurisdiction)) {
    const rows: Json[] = []
    const lines: Json[] = []
    const spans: Json[] = []
    const words: Json[] = []
    for (const stored of batch) {
      const made = await rowsFromEvents(registry, jurisdiction, stored)
      if (!made) continue
      rows.push(made.row)
      lines.push(...made.lines)
      spans.push(...made.spans)
      words.push(made.words)
      if (!stored.row || differences(made.row, stored.row).length > 0) changed += 1
    }
    await db.query(REBUILD, [
      JSON.stringify(rows),
      JSON.stringify(lines),
      jurisdiction,
      batch.map((s) => s.id),
      JSON.stringify(words),
    ])
    await rebuildAttachments(db, jurisdiction, batch)
    await rebuildCustody(
      db,
      jurisdiction,
      batch.map((s) => s.id),
      spans,
    )
    matters += batch.length
    onProgress(matters)
  }
  return { matters, changed }
}

async function rowsFromEvents(
  registry: Registry,
  jurisdiction: string,
  { id, lines, contents }: StoredMatter,
) {
  const written = lines.map((line) => JSON.parse(line.body) as Line)
  const events = written.flatMap((line) => line.events)
  const [first] = events
  const pack = written[0]?.pack
  if (!pack || first?.type !== 'MatterReported') return null
  const { rules } = await registry.version(jurisdiction, ...pack)
  const matter = replay({ id, pack: { id: pack[0], version: pack[1] } }, events)
  const row = { ...matterRow(matter, rules), source: first.source }
  return {
    row,
    words: wordRow(matter, foundBy(matter, events, contents, rules)),
    lines: inboxOf(matter, rules).map((line) => inboxRow(matter, line)),
    spans: custodyRows(matter),
  }
}
