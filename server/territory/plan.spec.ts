import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { buildLocator, locate } from '@huying/core/territory/locate.ts'
import { type Client, type TestServer, testServer } from '../testing/server.ts'

let city: TestServer
let officer: Client

before(async () => {
  city = await testServer()
  officer = await city.signIn('officer')
})

type Piece = { code: string; part: string; rings: [number, number][][]; at: [number, number] }
const planOf = async (code: string) => (await officer.get(`/api/territories/${code}/plan`)).body
const coded = (pieces: Piece[], part: string) => pieces.filter((p) => p.part === part).map((p) => p.code)

describe('the plan of a territory', () => {
  it('has the territory, all of its parts, and neighbours of its level only', async () => {
    const { code, pieces, bounds } = await planOf('990101001')
    const children = [...city.world.services.places('9901').byCode.values()].filter(
      (t) => t.parentCode === '990101001' && t.geometry,
    )
    assert.equal(code, '990101001')
    assert.ok(bounds[0] < bounds[2] && bounds[1] < bounds[3])
    assert.deepEqual(coded(pieces, 'child').sort(), children.map((t) => t.code).sort())
    assert.deepEqual(coded(pieces, 'focus'), ['990101001'])
    assert.ok(coded(pieces, 'around').length > 0)
    assert.ok(coded(pieces, 'around').every((each) => each.length === 9 && each !== '990101001'))
  })

  it('names each piece at a point inside it', async () => {
    const { pieces } = await planOf('990101001001')
    const { services } = city.world
    for (const { code, at } of pieces as Piece[]) {
      const { geometry } = services.places('9901').byCode.get(code) ?? {}
      assert.ok(geometry)
      assert.equal(locate(buildLocator([{ id: code, geometry }]), at[0], at[1]), code)
    }
  })

  it('shows the nearest territory with a border where it has none itself', async () => {
    const { byCode } = city.world.services.places('9901')
    const bare = [...byCode.values()].find((t) => !t.geometry)
    const { code } = await planOf(bare?.code ?? '990101001001001')
    assert.ok(byCode.get(code)?.geometry && (bare?.code ?? code).startsWith(code))
  })

  it('is small: a street takes less than 60 kB', async () => {
    assert.ok(JSON.stringify(await planOf('990101001')).length < 60_000)
  })

  it('is not there for a territory elsewhere, and refuses what is no code', async () => {
    assert.equal((await officer.get('/api/territories/310101/plan')).status, 404)
    assert.equal((await officer.get('/api/territories/990101001999/plan')).status, 404)
    for (const code of ['abc', '1', '9'.repeat(23), '990101%00'])
      assert.equal((await officer.get(`/api/territories/${code}/plan`)).status, 400, code)
  })

  it('is not sent again while no border has changed', async () => {
    const url = `${city.url}/api/territories/990101001/plan`
    const first = await fetch(url, { headers: { cookie: officer.cookie } })
    const etag = first.headers.get('etag') ?? ''
    assert.match(etag, /^"[\w-]{22}"$/)
    const again = await fetch(url, { headers: { cookie: officer.cookie, 'if-none-match': etag } })
    assert.equal(again.status, 304)
  })
})
