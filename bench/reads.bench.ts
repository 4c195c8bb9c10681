/**
 * 查阅 — pages over HTTP at a million matters: inbox of a big and of a small office, lists of a street, a district and the city,
 * and one matter's page. Where a list tells its count, it is walked to its end and has to have just as many.
 *
 *     node bench/reads.bench.ts [--requests 400] [--folder ...] [--json] [--keep]
 *
 * Target: p95 under 20 ms.
 */
import { filledFolder } from './fill.ts'
import { type Caller, openCaller, signIn } from './support/http.ts'
import { option, report } from './support/report.ts'
import { type Spread, spreadOf } from './support/spread.ts'
import { openStand, serve } from './support/stand.ts'

/** A list longer than this many pages is not walked to its end. */
const MOST_PAGES = 2_000

const requests = option('requests', 400)
const { folder, filling } = await filledFolder()
const stand = await openStand(folder)
const serving = await serve(stand)
const caller = await openCaller(serving.url)

type Read = { readonly name: string; readonly username: string; readonly path: string }
type Figures = { readonly count: number | null; readonly first: Spread; readonly next: Spread | null }

const reads: readonly Read[] = [
  { name: 'inbox of the hotline', username: 'operator', path: '/api/inbox?limit=50' },
  { name: 'inbox of a district department', username: 'officer', path: '/api/inbox?limit=50' },
  { name: 'inbox of a street', username: 'duty', path: '/api/inbox?limit=50' },
  { name: 'inbox of a city utility', username: 'officer.heating', path: '/api/inbox?limit=50' },
  { name: 'matters of a grid worker', username: 'grid', path: '/api/matters?limit=50' },
  { name: 'matters of a street', username: 'duty', path: '/api/matters?limit=50' },
  { name: 'open matters of a street', username: 'duty', path: '/api/matters?limit=50&open=true' },
  { name: 'matters of a department', username: 'officer.heating', path: '/api/matters?limit=50' },
  { name: 'matters of a district', username: 'supervisor', path: '/api/matters?limit=50' },
  { name: 'open matters of a district', username: 'supervisor', path: '/api/matters?limit=50&open=true' },
  { name: 'matters of the city', username: 'operator', path: '/api/matters?limit=50' },
  { name: 'open matters of the city', username: 'operator', path: '/api/matters?limit=50&open=true' },
  {
    name: 'a community, seen from the city',
    username: 'operator',
    path: '/api/matters?limit=50&territory=990101001001',
  },
]

try {
  const cookies = new Map<string, string>()
  for (const { username } of reads)
    if (!cookies.has(username)) cookies.set(username, await signIn(serving.url, username))
  const pages: Record<string, Figures> = {}
  for (const { name, username, path } of reads)
    pages[name] = await measureList(caller, cookies.get(username) as string, path)
  const page = await measureMatterPage(caller, cookies.get('operator') as string)
  const worst = Math.max(
    page.p95,
    ...Object.values(pages).flatMap(({ first, next }) => [first.p95, next?.p95 ?? 0]),
  )
  await report('reads', {
    stored: filling,
    requestsEach: requests,
    worstP95: worst,
    'matter page': page,
    pages,
    memoryMB: await serving.memory(),
  })
} finally {
  caller.close()
  await serving.stop()
  await stand.close()
}

/** The first page again and again, then the pages after it. */
async function measureList(from: Caller, cookie: string, path: string): Promise<Figures> {
  const first: number[] = []
  for (let i = 0; i < requests / 4; i++) {
    const startedAt = performance.now()
    await list(from, cookie, path)
    first.push(performance.now() - startedAt)
  }
  const { count } = await list(from, cookie, path)
  const next: number[] = []
  const walked = await walk(from, cookie, path, next)
  if (count !== null && walked !== null && walked !== count)
    throw new Error(`${path} says ${count} and has ${walked}`)
  return { count, first: spreadOf(first), next: next.length > 0 ? spreadOf(next) : null }
}

/** How many the list has when walked to its end; null where it goes on beyond what a count is given for. */
async function walk(from: Caller, cookie: string, path: string, times: number[]): Promise<number | null> {
  const seen = new Set<string>()
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const startedAt = performance.now()
    const answer = await list(from, cookie, `${path}${cursor ? `&cursor=${cursor}` : ''}`)
    if (cursor) times.push(performance.now() - startedAt)
    for (const { id } of answer.rows) seen.add(id)
    cursor = answer.next
    if (!cursor) return seen.size
  }
  return null
}

type List = { rows: { id: string }[]; next: string | null; count: number | null }

async function list(from: Caller, cookie: string, path: string): Promise<List> {
  const { status, body } = await from.get(path, cookie)
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
  return body as List
}

/** Matters taken at random from the whole year. */
async function measureMatterPage(from: Caller, cookie: string): Promise<Spread> {
  const { rows } = await stand.database.pool.query<{ id: string }>(
    'select id from matter where not confidential order by md5(id::text) limit $1',
    [requests],
  )
  const times: number[] = []
  for (const { id } of rows) {
    const startedAt = performance.now()
    const { status } = await from.get(`/api/matters/${id}`, cookie)
    times.push(performance.now() - startedAt)
    if (status !== 200) throw new Error(`${id}: ${status}`)
  }
  return spreadOf(times)
}
