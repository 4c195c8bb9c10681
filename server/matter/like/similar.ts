/** 相似办结 — closed and solved matters like this one, with how long they took and who led them. */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import type { Similar } from '@huying/contract/matter/similar.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import type { Signed } from '../../app.ts'
import type { Services } from '../../services.ts'
import { presentRows } from '../list/query-list.ts'
import { quoted, reachOf } from '../record/words.ts'
import { allOf, anyOf, findByWords, type Wanted } from './find.ts'
import { type Alike, alike, keywordsIn } from './likeness.ts'

const SHOWN = 5
/** Newest candidates that are compared. */
const COMPARED = 60
const HOUR = 3_600_000

export async function similarTo(services: Services, signed: Signed, matter: Matter): Promise<Similar> {
  const { db } = services
  const { jurisdiction, id, kind, point } = matter
  const keywords = keywordsIn(await reportedText(services, matter))
  const finding = {
    scope: readScopeOf(signed.actor),
    also: (values: unknown[]) => `m.closed_at is not null and m.solved and m.id <> $${values.push(id)}`,
    limit: COMPARED,
    now: services.now(),
  }
  const words = keywords.map(({ word }) => word)
  const sameKind: Wanted = { words: '', reach: [anyOf([reachOf.kind(kind)])] }
  const telling: Wanted[] = [
    ...(words.length > 0 ? [{ ...sameKind, words: anyOf(words) }] : []),
    ...(words.length > 1 ? [{ words: allOf(words.slice(0, 2).map(quoted)), reach: [] }] : []),
  ]
  const found = await findByWords(db, jurisdiction, { ...finding, any: telling })
  const enough = found.length >= SHOWN
  const others = enough ? [] : await findByWords(db, jurisdiction, { ...finding, any: [sameKind] })
  const ids = [...new Set([...found, ...others].map((each) => each.id))]
  const likest = (await alike(db, signed.account, { keywords, kind, point }, ids)).slice(0, SHOWN)
  const rows = await presentRows(
    services,
    jurisdiction,
    likest.map(({ row }) => row),
    finding.now,
  )
  return { matters: likest.map((each, index) => solvedView(each, rows[index] as MatterRow)) }
}

export function solvedView({ row, likeness }: Alike, matter: MatterRow): Similar['matters'][number] {
  const { reported_at, closed_at, satisfied } = row
  const took = closed_at === null ? 0 : closed_at.getTime() - reported_at.getTime()
  return { matter, likeness, lead: matter.lead, tookHours: Math.round(took / HOUR), satisfied }
}

/** Title and text of the report, as far as they are not redacted. */
async function reportedText({ db }: Services, { jurisdiction, id }: Matter): Promise<string> {
  const { rows } = await db.query(
    `select body from content
     where jurisdiction = $1 and matter_id = $2 and seq = 1 and field in ('title', 'text') and body is not null`,
    [jurisdiction, id],
  )
  return rows.map(({ body }) => body).join('\n')
}
