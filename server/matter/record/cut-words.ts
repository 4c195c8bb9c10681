/**
 * 补词 — cuts the texts of matters that are not found by all their words yet: those from before there was a search, and those of which a text was
 * redacted. A batch at a time, beside the live system, until none is left.
 */
import type { Pool } from '../../database/pool.ts'
import { transaction } from '../../database/transaction.ts'
import type { Registry, Services } from '../../services.ts'
import { foundBy, type Json, wordRow } from '../rows.ts'
import { matterOf } from '../store.ts'
import { readBatch, type StoredMatter } from './history.ts'

const BATCH = 200

/** How many were cut in this batch. */
export async function cutWords(pool: Pool, { registry }: Pick<Services, 'registry'>): Promise<number> {
  let cut = 0
  for (const jurisdiction of registry.jurisdictions) cut += await cutBatch(pool, registry, jurisdiction)
  return cut
}

function cutBatch(pool: Pool, registry: Registry, jurisdiction: string): Promise<number> {
  return transaction(pool, async (client) => {
    // Held until they are cut: a text that is redacted meanwhile waits, and takes its words out again. What other processes hold, they cut.
    const { rows: pending } = await client.query(
      `select matter_id from matter_words where jurisdiction = $1 and not whole
       order by matter_id limit ${BATCH} for update skip locked`,
      [jurisdiction],
    )
    const ids = pending.map((row) => row.matter_id)
    if (ids.length === 0) return 0
    const stored = await readBatch(pool, jurisdiction, ids)
    const rows = await Promise.all(stored.map((each) => wordsAnew(registry, jurisdiction, each)))
    await client.query(
      `update matter_words w set words = w.words || g.words, whole = true
       from json_populate_recordset(null::matter_words, $1) g where w.jurisdiction = g.jurisdiction and w.matter_id = g.matter_id`,
      [JSON.stringify(rows)],
    )
    return ids.length
  })
}

async function wordsAnew(registry: Registry, jurisdiction: string, stored: StoredMatter): Promise<Json> {
  const { id, contents } = stored
  const loaded = matterOf(id, stored.lines)
  if (!loaded) return { jurisdiction, matter_id: id, words: '', reach: '', whole: true }
  const { rules } = await registry.version(jurisdiction, loaded.matter.pack.id, loaded.matter.pack.version)
  return wordRow(loaded.matter, foundBy(loaded.matter, loaded.history, contents, rules))
}
