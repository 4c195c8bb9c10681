/**
 * 一张图 — tiles and panning on 19,040 grids and 50,000 open matters with a point: how full and how heavy a tile is, how long one takes,
 * cut anew and kept, and how much the page's main thread works while the map is dragged.
 *
 *     node bench/map.bench.ts [--pans 60] [--json] [--keep]
 *
 * Targets: ≤ 3,000 features a tile, main-thread work per pan < 16 ms: of each frame while a hand drags. What the thread waits for is
 * told apart from what it does, because frames are drawn by software here; an empty map shows what remains without any of ours.
 */
import { boundsOf } from '@huying/core/territory/border.ts'
import { latticeGrids } from '@huying/core/territory/testing/lattice.ts'
import { inSquare } from '@huying/core/territory/tile.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { openBrowser } from '../web/testing/browser.ts'
import { builtPages } from '../web/testing/built.ts'
import { openEmptyMap } from './support/empty-map.ts'
import { signIn } from './support/http.ts'
import { pan } from './support/panning.ts'
import { option, report } from './support/report.ts'
import { spreadOf } from './support/spread.ts'
import { openStand, type Stand, serve } from './support/stand.ts'

const STREET = '990103001'
const MATTERS = 50_000
const grids = latticeGrids({ columns: 140, rows: 136, street: STREET })
const BOX = [120, 30, 120.56, 30.544] as const
const pans = option('pans', 60)

const stand = await openStand()
await lay(stand)
const serving = await serve(stand, await builtPages())
const browser = await openBrowser()
try {
  const cookie = await signIn(serving.url, 'operator')
  await report('map', {
    grids: grids.length,
    matters: MATTERS,
    panning: await panning(cookie),
    'territory tiles': await tilesOf('territory', cookie),
    'matter tiles': await tilesOf('matters', cookie),
  })
} finally {
  await browser.close()
  await serving.stop()
  await stand.close()
}

/** A street of 19,040 grids, and matters scattered over it, as copies of no one's: rows only, which is what the map reads. */
async function lay({ database: { pool }, pack }: Stand): Promise<void> {
  const frame = {
    ...(grids[0] as Territory),
    code: STREET,
    level: 'street',
    name: { zh: '试验街道' },
    parentCode: '990103',
    geometry: { type: 'Polygon', coordinates: [ringOf(BOX)] },
  }
  const rows = [frame, ...grids].map(({ code, level, name, parentCode, geometry }) => ({
    ...{ code, level, name: name.zh, parent: parentCode, geometry },
  }))
  await pool.query(
    `insert into territory (jurisdiction, id, code, level, name_zh, parent_code, geometry, valid_from)
     select '9901', gen_random_uuid(), r.code, r.level, r.name, r.parent, r.geometry, '2020-01-01'
     from jsonb_to_recordset($1::jsonb) as r (code text, level text, name text, parent text, geometry jsonb)`,
    [JSON.stringify(rows)],
  )
  const points = grids.map(({ code, geometry }) => ({ code, box: geometry && boundsOf(geometry) }))
  const matters = Array.from({ length: MATTERS }, (_, n) => {
    const { code, box } = points[(n * 7919) % points.length] as (typeof points)[number]
    const [west, south, east, north] = box as [number, number, number, number]
    const share = ((n * 104_729) % 997) / 997
    return { n, code, lon: west + (east - west) * share, lat: south + (north - south) * ((share * 31) % 1) }
  })
  await pool.query(
    `insert into matter (jurisdiction, id, number, version, loop, kind, pack_id, pack_version, territory, state, channel, urgent,
       confidential, supervised, parked, provisional, reported_at, due_at, due_counted, due_warn_at, readers, against, lon, lat)
     select '9901', gen_random_uuid(), 'bench-' || r.n, 1, 'request', 'environment', $2, $3, r.code, 'handling', 'hotline', false,
       false, false, false, false, now() - r.n % 40 * interval '1 day', now() + (r.n % 9 - 2) * interval '1 day', 'calendar',
       now() + (r.n % 9 - 3) * interval '1 day', '{}', '{}', r.lon, r.lat
     from jsonb_to_recordset($1::jsonb) as r (n integer, code text, lon float8, lat float8)`,
    [JSON.stringify(matters), pack.id, pack.version],
  )
}

function ringOf([west, south, east, north]: readonly [number, number, number, number]) {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

/** Every tile over the street from zoom 8 to 13: first asked for the first time, then again. */
async function tilesOf(kind: string, cookie: string) {
  const [features, bytes, cold, warm]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let z = 8; z <= 13; z++) {
    const [left, bottom] = inSquare(BOX[0], BOX[1]).map((n) => Math.floor(n * 2 ** z)) as [number, number]
    const [right, top] = inSquare(BOX[2], BOX[3]).map((n) => Math.floor(n * 2 ** z)) as [number, number]
    for (let x = left; x <= right; x++)
      for (let y = top; y <= bottom; y++) {
        const first = await tile(`${kind}/${z}/${x}/${y}`, cookie)
        cold.push(first.ms)
        bytes.push(first.bytes.byteLength)
        features.push(countOf(first.bytes))
        warm.push((await tile(`${kind}/${z}/${x}/${y}`, cookie)).ms)
      }
  }
  return {
    ...{ tiles: features.length, features: spreadOf(features), bytes: spreadOf(bytes) },
    ...{ 'ms, first asked': spreadOf(cold), 'ms, asked again': spreadOf(warm) },
  }
}

async function tile(path: string, cookie: string): Promise<{ bytes: Uint8Array; ms: number }> {
  const start = performance.now()
  const answer = await fetch(`${serving.url}/api/tiles/${path}`, { headers: { cookie } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return { bytes: new Uint8Array(await answer.arrayBuffer()), ms: performance.now() - start }
}

function countOf(bytes: Uint8Array): number {
  const { layers } = new VectorTile(new PbfReader(bytes))
  return Object.values(layers).reduce((sum, { length }) => sum + length, 0)
}

/** The map as a person drags it at three depths, and the floor below it: the same engine with nothing to draw. */
async function panning(cookie: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: serving.url }
    }),
  )
  const page = await context.newPage()
  await page.goto(`${serving.url}/map?at=${STREET}`)
  const map = page.locator('.map-canvas[data-ready=true]')
  await map.waitFor({ timeout: 60_000 })
  const size = await map.boundingBox()
  if (!size) throw new Error('there is no map')
  const figures: Record<string, Awaited<ReturnType<typeof pan>>> = {}
  for (const [depth, clicks] of Object.entries({ clusters: 3, names: 1, houses: 2 })) {
    for (let n = 0; n < clicks; n++) await page.locator('.maplibregl-ctrl-zoom-in').click()
    await page.waitForTimeout(4_000)
    figures[depth] = await pan(context, page, map, pans)
  }
  const empty = await context.newPage()
  await openEmptyMap(empty, serving.url, size.width, size.height)
  const nothing = empty.locator('#map[data-ready=true]')
  await nothing.waitFor()
  figures.empty = await pan(context, empty, nothing, pans)
  await context.close()
  return { pans, ...figures }
}
