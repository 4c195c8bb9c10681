/** 工作台的量法 — what somebody at the desk waits for, taken inside the page: from a press until what came of it is painted. */
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import type { TestBrowser } from '../../web/testing/browser.ts'
import { type Spread, spreadOf } from './spread.ts'

export type Seat = { readonly browser: TestBrowser; readonly url: string; readonly cookie: string }

const ROW = 'a.row'
const inPage = join(import.meta.dirname, 'in-page.js')

/** A browser that has never been here, signed in. */
async function sit({ browser, url, cookie }: Seat): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url }
    }),
  )
  await context.addInitScript({ path: inPage })
  return { context, page: await context.newPage() }
}

/** Asks again and again: the page's own policy lets nobody wait inside it on words it would have to evaluate. */
async function until(page: Page, truth: string): Promise<void> {
  while (!(await page.evaluate(truth))) await page.waitForTimeout(10)
}

type Weight = { readonly files: number; readonly kB: number; readonly unpackedKB: number }

/** Script as it crossed the wire: until the inbox stood there, and with what is then fetched ahead for the first matter. */
export async function weightOf(seat: Seat): Promise<{ inbox: Weight; withWhatIsFetchedAhead: Weight }> {
  const { context, page } = await sit(seat)
  const reading: Promise<{ sent: number; unpacked: number }>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    const { 'content-encoding': encoding, 'content-length': length } = response.headers()
    if (encoding !== 'br' && Number(length) > 1_024) throw new Error(`${response.url()} is not compressed`)
    reading.push(response.body().then((body) => ({ sent: Number(length), unpacked: body.length })))
  })
  await page.goto(seat.url)
  await page.locator(ROW).first().waitFor()
  const inbox = totalOf(await Promise.all(reading))
  await page.waitForTimeout(3_000)
  const withWhatIsFetchedAhead = totalOf(await Promise.all(reading))
  await context.close()
  return { inbox, withWhatIsFetchedAhead }
}

function totalOf(files: readonly { readonly sent: number; readonly unpacked: number }[]): Weight {
  const kB = (of: 'sent' | 'unpacked') =>
    Math.round(files.reduce((sum, file) => sum + file[of], 0) / 100) / 10
  return { files: files.length, kB: kB('sent'), unpackedKB: kB('unpacked') }
}

/** From asking for the page until rows are painted and a key moves among them: milliseconds, with nothing in the cache. */
export async function coldStarts(seat: Seat, runs: number): Promise<Spread> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const { context, page } = await sit(seat)
    await page.goto(seat.url, { waitUntil: 'commit' })
    await until(page, 'bench.usable !== null')
    await page.keyboard.press('j')
    await until(page, `document.activeElement.matches('${ROW}')`)
    times.push(Number(await page.evaluate('bench.usable')))
    await context.close()
  }
  return spreadOf(times)
}

/** From the press on a row until the whole matter beside it is painted; each matter for the first time. */
export async function openings(seat: Seat, runs: number): Promise<{ path: string; times: Spread }> {
  const { context, page } = await sit(seat)
  await page.goto(seat.url)
  await page.locator(ROW).first().waitFor()
  await page.waitForTimeout(1_500)
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    await page.evaluate('bench.awaitStory()')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await until(page, 'bench.opened !== null')
    times.push(Number(await page.evaluate('bench.opened')))
  }
  const { pathname } = new URL(page.url())
  await context.close()
  return { path: pathname, times: spreadOf(times) }
}

export type Scrolling = {
  readonly rows: number
  readonly seconds: number
  /** Milliseconds of each task of the main thread above 50; none is what is wanted. */
  readonly longTasks: readonly number[]
  readonly rowsInPage: number
}

/** Everything in my scope, with the wheel, until so many rows have gone by. */
export async function scrolling(seat: Seat, rows: number): Promise<Scrolling> {
  const { context, page } = await sit(seat)
  await page.goto(`${seat.url}/?tab=scope`)
  const row = page.locator(ROW).first()
  await row.waitFor()
  await page.waitForTimeout(1_500)
  await page.evaluate('bench.noteLongTasks()')
  const height = (await row.boundingBox())?.height ?? Number.NaN
  await row.hover()
  const startedAt = Date.now()
  const top = async () => Number(await page.evaluate(`document.querySelector('.inbox-scroll').scrollTop`))
  let passed = 0
  for (let still = 0; passed / height < rows && still < 200; ) {
    await page.mouse.wheel(0, 1_200)
    await page.waitForTimeout(16)
    const now = await top()
    still = now > passed ? 0 : still + 1
    passed = now
  }
  const longTasks = (await page.evaluate('bench.longTasks')) as number[]
  const rowsInPage = await page.locator(ROW).count()
  await context.close()
  if (passed / height < rows) throw new Error(`only ${Math.round(passed / height)} rows went by`)
  return {
    rows: Math.round(passed / height),
    seconds: (Date.now() - startedAt) / 1000,
    longTasks,
    rowsInPage,
  }
}
