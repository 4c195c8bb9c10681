/** 筛选 — every filter over HTTP on a real database against the rows themselves, with a clock that the spec sets. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { MatterRow } from '@huying/contract/matter/list.ts'
import fc from 'fast-check'
import { act, NOISE, opened, WASTE } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

const MINUTE = 60_000
/** Monday, ten in the morning in the zone of the demo city. */
const MONDAY = Date.UTC(2026, 10, 23, 2)
const clock = { now: MONDAY }
const OTHER = { kind: 'traffic.light', text: '路灯不亮', place: { territory: '990102001001' } }

let city: TestServer
let operator: Client
let people: Client[]

before(async () => {
  city = await testServer({ now: () => clock.now })
  operator = await city.signIn('operator')
  people = await Promise.all(['operator', 'officer', 'duty', 'supervisor'].map((name) => city.signIn(name)))
  const [, officer, duty, supervisor] = people as [Client, Client, Client, Client]
  for (let n = 0; n < 24; n++) {
    clock.now = MONDAY + n * 70 * MINUTE
    const report = [NOISE, WASTE, OTHER][n % 3] as object
    const { id } = await opened(operator, { ...report, urgent: n % 5 === 0 })
    if (n % 4 === 0) await act(officer, id, 'sign')
    if (n % 6 === 0) await act(supervisor, id, 'supervise', { text: '请尽快' })
    if (n === 12)
      assert.equal(
        (await act(supervisor, id, 'park', { pause_reason: 'season', text: '雨季后施工' })).status,
        200,
      )
    if (n % 7 === 0) await act(operator, id, 'answer_directly', { text: '已当场答复清楚' })
    if (n % 3 === 1) await duty.post(`/api/matters/${id}/follow`, { follow: true })
  }
})

type Walked = { readonly rows: MatterRow[]; readonly count: number }

async function walked(client: Client, path: string, limit: number): Promise<Walked> {
  const rows: MatterRow[] = []
  let count = -1
  for (let next = ''; ; ) {
    const { status, body } = await client.get(`${path}limit=${limit}${next && `&cursor=${next}`}`)
    assert.equal(status, 200, JSON.stringify(body))
    if (next === '') count = body.count
    rows.push(...body.rows)
    if (body.next === null) return { rows, count }
    next = body.next
  }
}

type Filter = Record<string, string>

const conditions = fc.record(
  {
    pace: fc.constantFrom('on_time', 'near', 'late', 'paused'),
    loop: fc.constantFrom('request', 'call'),
    state: fc.constantFrom('dispatched', 'handling', 'closed'),
    kind: fc.constantFrom('environment', 'environment.waste', 'traffic', 'nothing.of.ours'),
    territory: fc.constantFrom('9901', '990101', '990101001001', '990102'),
    lead: fc.constantFrom('d1-urban', 's1'),
    channel: fc.constantFrom('hotline', 'web'),
    urgent: fc.constantFrom('true', 'false'),
    supervised: fc.constantFrom('true', 'false'),
    reportedFrom: fc.constantFrom('2026-11-23', '2026-11-24'),
    reportedTo: fc.constantFrom('2026-11-23', '2026-11-24'),
    sort: fc.constantFrom('deadline', 'newest', 'oldest'),
    open: fc.constantFrom('true', 'false', 'all'),
    followed: fc.constant('true'),
  },
  { requiredKeys: [] },
)

/** Asked each time, at moments when they have rows: filter, who, rows a page, minutes after the last report. */
const ALWAYS: [Filter, number, number, number][] = [
  [{ pace: 'late' }, 0, 3, 9_000],
  [{ pace: 'near' }, 0, 3, 4_200],
  [{ pace: 'on_time' }, 0, 2, 0],
  [{ pace: 'paused' }, 0, 2, 0],
  [{ pace: 'late' }, 1, 1, 9_000],
  ...[-120, -90, -60, -30, 0, 30, 60, 90, 120].map(
    (at) => [{ pace: 'near' }, 1, 1, at] as [Filter, number, number, number],
  ),
  [{ pace: 'on_time' }, 1, 1, 0],
  [{ followed: 'true' }, 2, 2, 0],
  [{ kind: 'environment', sort: 'oldest' }, 0, 4, 0],
]

/** Few at once: many together leave nothing over. */
const filters = fc
  .tuple(conditions, fc.nat({ max: 12 }), fc.integer({ min: 1, max: 3 }))
  .map(([all, from, many]): Filter => {
    const entries = Object.entries(all)
    return Object.fromEntries([...entries, ...entries].slice(from % (entries.length + 1)).slice(0, many))
  })

