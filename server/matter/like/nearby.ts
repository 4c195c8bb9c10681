/** 附近未结 — open matters that a new report may repeat: around its point, or in its territory with the same words or of the same kind. */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import type { Nearby, NearbyQuery } from '@huying/contract/matter/nearby.ts'
import { type ReadScope, readScopeOf } from '@huying/core/matter/policy.ts'
import { digitsOf } from '@huying/core/territory/code.ts'
import { planeAt } from '@huying/core/territory/plane.ts'
import type { Signed } from '../../app.ts'
import type { Db } from '../../database/db.ts'
import type { Services } from '../../services.ts'
import { codesWithin, findPlace } from '../../territory/places.ts'
import { presentRows } from '../list/query-list.ts'
import { reachOf } from '../record/words.ts'
import { scopeOf } from '../scope.ts'
import { anyOf, findByWords } from './find.ts'
import { type Alike, alike, keywordsIn, NEAR_METRES, type Subject } from './likeness.ts'

const SHOWN = 5
/** Newest candidates that are compared, each way of being near. */
const COMPARED = 40
/** Cells of the index `matter_open_cell` in a degree. */
const CELLS = 300
/** In a wider territory than a community, being in the same one says nothing. */
const COMMUNITY = digitsOf('community')

export async function nearby(services: Services, signed: Signed, query: NearbyQuery): Promise<Nearby> {
  const { jurisdiction } = signed.account
  const { lon, lat, text = '', kind = null } = query
  const point = lon === undefined || lat === undefined ? null : ([lon, lat] as const)
  const place = findPlace(services.places(jurisdiction), query)
  const territory = place.ok ? place.value.territory.slice(0, COMMUNITY) : null
  const likest = await similarOpen(services, signed, {
    ...{ point, territory, kind, keywords: keywordsIn(text) },
    limit: query.limit ?? SHOWN,
  })
  const rows = await presentRows(
    services,
    jurisdiction,
    likest.map(({ row }) => row),
    services.now(),
  )
  return {
    matters: likest.map(({ row: { lon, lat }, likeness }, index) => ({
      matter: rows[index] as MatterRow,
      likeness,
      point: lon === null || lat === null ? null : [lon, lat],
    })),
  }
}

type Around = Subject & { readonly territory: string | null; readonly limit: number }

/** Open matters like this, within what the actor may read, the likest first. */
export async function similarOpen(
  services: Services,
  { actor, account }: Signed,
  around: Around,
): Promise<Alike[]> {
  const { jurisdiction } = account
  const scope = readScopeOf(actor)
  const [near, alikeThere] = await Promise.all([
    around.point === null ? [] : openAround(services.db, jurisdiction, scope, around.point),
    openInTerritory(services, jurisdiction, scope, around),
  ])
  const ids = [...new Set([...near, ...alikeThere])]
  const found = await alike(services.db, account, around, ids)
  const isNear = ({ likeness }: Alike) => likeness.metres !== null && likeness.metres <= NEAR_METRES
  const isLike = ({ likeness }: Alike) => likeness.words.length > 0 || likeness.sameKind
  return found.filter((each) => isNear(each) || isLike(each)).slice(0, around.limit)
}

/** In the cells that touch the circle, nearest first. */
async function openAround(
  db: Db,
  jurisdiction: string,
  scope: ReadScope,
  [lon, lat]: readonly [number, number],
): Promise<string[]> {
  const { metresPerLon, metresPerLat } = planeAt([lon, lat])
  const cells = (at: number, reach: number): number[] => {
    const [first, last] = [Math.floor((at - reach) * CELLS), Math.floor((at + reach) * CELLS)]
    return Array.from({ length: Math.min(last - first, 20) + 1 }, (_, n) => first + n)
  }
  const values: unknown[] = [
    jurisdiction,
    cells(lat, NEAR_METRES / metresPerLat),
    cells(lon, NEAR_METRES / metresPerLon),
    ...[lon, lat, metresPerLon / metresPerLat],
  ]
  const { rows } = await db.query(
    `select m.id from matter m
     where m.jurisdiction = $1 and m.closed_at is null and m.lat is not null
       and floor(m.lat * ${CELLS}) = any($2::float8[]) and floor(m.lon * ${CELLS}) = any($3::float8[])
       and ${scopeOf(scope, values)}
     order by ((m.lon - $4::float8) * $6::float8) ^ 2 + (m.lat - $5::float8) ^ 2, m.id limit ${COMPARED}`,
    values,
  )
  return rows.map((row) => row.id)
}

async function openInTerritory(
  services: Services,
  jurisdiction: string,
  scope: ReadScope,
  { territory, keywords, kind }: Around,
): Promise<string[]> {
  if (territory === null) return []
  const here = anyOf(codesWithin(services.places(jurisdiction), territory).map(reachOf.territory))
  const ways = [
    ...(keywords.length > 0 ? [{ words: anyOf(keywords.map(({ word }) => word)), reach: [here] }] : []),
    ...(kind !== null && territory.length >= COMMUNITY
      ? [{ words: '', reach: [here, anyOf([reachOf.kind(kind)])] }]
      : []),
  ]
  const found = await findByWords(services.db, jurisdiction, {
    ...{ scope, any: ways, limit: COMPARED, now: services.now() },
    also: () => 'm.closed_at is null',
  })
  return found.map(({ id }) => id)
}
