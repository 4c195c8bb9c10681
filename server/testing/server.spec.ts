import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { type TestServer, testServer } from './server.ts'

let city: TestServer
before(async () => {
  city = await testServer()
})

describe('a test server', () => {
  it('answers on a port of its own, with the demo city in its database', async () => {
    assert.equal((await city.anonymous.get('/readyz')).status, 200)
    const { rows } = await city.owner.query('select count(*)::int as n from territory')
    assert.equal(rows[0].n, city.pack.territories.length)
  })

  it('signs demo people in, each as who they are', async () => {
    const officer = await city.signIn('officer')
    const { status, body } = await officer.get('/api/me')
    assert.equal(status, 200)
    assert.equal(body.kind, 'staff')
    assert.equal(body.posts[0].organisation.id, 'd1-urban')
    assert.equal((await city.anonymous.get('/api/me')).status, 401)
  })

  it('makes residents, whose names and numbers lie sealed in the vault', async () => {
    const resident = await city.signInResident('resident.a', { name: '甲居民', phone: '19900000001' })
    assert.equal((await resident.get('/api/me')).body.kind, 'resident')
    const { rows } = await city.owner.query('select sealed from resident')
    assert.equal(rows.length, 1)
    assert.ok(!rows[0].sealed.toString('utf8').includes('甲居民'))
  })

  it('sends a command twice under one key and gets one matter', async () => {
    const operator = await city.signIn('operator')
    const key = randomUUID()
    const report = {
      kind: 'environment.waste',
      text: '垃圾桶满了没人清',
      place: { territory: '990101001001' },
    }
    const first = await operator.post('/api/matters', report, { key })
    const second = await operator.post('/api/matters', report, { key })
    assert.equal(first.status, 201)
    assert.deepEqual(second.body, first.body)
  })
})
