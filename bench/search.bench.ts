/**
 * 搜索 — over HTTP at a million matters: words that are rare, common and together, what is typed so far, numbers and places, asked by the
 * city, a district, a street, a community's grid, a department that serves the city and one that serves a district.
 *
 *     node bench/search.bench.ts [--requests 60] [--folder ...] [--matters 1000000] [--json] [--keep]
 *
 * Target: p95 under 50 ms.
 */
import { filledWithWords } from './support/fill-words.ts'
import { openCaller, signIn } from './support/http.ts'
import { option, report } from './support/report.ts'
import { type Spread, spreadOf } from './support/spread.ts'
import { openStand, serve } from './support/stand.ts'

const requests = option('requests', 60)
const { folder, filling } = await filledWithWords()
const stand = await openStand(folder)
const serving = await serve(stand)
const caller = await openCaller(serving.url)

const people = {
  city: 'operator',
  district: 'supervisor',
  street: 'duty',
  grid: 'grid',
  'district department': 'officer',
  'city utility': 'officer.heating',
}

const { rows: numbers } = await stand.database.pool.query<{ number: string }>(
  'select number from matter order by md5(id::text) limit 20',
)
const place = stand.pack.gazetteer[0]?.name.zh ?? ''
const asked: Readonly<Record<string, readonly string[]>> = {
  'a word in 1 of 100,000': ['穿山甲'],
  'a word in 1 of 1,000': ['野蜂'],
  'a word in 1 of 100': ['燃气管'],
  'common words': ['小区', '物业', '路灯', '噪音'],
  'one character': ['灯', '水', '楼'],
  'two common words': ['小区 物业', '晚上 孩子'],
  'a common and a rare word': ['小区 野蜂', '物业 穿山甲'],
  'a sentence': ['楼道里全是烟头和外卖袋子', '晚上下去取车心里发慌'],
  'as it is typed': ['物', '物业', '物业说', '物业说没', '物业说没人'],
  'a word that nobody wrote': ['螺蛳湾'],
  'a number': numbers.map(({ number }) => number),
  'the beginning of a number': numbers.map(({ number }) => number.slice(0, 14)),
  'a place': [place, place.slice(0, 2)],
}

type Measured = { readonly spread: Spread; readonly found: number }

try {
  const measured: Record<string, Record<string, Measured>> = {}
  for (const [who, username] of Object.entries(people)) {
    const cookie = await signIn(serving.url, username)
    for (const [what, texts] of Object.entries(asked)) {
      measured[what] = { ...measured[what], [who]: await measure(cookie, texts) }
    }
  }
  const all = Object.values(measured).flatMap((each) => Object.values(each))
  const { rows: sizes } = await stand.database.pool.query(
    `select pg_size_pretty(pg_table_size('matter_words')) as "table", pg_size_pretty(pg_relation_size('matter_words_found')) as "index"`,
  )
  await report('search', {
    stored: filling,
    requestsEach: requests,
    worstP95: Math.max(...all.map(({ spread }) => spread.p95)),
    size: sizes[0],
    measured,
    memoryMB: await serving.memory(),
  })
} finally {
  caller.close()
  await serving.stop()
  await stand.close()
}

async function measure(cookie: string, texts: readonly string[]): Promise<Measured> {
  const times: number[] = []
  let found = 0
  for (let n = 0; n < requests; n++) {
    const path = `/api/search?limit=20&text=${encodeURIComponent(texts[n % texts.length] as string)}`
    const startedAt = performance.now()
    const { status, body } = await caller.get(path, cookie)
    times.push(performance.now() - startedAt)
    if (status !== 200) throw new Error(`${path}: ${status}`)
    found = Math.max(found, body.matters.length)
  }
  return { spread: spreadOf(times), found }
}
