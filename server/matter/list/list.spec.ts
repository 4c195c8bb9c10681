/** 列表 — pages and counts of inbox and matters, over HTTP on a real database. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

type Row = { id: string; dueAt: string | null; urgent: boolean }

/** All rows of a list, page by page, with the count that the first page told. */
async function walk(client: Client, path: string): Promise<{ rows: Row[]; count: number }> {
  const rows: Row[] = []
  let count = -1
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await client.get(`${path}${cursor && `&cursor=${cursor}`}`)
    if (cursor === '') count = body.count
    else assert.equal(body.count, null)
    rows.push(...body.rows)
    cursor = body.next
  }
  return { rows, count }
}

describe('lists', () => {
  let city: TestServer
  let operator: Client
  let street: Client

  before(async () => {
    city = await testServer()
    operator = await city.signIn('operator')
    street = await city.signIn('duty')
    for (let n = 0; n < 9; n++) {
      const { status } = await operator.post('/api/matters', {
        kind: 'property.service',
        text: `第${n}件：楼道里的灯坏了`,
        place: { territory: '990101001' },
        urgent: n === 5,
      })
      assert.equal(status, 201)
    }
  })

  it('have as many rows as they say, each once, whatever the size of a page', async () => {
    for (const path of ['/api/inbox?limit=2', '/api/matters?limit=4', '/api/matters?limit=2&open=true']) {
      const { rows, count } = await walk(street, path)
      assert.equal(new Set(rows.map((row) => row.id)).size, rows.length, path)
      assert.equal(rows.length, count, path)
      assert.ok(count >= 9, path)
    }
  })

  it('of what must be answered begin with the urgent and go on by deadline', async () => {
    const { rows } = await walk(street, '/api/inbox?limit=2')
    assert.deepEqual(
      rows.map((row) => row.urgent),
      rows.map((_, index) => index === 0),
    )
    const due = rows.slice(1).map((row) => row.dueAt ?? '9')
    assert.deepEqual(due, [...due].sort())
  })

  it('show a matter that reaches somebody twice once, where it presses most', async () => {
    // given: the last of the list reaches the officer in person as well, and sooner
    const { rows, count } = await walk(street, '/api/inbox?limit=50')
    const last = rows.at(-1) as Row
    const { rows: posts } = await city.owner.query(
      "select p.id from post p join account a on a.id = p.account_id where a.username = 'duty'",
    )
    await city.owner.query(
      `insert into inbox select jurisdiction, $2, matter_id, 'inner', 0, '2000-01-01', counted, roster, warn_at
       from inbox where matter_id = $1 and addressee = 's1'`,
      [last.id, `post:${posts[0].id}`],
    )
    // when, then
    const now = await walk(street, '/api/inbox?limit=2')
    assert.equal(now.count, count)
    assert.equal(now.rows.length, count)
    assert.equal(now.rows[0]?.id, last.id)
  })
})
