/** 辖区树 — over HTTP: the tops that somebody oversees, what lies below, and what is found by a few letters. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type TestServer, testServer } from '../testing/server.ts'

let city: TestServer
before(async () => {
  city = await testServer()
})

type Item = { code: string; name: { zh: string }; children: number }

async function rootsOf(username: string): Promise<string[]> {
  const client = await city.signIn(username)
  return (await client.get('/api/territories')).body.territories.map(({ code }: Item) => code)
}

describe('the tree somebody may switch along', () => {
  it('begins at the territories that they oversee, and at the whole city for a department', async () => {
    assert.deepEqual(await rootsOf('operator'), ['9901'])
    assert.deepEqual(await rootsOf('duty'), ['990101001'])
    const served = await rootsOf('grid')
    assert.ok(served.length > 0 && served.every((code) => /^990101001001\d{3}$/.test(code)))
    assert.deepEqual(await rootsOf('officer'), ['9901'])
  })

  it('is shown one level at a time, each with its path', async () => {
    const duty = await city.signIn('duty')
    const { body } = await duty.get('/api/territories/990101001')
    assert.deepEqual(
      body.path.map(({ code }: Item) => code),
      ['9901', '990101', '990101001'],
    )
    const codes = body.children.map(({ code }: Item) => code)
    assert.ok(codes.length > 0 && codes.every((code: string) => /^990101001\d{3}$/.test(code)))
    const child = await duty.get(`/api/territories/${codes[0]}`)
    assert.equal(child.body.children.length, body.children[0].children)
    assert.deepEqual([child.body.level, child.body.hasBoundary], ['community', true])
  })

  it('finds by a part of the name and by the beginning of the code, within what they oversee only', async () => {
    const [operator, duty] = await Promise.all([city.signIn('operator'), city.signIn('duty')])
    const find = async (client: typeof duty, text: string): Promise<string[]> => {
      const { status, body } = await client.get(`/api/territories?text=${encodeURIComponent(text)}`)
      assert.equal(status, 200)
      return body.territories.map(({ code }: Item) => code)
    }
    assert.equal((await find(operator, '望澜街道'))[0], '990101001')
    assert.equal((await find(operator, 'wanglan'))[0], '990101001')
    assert.equal((await find(operator, '990101002'))[0], '990101002')
    assert.deepEqual(await find(duty, '990101002'), [])
    assert.deepEqual(await find(duty, ' '), [])
    assert.ok((await find(duty, '990101001')).every((code) => code.startsWith('990101001')))
  })

  it('has no place that is not there', async () => {
    const operator = await city.signIn('operator')
    assert.equal((await operator.get('/api/territories/990199')).status, 404)
    assert.equal((await operator.get('/api/territories/99019')).status, 404)
    assert.equal((await operator.get('/api/territories/nowhere')).status, 400)
  })

  it('knows since when a territory has its name, where that was recorded', async () => {
    const operator = await city.signIn('operator')
    const { body } = await operator.get('/api/territories/990101001/history')
    assert.equal(body.periods.length, 1)
    assert.deepEqual([body.periods[0].code, body.periods[0].to], ['990101001', null])
    assert.equal(body.periods[0].from, null)
    await city.owner.query("update territory set valid_from = '2024-03-01' where code = '990101001'")
    const known = (await operator.get('/api/territories/990101001/history')).body
    assert.equal(known.periods[0].from, '2024-03-01')
    assert.deepEqual(body.lineage, [])
  })
})
