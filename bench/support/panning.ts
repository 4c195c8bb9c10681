/**
 * 拖图 — drags a map to and fro and reads from the browser's own trace what its main thread did meanwhile. `worked` is processor time:
 * what the thread computed. `all` is time by the clock: it counts what the thread waited for too, which here is mostly GL
 * drawn by software in another process, whose processor time is told beside it.
 */
import type { BrowserContext, CDPSession, Locator, Page } from 'playwright-core'
import { spreadOf } from './spread.ts'

const STEPS = 6
/** Pixels of a step, across and down. */
const STRIDE = [24, 12] as const

type Event = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

export async function pan(context: BrowserContext, page: Page, map: Locator, pans: number) {
  const devtools = await context.browser()?.newBrowserCDPSession()
  const box = await map.boundingBox()
  if (!devtools || !box) throw new Error('there is no map')
  const middle = [box.x + box.width / 2, box.y + box.height / 2] as const
  let tiles = 0
  page.on('request', (request) => {
    tiles += request.url().includes('/api/tiles/') ? 1 : 0
  })
  const drawn = await drawingTime(devtools)
  const trace = await traced(devtools, async () => {
    for (let n = 0; n < pans; n++) {
      await page.evaluate('performance.mark("pan")')
      await drag(page, middle, n % 2 === 0 ? 1 : -1)
    }
    await page.evaluate('performance.mark("pan")')
  })
  const drawing = round((await drawingTime(devtools)) - drawn, pans)
  return { ...told(trace), 'ms of the drawing process a pan': drawing, 'tiles asked for': tiles }
}

async function drag(page: Page, [x, y]: readonly [number, number], way: 1 | -1): Promise<void> {
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= STEPS; step++) {
    await page.mouse.move(x + way * step * STRIDE[0], y + way * step * STRIDE[1])
    await page.waitForTimeout(16)
  }
  await page.mouse.up()
  await page.waitForTimeout(120)
}

/** All that happened in the browser while `act` ran. */
async function traced(devtools: CDPSession, act: () => Promise<void>): Promise<Event[]> {
  const events: Event[] = []
  devtools.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as Event[])))
  const includedCategories = ['toplevel', 'devtools.timeline', 'blink.user_timing']
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories, excludedCategories: ['*'] },
  })
  await act()
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve))
  await devtools.send('Tracing.end')
  await complete
  return events
}

/** By pan, by frame within it, and by task: none of these may hold up a hand. */
function told(trace: readonly Event[]) {
  const marks = trace.filter(({ name }) => name === 'pan').toSorted((a, b) => a.ts - b.ts)
  const main = trace.filter(({ pid, tid }) => pid === marks[0]?.pid && tid === marks[0]?.tid)
  const tasks = outermost(main.filter(({ ph }) => ph === 'X'))
  const pans = marks.slice(1).map(({ ts: end }, n) => {
    const within = ({ ts }: Event) => ts >= (marks[n]?.ts ?? 0) && ts < end
    const own = tasks.filter(within)
    return {
      worked: sum(own.map(({ tdur = 0 }) => tdur)),
      all: sum(own.map(({ dur = 0 }) => dur)),
      frames: main.filter((event) => event.name === 'FireAnimationFrame' && within(event)).length,
    }
  })
  return {
    'frames a pan': spreadOf(pans.map(({ frames }) => frames)),
    'ms worked a pan': spreadOf(pans.map(({ worked }) => worked)),
    'ms worked a frame': spreadOf(pans.map(({ worked, frames }) => worked / Math.max(frames, 1))),
    'ms worked in the longest task of a pan': spreadOf(
      longest(tasks, marks).map(({ tdur = 0 }) => tdur / 1_000),
    ),
    'ms a pan with waiting': spreadOf(pans.map(({ all }) => all)),
    'ms a frame with waiting': spreadOf(pans.map(({ all, frames }) => all / Math.max(frames, 1))),
  }
}

const longest = (tasks: readonly Event[], marks: readonly Event[]): Event[] =>
  marks.slice(1).flatMap(({ ts: end }, n) => {
    const own = tasks.filter(({ ts }) => ts >= (marks[n]?.ts ?? 0) && ts < end)
    return own.toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0)).slice(0, 1)
  })

/** Tasks that stand in no other. */
function outermost(events: readonly Event[]): Event[] {
  let end = 0
  return events
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false
      end = ts + dur
      return true
    })
}

const sum = (micros: readonly number[]): number => micros.reduce((total, each) => total + each, 0) / 1_000

/** Processor time of the process that draws, in milliseconds. */
async function drawingTime(devtools: CDPSession): Promise<number> {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  return (processInfo.find(({ type }) => type === 'GPU')?.cpuTime ?? Number.NaN) * 1_000
}

const round = (total: number, parts: number): number => Number((total / parts).toFixed(1))