const dayOf = (iso: string) => new Date(Date.parse(iso) + 8 * 60 * MINUTE).toISOString().slice(0, 10)

/** The same question asked of a row as it is shown. */
function fits(row: MatterRow, filter: Filter): boolean {
  const asked: Record<string, (value: string) => boolean> = {
    pace: (value) => row.pace === value,
    loop: (value) => row.loop.id === value,
    state: (value) => row.state.id === value,
    kind: (value) => row.kind.id === value || row.kind.id.startsWith(`${value}.`),
    territory: (value) => row.territory.startsWith(value),
    lead: (value) => row.lead?.id === value,
    channel: (value) => row.channel === value,
    urgent: (value) => String(row.urgent) === value,
    supervised: (value) => String(row.supervised) === value,
    reportedFrom: (value) => dayOf(row.reportedAt) >= value,
    reportedTo: (value) => dayOf(row.reportedAt) <= value,
    open: (value) => value === 'all' || (row.closedAt === null) === (value === 'true'),
    followed: () => row.followed,
  }
  return Object.entries(filter).every(([name, value]) => asked[name]?.(value) ?? true)
}

const ids = (rows: readonly MatterRow[]) => rows.map(({ id }) => id).sort()

describe('a filtered list', () => {
  it('is exactly the rows that fit, counted, in order, whatever the size of a page', async () => {
    const found = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.nat(3),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: -120, max: 14_000 }),
        async (filter, who, limit, minutes) => {
          clock.now = MONDAY + 24 * 70 * MINUTE + minutes * MINUTE
          const client = people[who] as Client
          for (const list of ['inbox', 'matters']) {
            const { open = '', followed = '', ...shared } = filter
            const own =
              list === 'inbox' ? shared : { ...shared, ...(open && { open }), ...(followed && { followed }) }
            const all = await walked(client, `/api/${list}?`, 200)
            const some = await walked(client, `/api/${list}?${new URLSearchParams(own)}&`, limit)
            assert.deepEqual(
              ids(some.rows),
              ids(all.rows.filter((row) => fits(row, own))),
              JSON.stringify(own),
            )
            assert.equal(some.count, some.rows.length)
            assert.equal(new Set(ids(some.rows)).size, some.rows.length, 'pages do not overlap')
            if (own.sort === 'newest') assertDescending(some.rows.map((row) => row.reportedAt))
            if (own.sort === 'oldest') assertDescending(some.rows.map((row) => row.reportedAt).toReversed())
            if (some.rows.length > 0)
              for (const name of Object.keys(own)) found.add(`${list} ${name} ${own[name]}`)
          }
        },
      ),
      { numRuns: 100, examples: ALWAYS },
    )
    for (const seen of [
      'pace late',
      'pace near',
      'pace on_time',
      'pace paused',
      'followed true',
      'kind environment',
    ])
      assert.ok(found.has(`matters ${seen}`), `no list had rows of: ${seen}`)
    for (const seen of ['pace late', 'pace near', 'pace on_time'])
      assert.ok(found.has(`inbox ${seen}`), `no inbox had rows of: ${seen}`)
  })

  it('reads again the rows it is asked for, and only those of the list', async () => {
    const [, , duty] = people as [Client, Client, Client]
    const { rows } = await walked(duty, '/api/matters?open=true&', 200)
    const some = rows.slice(0, 3).map(({ id }) => id)
    const asked = [...some, '01990000-0000-7000-8000-000000000000'].join(',')
    const again = await duty.get(`/api/matters?open=true&ids=${asked}`)
    assert.deepEqual(ids(again.body.rows), some.toSorted())
    assert.equal((await duty.get('/api/matters?ids=nothing')).status, 400)
    assert.deepEqual((await duty.get(`/api/matters?ids=${'a'.repeat(36)}`)).body.rows, [])
  })

  it('refuses what no list can be asked, and a cursor of another order', async () => {
    for (const wrong of [
      'pace=soon',
      'sort=best',
      'open=maybe',
      'reportedFrom=2026-02-30x',
      'color=red',
      'kind=%00',
    ])
      assert.equal((await operator.get(`/api/matters?${wrong}`)).status, 400, wrong)
    const { body } = await operator.get('/api/matters?limit=2&sort=newest')
    assert.equal((await operator.get(`/api/matters?limit=2&sort=oldest&cursor=${body.next}`)).status, 400)
  })
})

function assertDescending(values: readonly string[]): void {
  assert.deepEqual(values, values.toSorted().toReversed())
}
