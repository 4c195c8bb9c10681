import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { latticeGrids } from '@huying/core/territory/testing/lattice.ts'
import { inSquare, tileBounds } from '@huying/core/territory/tile.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { type Client, type TestServer, testServer } from '../testing/server.ts'
import { bordersOf } from './borders.ts'
import { buildPlaces } from './places.ts'
import { levelsAt, MOST_FEATURES, territoryTile } from './tiles.ts'

const read = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes))
const featuresOf = (tile: VectorTile) =>
  Object.values(tile.layers).reduce((sum, layer) => sum + layer.length, 0)

describe('tiles of 19,000 grids', () => {
  const grids = latticeGrids({ columns: 140, rows: 136 })
  const frame: Territory = {
    ...(grids[0] as Territory),
    id: 's',
    code: '990101001',
    level: 'street',
    name: { zh: '全街' },
  }
  const borders = bordersOf(buildPlaces('9901', [frame, ...grids], []))
  const corner = (z: number, lon: number, lat: number) =>
    inSquare(lon, lat).map((n) => Math.floor(n * 2 ** z))

  it('never hold more than 3,000 features, at any zoom and place', () => {
    assert.equal(grids.length, 19_040)
    let most = 0
    for (let z = 0; z <= 15; z++) {
      const [left = 0, bottom = 0] = corner(z, 120, 30)
      const [right = 0, top = 0] = corner(z, 120.57, 30.55)
      for (let x = left; x <= right; x++)
        for (let y = top; y <= bottom; y++)
          most = Math.max(most, featuresOf(read(territoryTile(borders, { z, x, y }))))
    }
    assert.ok(most <= MOST_FEATURES && most > 100, String(most))
  })

  it('show grids at every zoom below the first that shows them, and not before they can be told apart', () => {
    const shown = Array.from({ length: 17 }, (_, z) => levelsAt(borders, z).includes('grid'))
    const first = shown.indexOf(true)
    assert.ok(first > 8 && first < 15, String(first))
    assert.ok(shown.slice(first).every(Boolean))
  })

  it('name each grid in exactly one tile', () => {
    const z = 13
    const [left = 0, bottom = 0] = corner(z, 119.99, 29.99)
    const [right = 0, top = 0] = corner(z, 120.58, 30.56)
    const named: string[] = []
    for (let x = left; x <= right; x++)
      for (let y = top; y <= bottom; y++) {
        const { name } = read(territoryTile(borders, { z, x, y })).layers
        for (let i = 0; i < (name?.length ?? 0); i++) named.push(String(name?.feature(i).properties.code))
      }
    assert.equal(named.length, grids.length + 1)
    assert.equal(new Set(named).size, named.length)
  })

  it('are cut from whatever meets their box, and from nothing else', () => {
    const z = 14
    const [x = 0, y = 0] = corner(z, 120.2, 30.2)
    const layer = borders.layers.find(({ level }) => level === 'grid')
    const expected = layer?.within(...tileBounds({ z, x, y }, 64 / 4096)).map(({ code }) => code) ?? []
    const { border } = read(territoryTile(borders, { z, x, y })).layers
    const codes = Array.from({ length: border?.length ?? 0 }, (_, i) =>
      String(border?.feature(i).properties.code),
    )
    assert.ok(codes.length > 10 && codes.length <= expected.length)
    for (const code of codes.filter((each) => each.length === 15)) assert.ok(expected.includes(code))
  })
})

describe('the tiles of a city', () => {
  let city: TestServer
  let officer: Client
  before(async () => {
    city = await testServer()
    officer = await city.signIn('officer')
  })

  it('come with a tag, and are not sent again while no border has changed', async () => {
    const [x, y] = inSquare(83.2, 39.2).map((n) => Math.floor(n * 2 ** 10))
    const url = `${city.url}/api/tiles/territory/10/${x}/${y}`
    const answer = await fetch(url, { headers: { cookie: officer.cookie } })
    assert.equal(answer.headers.get('content-type'), 'application/vnd.mapbox-vector-tile')
    assert.ok(featuresOf(read(new Uint8Array(await answer.arrayBuffer()))) > 0)
    const etag = answer.headers.get('etag') ?? ''
    const again = await fetch(url, { headers: { cookie: officer.cookie, 'if-none-match': etag } })
    assert.equal(again.status, 304)
  })

  it('are empty where nothing lies, and refused where there is no such tile', async () => {
    const empty = await fetch(`${city.url}/api/tiles/territory/10/0/0`, {
      headers: { cookie: officer.cookie },
    })
    assert.deepEqual([empty.status, (await empty.arrayBuffer()).byteLength], [200, 0])
    const wrong = {
      '30/0/0': 404,
      '3/-1/0': 400,
      '3/a/0': 400,
      '3/1.5/0': 400,
      '3/8/0': 404,
      '19/0/0': 404,
      '1/0/9e99': 400,
    }
    for (const [tile, status] of Object.entries(wrong))
      assert.equal((await officer.get(`/api/tiles/territory/${tile}`)).status, status, tile)
    assert.equal((await city.anonymous.get('/api/tiles/territory/1/0/0')).status, 401)
  })
})
