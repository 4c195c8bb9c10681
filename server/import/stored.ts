/** 已入库 — what is there already of the rows of a batch: found by their identity in the system of origin. */
import type { MatterEvent } from '@huying/core/matter/events.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import type { Db } from '../database/db.ts'
import { matterOf } from '../matter/store.ts'
import type { Registry } from '../services.ts'

export type KnownRow = { readonly digest: Buffer; readonly matterId: string }

export type Stored = {
  readonly matter: Matter
  readonly history: readonly MatterEvent[]
  readonly lastHash: Buffer
  readonly rules: Rules
  /** Salts of what was written, by `<seq> <field>`. */
  readonly salts: ReadonlyMap<string, Buffer>
}

/** Rows that were imported before, by source. */
export async function findRows(
  db: Db,
  jurisdiction: string,
  sources: readonly string[],
): Promise<Map<string, KnownRow>> {
  const { rows } = await db.query<{ source: string; digest: Buffer; matter_id: string }>({
    name: 'import-known-rows',
    text: 'select source, digest, matter_id from import_row where jurisdiction = $1 and source = any ($2)',
    values: [jurisdiction, sources],
  })
  return new Map(rows.map(({ source, digest, matter_id: matterId }) => [source, { digest, matterId }]))
}

/** Matters with their histories, and all matters that they are children of: those hear of it when a child is closed. */
export async function loadStored(
  db: Db,
  registry: Registry,
  jurisdiction: string,
  ids: readonly string[],
): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>()
  for (let wanted = [...new Set(ids)]; wanted.length > 0; ) {
    for (const each of await loadSome(db, registry, jurisdiction, wanted)) stored.set(each.matter.id, each)
    const parents = wanted.map((id) => stored.get(id)?.matter.parentId ?? null)
    wanted = [...new Set(parents.filter((id) => id !== null && !stored.has(id)))] as string[]
  }
  return stored
}

async function loadSome(
  db: Db,
  registry: Registry,
  jurisdiction: string,
  ids: readonly string[],
): Promise<Stored[]> {
  const of = (name: string, columns: string, table: string) =>
    db.query({
      name,
      text: `select matter_id, seq, ${columns} from ${table}
        where jurisdiction = $1 and matter_id = any ($2::uuid[]) order by matter_id, seq`,
      values: [jurisdiction, ids],
    })
  const [lines, salts] = await Promise.all([
    of('import-journals', 'body, hash', 'journal'),
    of('import-salts', 'field, salt', 'content'),
  ])
  const linesOf = Map.groupBy(lines.rows, (row) => row.matter_id as string)
  const saltsOf = Map.groupBy(salts.rows, (row) => row.matter_id as string)
  const stored: Stored[] = []
  for (const [id, rows] of linesOf) {
    const loaded = matterOf(id, rows)
    if (!loaded) continue
    const { pack } = loaded.matter
    const { rules } = await registry.version(jurisdiction, pack.id, pack.version)
    const salted = saltsOf.get(id) ?? []
    stored.push({ ...loaded, rules, salts: new Map(salted.map((s) => [`${s.seq} ${s.field}`, s.salt])) })
  }
  return stored
}
