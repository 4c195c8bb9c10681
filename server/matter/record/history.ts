/** 历史 — matters with everything stored about them, in batches by id: what verify, rebuild and export walk through. */
import type { Db } from '../../database/db.ts'
import { readCustody } from './custody.ts'

export type StoredLine = {
  readonly matter_id: string
  readonly seq: number
  readonly events: number
  readonly recorded_at: Date
  readonly body: string
  readonly hash: Buffer
}
export type StoredContent = {
  readonly matter_id: string
  readonly seq: number
  readonly field: string
  readonly body: string | null
  readonly salt: Buffer
  readonly redacted_at: Date | null
}

export type StoredMatter = {
  readonly id: string
  /** The projected row, or null where only the journal is left. */
  readonly row: Record<string, unknown> | null
  readonly lines: readonly StoredLine[]
  readonly contents: readonly StoredContent[]
  readonly inbox: readonly Record<string, unknown>[]
  /** Spans of its custody, or null while they are still to be filled in. */
  readonly custody: readonly Record<string, unknown>[] | null
  /** What it is found by, or null where nothing finds it. */
  readonly found: StoredWords | null
}

export type StoredWords = {
  readonly words: readonly string[]
  readonly reach: readonly string[]
  /** False while its texts are still to be cut. */
  readonly whole: boolean
}

const BATCH = 400
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Every matter that has a row, a journal or a line in an inbox, in order of id. */
export async function* readHistories(db: Db, jurisdiction: string): AsyncGenerator<readonly StoredMatter[]> {
  for (let after = FIRST; ; ) {
    const { rows } = await db.query(
      `select id from (
         (select id from matter where jurisdiction = $1 and id > $2 order by id limit $3)
         union
         (select distinct matter_id from journal where jurisdiction = $1 and matter_id > $2 order by matter_id limit $3)
         union
         (select distinct matter_id from inbox where jurisdiction = $1 and matter_id > $2 order by matter_id limit $3)
       ) ids order by id limit $3`,
      [jurisdiction, after, BATCH],
    )
    const ids: string[] = rows.map((row) => row.id)
    if (ids.length === 0) return
    yield await readBatch(db, jurisdiction, ids)
    after = ids.at(-1) as string
  }
}

export async function readBatch(
  db: Db,
  jurisdiction: string,
  ids: readonly string[],
): Promise<StoredMatter[]> {
  const of = (table: string, order: string) =>
    db.query(
      `select * from ${table} where jurisdiction = $1 and matter_id = any($2) order by matter_id, ${order}`,
      [jurisdiction, ids],
    )
  const [matters, lines, contents, inbox, words] = await Promise.all([
    db.query('select * from matter where jurisdiction = $1 and id = any($2)', [jurisdiction, ids]),
    of('journal', 'seq'),
    of('content', 'seq, field'),
    of('inbox', 'addressee'),
    db.query(
      `select matter_id, tsvector_to_array(words) as words, tsvector_to_array(reach) as reach, whole
       from matter_words where jurisdiction = $1 and matter_id = any($2)`,
      [jurisdiction, ids],
    ),
  ])
  const custody = await readCustody(db, jurisdiction, ids)
  const rows = new Map(matters.rows.map((row) => [row.id, row]))
  const found = new Map(words.rows.map((row) => [row.matter_id, row]))
  const group = <R extends { matter_id: string }>(list: R[]) => Map.groupBy(list, (r) => r.matter_id)
  const [l, c, i] = [group(lines.rows), group(contents.rows), group(inbox.rows)]
  return ids.map((id) => ({
    id,
    row: rows.get(id) ?? null,
    lines: l.get(id) ?? [],
    contents: c.get(id) ?? [],
    inbox: i.get(id) ?? [],
    custody: custody.get(id) ?? null,
    found: found.get(id) ?? null,
  }))
}
