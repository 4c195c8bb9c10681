/**
 * 网格与单位 — over HTTP: the list of 19,387 grids with 200,000 open matters, counted anew and page after page; on a filled city a grid
 * and a unit with three months of custody; at a million matters with texts of their own what is offered while a report is typed.
 *
 *     node bench/places.bench.ts [--requests 200] [--json] [--keep]
 *
 * Target: p95 under 50 ms.
 */

import { filledFolder } from './fill.ts'
import { filledWithWords } from './support/fill-words.ts'
import { type Caller, openCaller, signIn } from './support/http.ts'
import { layGrids } from './support/many-grids.ts'
import { option, report } from './support/report.ts'
import { reportsFor, requestKinds } from './support/reports.ts'
import { type Spread, spreadOf } from './support/spread.ts'
import { openStand, type Stand, serve } from './support/stand.ts'

const OPEN = 200_000
const PAGE = 100
/** How long a count is kept (`server/feed/changes.ts`). */
const KEPT_MS = 10_000
const requests = option('requests', 200)

type Row = { readonly ms: Spread; readonly what?: unknown }
type Ask = (n: number) => Promise<{ status: number; body: unknown }>

const big = await inCity(undefined, manyGrids)
const { folder, filling } = await filledFolder({
  folder: '/var/tmp/huying-bench-desk',
  matters: 100_000,
  open: 30_000,
})
const filled = await inCity(folder, everyday)
const wordy = await filledWithWords()
const worded = await inCity(wordy.folder, typing)
const worst = [big, filled, worded].flatMap(({ rows }) => Object.values(rows)).map(({ ms }) => ms.p95)
await report('places', {
  ...{
    stored: { ...filling, words: wordy.filling.matters },
    requestsEach: requests,
    worstP95: Math.max(...worst),
  },
  ...{ 'a city of many grids': big, 'a filled city': filled, 'a million with words': worded },
})

type Measured = { readonly rows: Record<string, Row>; readonly memoryMB: unknown }

async function inCity(
  path: string | undefined,
  measure: (stand: Stand, caller: Caller, cookies: Cookies) => Promise<Record<string, Row>>,
): Promise<Measured> {
  const stand = await openStand(path)
  if (path === undefined) await layGrids(stand, OPEN)
  const serving = await serve(stand)
  const caller = await openCaller(serving.url)
  try {
    const cookies: Record<string, string> = {}
    for (const username of ['operator', 'officer', 'duty', 'supervisor'])
      cookies[username] = await signIn(serving.url, username)
    const rows = await measure(stand, caller, (username) => cookies[username] as string)
    return { rows, memoryMB: await serving.memory() }
  } finally {
    caller.close()
    await serving.stop()
    await stand.close()
  }
}

type Cookies = (username: string) => string

async function manyGrids(_: Stand, caller: Caller, cookies: Cookies): Promise<Record<string, Row>> {
  const cookie = cookies('operator')
  const get = (path: string) => caller.get(path, cookie)
  const { body } = await get('/api/grids?limit=1')
  const pages = Math.ceil(body.count / PAGE)
  return {
    'grids, counted anew': await rowOf(() => get('/api/grids'), 5, KEPT_MS + 500),
    'grids, page after page': await rowOf((n) => get(`/api/grids?from=${(n % pages) * PAGE}`)),
    'grids without a worker': await rowOf(() => get('/api/grids?only=gap')),
    'grids by name': await rowOf((n) => get(`/api/grids?text=${n % 1_000}`)),
    'counts of the switcher': await rowOf(() => get('/api/territories/open?codes=9901,990101,990102,990103')),
    units: await rowOf(() => get('/api/units')),
  }
}

async function everyday(stand: Stand, caller: Caller, cookies: Cookies): Promise<Record<string, Row>> {
  const { pool } = stand.database
  const as = (username: string) => (path: string) => caller.get(path, cookies(username))
  const [operator, officer, duty] = ['operator', 'officer', 'duty'].map(as) as [Get, Get, Get]
  const grids = stand.pack.territories.filter(({ level }) => level === 'grid').map(({ code }) => code)
  const busiest = await pool.query(
    `select holder, count(*)::integer as spans from custody where to_at > now() - interval '90 days' and holder <> 'reporter'
     group by 1 order by 2 desc limit 40`,
  )
  const ids = (await pool.query('select id from matter order by md5(id::text) limit $1', [requests])).rows
  const unit = (n: number) => `/api/units/${at(busiest.rows, n).holder}`
  return {
    'a grid': await rowOf((n) => operator(`/api/grids/${at(grids, n)}`)),
    'grids of a street': await rowOf(() => duty('/api/grids')),
    'units of the city': await rowOf(() => operator('/api/units')),
    'units of a department': await rowOf(() => officer('/api/units')),
    'a unit, counted anew': {
      ...(await rowOf((n) => operator(unit(n)), busiest.rows.length)),
      what: busiest.rows[0],
    },
    'a unit, again': await rowOf((n) => operator(unit(n))),
    similar: await rowOf((n) => operator(`/api/matters/${at(ids, n).id}/similar`)),
    related: await rowOf((n) => operator(`/api/matters/${at(ids, n).id}/related`)),
  }
}

/** What stands beside a report while it is typed: at a million matters with texts of their own. */
async function typing(stand: Stand, caller: Caller, cookies: Cookies): Promise<Record<string, Row>> {
  const { pool } = stand.database
  const as = (username: string) => (path: string) => caller.get(path, cookies(username))
  const [operator, duty] = ['operator', 'duty'].map(as) as [Get, Get]
  const reports = reportsFor(stand.pack)
  const kinds = requestKinds(stand.pack)
  const points = (
    await pool.query('select lon, lat from matter where lon is not null order by md5(id::text) limit $1', [
      requests,
    ])
  ).rows
  const typed = (n: number) => {
    const { text, place } = reports(n)
    return { text: text.slice(0, 6 + (n % 60)), place, kind: kinds[n % kinds.length] }
  }
  const nearby = (n: number) => {
    const { lon, lat } = at(points, n)
    return `/api/matters/nearby?${new URLSearchParams({ lon, lat, text: reports(n).text.slice(0, 40), kind: at(kinds, n) })}`
  }
  return {
    'suggested while typing, hotline': await rowOf((n) =>
      caller.post('/api/matters/suggest', cookies('operator'), typed(n)),
    ),
    'suggested while typing, street': await rowOf((n) =>
      caller.post('/api/matters/suggest', cookies('duty'), typed(n)),
    ),
    'nearby, hotline': await rowOf((n) => operator(nearby(n))),
    'nearby, street': await rowOf((n) => duty(nearby(n))),
  }
}

function at<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T
}

type Get = (path: string) => ReturnType<Caller['get']>

/** With a pause before each, of what is kept nothing is left. */
async function rowOf(ask: Ask, times = requests, pause = 0): Promise<Row> {
  const ms: number[] = []
  for (let n = 0; n < times; n++) {
    if (pause > 0) await new Promise((done) => setTimeout(done, pause))
    const startedAt = performance.now()
    const { status, body } = await ask(n)
    ms.push(performance.now() - startedAt)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  }
  return { ms: spreadOf(ms) }
}
