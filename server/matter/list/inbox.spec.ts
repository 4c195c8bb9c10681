import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { NOISE, opened, WASTE } from '../../testing/requests.ts'
import { type Answer, type Client, type TestServer, testServer } from '../../testing/server.ts'
import { assertSound } from '../../testing/soundness.ts'

let city: TestServer
/** The clock stands still for as long as it is not moved, so that many deadlines are equal. */
const clock = { now: Date.parse('2026-11-23T02:00:00Z') }
const NAMES = [
  'operator',
  'officer',
  'director',
  'duty',
  'streetleader',
  'section',
  'supervisor',
  'coordinator1',
  'officer.housing',
]
let people: Client[]

before(async () => {
  city = await testServer({ now: () => clock.now })
  people = await Promise.all(NAMES.map((name) => city.signIn(name)))
})

type Row = { readonly id: string; readonly urgent: boolean; readonly dueAt: string | null }
type Walked = { readonly rows: Row[]; readonly count: number; readonly pages: number }

/** A whole list, page by page. */
async function walked(client: Client, path: string, limit: number): Promise<Walked> {
  const rows: Row[] = []
  let count = -1
  for (let [next, pages]: [string, number] = ['', 1]; ; pages++) {
    const { status, body } = await client.get(`${path}limit=${limit}${next && `&cursor=${next}`}`)
    assert.equal(status, 200)
    assert.equal(body.count === null, next !== '', 'the first page counts, and it alone')
    if (body.count !== null) count = body.count
    rows.push(...body.rows)
    if (body.next === null) return { rows, count, pages }
    assert.equal(body.rows.length, limit, 'a page that is not the last is full')
    next = body.next
  }
}

/** Counts equal lists, nothing comes twice, pages of any size are the same list, and whatever is asked may be read. */
async function assertLists(client: Client, limit: number): Promise<void> {
  for (const path of ['/api/inbox?', '/api/matters?open=true&', '/api/matters?']) {
    const all = await walked(client, path, 200)
    const paged = await walked(client, path, limit)
    assert.equal(all.count, all.rows.length, path)
    assert.equal(paged.count, all.count)
    assert.deepEqual(
      paged.rows.map(({ id }) => id),
      all.rows.map(({ id }) => id),
      `${path} by ${limit}`,
    )
    assert.equal(new Set(all.rows.map(({ id }) => id)).size, all.rows.length)
    assert.equal(paged.pages, Math.max(1, Math.ceil(all.count / limit)))
  }
  const inbox = await walked(client, '/api/inbox?', 200)
  const places = inbox.rows.map(({ urgent, dueAt }) => `${urgent ? 0 : 1} ${dueAt ?? 'never'}`)
  assert.deepEqual(places, places.toSorted(), 'urgent first, then by deadline, those without one last')
  for (const { id } of inbox.rows) assert.equal((await client.get(`/api/matters/${id}`)).status, 200)
}

type Field = {
  readonly enum?: unknown[]
  readonly type?: string
  readonly 'x-ref'?: string
  readonly minimum?: number
}

function answerTo(field: Field): unknown {
  if (field.enum) return field.enum[0]
  if (field['x-ref'] === 'kind') return WASTE.kind
  if (field['x-ref'] === 'organisation') return field.type === 'array' ? ['d1-ecology'] : 'd1-housing'
  if (field['x-ref'] === 'inner') return 's1-urban'
  if (field.type === 'boolean') return true
  if (field.type === 'integer' || field.type === 'number') return field.minimum ?? 1
  return '如实填写的一段说明'
}

/** One of the things this person may do with this matter, done; a refusal for the sake of its form is fine. */
async function step(client: Client, id: string, choice: number): Promise<Answer | null> {
  const { status, body } = await client.get(`/api/matters/${id}`)
  if (status !== 200 || body.abilities.length === 0) return null
  const { action, form } = body.abilities[choice % body.abilities.length]
  const required: string[] = form?.required ?? []
  const answers = Object.fromEntries(required.map((name) => [name, answerTo(form.properties[name])]))
  return client.post(`/api/matters/${id}/actions/${action}`, { form: answers, expectedVersion: body.version })
}

describe('an inbox', () => {
  it('has as many rows as it counts, in every order of work', async () => {
    const ids: string[] = []
    let done = 0
    const steps = fc.array(fc.tuple(fc.nat(8), fc.nat(), fc.nat(), fc.nat(3)), {
      minLength: 25,
      maxLength: 25,
    })
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (plan, limit) => {
        clock.now += 3_600_000
        for (let n = 0; n < 3; n++)
          ids.push((await opened(people[0] as Client, { ...(n ? NOISE : WASTE), urgent: n === 2 })).id)
        for (const [who, which, what, wait] of plan) {
          if (wait === 0) clock.now += 900_000
          const answer = await step(people[who] as Client, ids[which % ids.length] as string, what)
          if (answer) assert.ok(answer.status < 500, JSON.stringify(answer.body))
          if (answer?.status === 200) done += 1
        }
        for (const client of people.slice(0, 5)) await assertLists(client, limit)
      }),
      { numRuns: 4 },
    )
    assert.ok(done > 30, `only ${done} steps were taken`)
    await assertSound(city)
  })

  it('pages through equal deadlines, and through those that never come', async () => {
    const desk = people[1] as Client
    for (let n = 0; n < 9; n++) await opened(people[0] as Client)
    await city.owner.query(`update inbox set due_at = 'infinity' where matter_id in (
      select matter_id from inbox where addressee = 'd1-urban' order by matter_id desc limit 4)`)
    const { rows } = await walked(desk, '/api/inbox?', 200)
    assert.ok(rows.filter(({ dueAt }) => dueAt === null).length >= 4)
    assert.ok(new Set(rows.map(({ dueAt }) => dueAt)).size < rows.length - 3, 'deadlines are equal')
    for (const limit of [1, 2, 3, rows.length, rows.length + 1].filter((size) => size <= 200))
      await assertLists(desk, limit)
  })

  it('shows what came in since at its own place, and never the same row again', async () => {
    const desk = people[1] as Client
    const first = (await desk.get('/api/inbox?limit=4')).body
    await opened(people[0] as Client, { ...NOISE, urgent: true })
    const seen = new Set(first.rows.map((row: Row) => row.id))
    let next = first.next
    while (next) {
      const { body } = await desk.get(`/api/inbox?limit=4&cursor=${next}`)
      for (const { id } of body.rows) {
        assert.ok(!seen.has(id), 'a row came twice')
        seen.add(id)
      }
      next = body.next
    }
  })
})
