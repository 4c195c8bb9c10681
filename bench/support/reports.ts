/** 报件 — reports as operators type them: all kinds that residents report; a point, a territory or an address; half with a telephone. */
import type { OpenMatter } from '@huying/contract/matter/open.ts'
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import type { Pack } from '@huying/core/pack/types.ts'
import { locate } from '@huying/core/territory/locate.ts'
import { polygonsOf } from '@huying/core/territory/types.ts'
import { buildPlaces, findPlace } from '@huying/server/territory/places.ts'

/** The n-th report, the same in every run but for the telephone numbers. */
export type Reports = (n: number) => OpenMatter

const TEXTS = [
  '您好，楼下的烧烤店每天晚上营业到两点，油烟直接进屋，全楼的窗户都不敢开。打过几次电话都说来看，一直没有人来，希望尽快处理并给个答复。',
  '小区东门口的路灯坏了一个多星期，晚上一片漆黑，昨天有老人在台阶上摔了一跤。请派人来修。',
  '早上七点多就停水，没有任何通知，家里有老人和孩子。请问什么时候能恢复供水，是哪一段管道在修？',
]

export function reportsFor(pack: Pack): Reports {
  const kinds = requestKinds(pack)
  const places = placesOf(pack)
  return (n) => ({
    kind: kinds[n % kinds.length] as string,
    text: TEXTS[n % TEXTS.length] as string,
    place: places[(n * 7) % places.length] as OpenMatter['place'],
    channel: 'phone',
    ...(n % 2 === 0 ? { reporter: { name: '张明', phone: phoneOf(n), address: '幸福里3号楼' } } : {}),
  })
}

/** Kinds that follow the loop of residents' requests and ask for no form of their own. */
export function requestKinds(pack: Pack): string[] {
  const { catalogue } = pack.rules
  const parents = new Set(pack.kinds.map((kind) => kind.parentId))
  return pack.kinds
    .filter((kind) => !parents.has(kind.id) && inherited(catalogue, kind.id, 'loop') === 'request')
    .filter((kind) => inherited(catalogue, kind.id, 'form') === undefined)
    .map((kind) => kind.id)
}

/** In turn: a point in a grid, a grid by its code, an address that the gazetteer knows. */
function placesOf(pack: Pack): OpenMatter['place'][] {
  const known = buildPlaces(pack.rules.jurisdiction, pack.territories, pack.gazetteer)
  const grids = pack.territories.filter((t) => t.level === 'grid')
  const points = grids.flatMap(({ code, geometry }) => {
    const ring = geometry ? (polygonsOf(geometry)[0]?.[0] ?? []) : []
    const lon = ring.reduce((sum, [x]) => sum + x, 0) / ring.length
    const lat = ring.reduce((sum, [, y]) => sum + y, 0) / ring.length
    return locate(known.locator, lon, lat) === code ? [{ lon, lat }] : []
  })
  const addresses = pack.gazetteer
    .flatMap(({ name, kind }) =>
      kind === 'estate' ? [{ address: `${name.zh}9号楼` }] : [{ address: name.zh }],
    )
    .filter((place) => findPlace(known, place).ok)
  return grids.flatMap(({ code }, index) => [
    points[index % points.length] as OpenMatter['place'],
    { territory: code },
    addresses[index % addresses.length] as OpenMatter['place'],
  ])
}

/** A number that nobody was given in this run before; but every tenth caller has called a while ago. */
const first = Date.now() % 10_000_000
function phoneOf(n: number): string {
  const caller = n % 10 === 0 ? Math.max(0, n - 1000) : n
  return `199${String((first + caller) % 100_000_000).padStart(8, '0')}`
}
