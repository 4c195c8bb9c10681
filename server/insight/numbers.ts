/** 按号查 — matters by the beginning of their number, here or in the system they came from. */
import type { ReadScope } from '@huying/core/matter/policy.ts'
import type { Db } from '../database/db.ts'
import { scopeOf } from '../matter/scope.ts'

/** Shorter beginnings are those of every number. */
const SHORTEST = 4
/** Newest numbers that begin so, whatever their scope: so a short beginning costs no more than a long one. */
const LOOKED_AT = 2_000

/** Ids, an exact number first. */
export async function findByNumber(
  db: Db,
  jurisdiction: string,
  scope: ReadScope,
  text: string,
  limit: number,
): Promise<string[]> {
  const typed = text.normalize('NFKC').trim()
  if (typed.length < SHORTEST || !/\d/.test(typed) || /\s/.test(typed)) return []
  const source = typed.slice(typed.indexOf(':') + 1)
  const values: unknown[] = [jurisdiction, typed.toUpperCase(), source]
  const begins = (column: string, at: number) =>
    `select * from matter where jurisdiction = $1 and ${column} >= $${at}::text and ${column} < $${at}::text || chr(1114111)
     order by ${column} desc limit ${LOOKED_AT}`
  const condition = scopeOf(scope, values)
  const { rows } = await db.query(
    `select m.id from (
       (${begins('number collate "C"', 2)}) union all (${begins(`substr(source, strpos(source, ':') + 1) collate "C"`, 3)} )
     ) m where ${condition}
     group by m.id, m.number, m.reported_at order by m.number = $2 desc, m.reported_at desc, m.id desc limit $${values.push(limit)}`,
    values,
  )
  return rows.map((row) => row.id)
}
