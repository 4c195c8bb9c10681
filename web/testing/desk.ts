/**
 * 坐席 — the whole desk for a browser spec: a real server with the shipped pages, a real browser, people who sit down at
 * machines of their own.
 *
 *     const desk = await openDesk()
 *     const officer = await desk.sitDown('officer')
 *     await assertUsable(officer.page, 'inbox')
 *     officer.assertQuiet()
 */
import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { type TestServer, type TestServerOptions, testServer } from '@huying/server/testing/server.ts'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from './browser.ts'
import { builtPages } from './built.ts'

export type Look = 'light' | 'dark'

export type Seat = {
  /** Path of the page they go to; the inbox where absent. */
  readonly at?: string
  readonly locale?: 'zh' | 'en'
  readonly look?: Look
  readonly width?: number
  readonly height?: number
}

export type Sitting = {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained about so far. */
  readonly complaints: readonly string[]
  assertQuiet(): void
  leave(): Promise<void>
}

export type Desk = {
  readonly city: TestServer
  readonly browser: TestBrowser
  /** Has signed in already, and goes to `seat.at`. The door itself is the matter of `usable.spec.ts`. */
  sitDown(username: string, seat?: Seat): Promise<Sitting>
  close(): Promise<void>
}

/** `options.pack`: folder of another pack than that of the demo city. */
export async function openDesk(options: Pick<TestServerOptions, 'pack' | 'basemap'> = {}): Promise<Desk> {
  const pages = await builtPages()
  const city = await testServer({ ...options, webFolder: pages, background: true })
  const browser = await openBrowser()
  return {
    city,
    browser,
    sitDown: (username, seat = {}) => sitDown(city, browser, username, seat),
    close: async () => {
      await browser.close()
      await city.close()
      await rm(pages, { recursive: true, force: true })
    },
  }
}

async function sitDown(
  city: TestServer,
  browser: TestBrowser,
  username: string,
  seat: Seat,
): Promise<Sitting> {
  const context = await browser.newContext({
    viewport: { width: seat.width ?? 1366, height: seat.height ?? 768 },
    colorScheme: seat.look ?? 'light',
    storageState: signedIn(city.url, (await city.signIn(username)).cookie, seat.locale ?? 'zh'),
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    // The browser says the same of a failed request, without its address.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(
        `${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`,
      )
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(city.url + (seat.at ?? '/'))
  await page.locator('.shell').waitFor()
  return {
    page,
    context,
    complaints,
    assertQuiet: () => assert.deepEqual(complaints, []),
    leave: () => context.close(),
  }
}

/** What a browser keeps of somebody who has signed in and chosen a language. */
function signedIn(url: string, cookie: string, locale: 'zh' | 'en') {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(cookie) ?? []
  const { origin, hostname } = new URL(url)
  return {
    cookies: [
      { ...{ name, value, domain: hostname, path: '/', expires: -1 }, httpOnly: true, secure: false },
    ].map((one) => ({ ...one, sameSite: 'Lax' as const })),
    origins: locale === 'zh' ? [] : [{ origin, localStorage: [{ name: 'huying.locale', value: locale }] }],
  }
}

/** Goes to another page as a link does, without loading the desk anew, until `sign` stands there: not that of the page before. */
export async function visit(page: Page, path: string, sign: string): Promise<void> {
  await page.evaluate((to) => {
    for (const one of document.querySelectorAll('main *')) one.setAttribute('data-before', '')
    history.pushState(null, '', to)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.locator(`:is(${sign}):not([data-before])`).first().waitFor()
}

/** As many frames without a change are as many chances for what was asked for to begin. */
const STILL_FRAMES = 6
const SETTLES_WITHIN = 20_000

/**
 * What loads when it is needed has come, nothing turns any more and nothing moves: colours and places are what they will be.
 * However slow the machine, nothing is waited for by the clock.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    ([frames, within]) =>
      new Promise<void>((resolve, reject) => {
        const until = performance.now() + within
        let still = 0
        const moving = () => [
          ...document.querySelectorAll('.ant-spin-spinning, [aria-busy=true]'),
          ...document.getAnimations().flatMap(({ effect, playState }) => {
            const isOver = playState !== 'running' || effect?.getComputedTiming().iterations === Infinity
            return isOver ? [] : [(effect as KeyframeEffect).target]
          }),
        ]
        const look = () => {
          const [one] = moving()
          still = one === undefined ? still + 1 : 0
          if (still >= frames) resolve()
          else if (performance.now() > until)
            reject(new Error(`never settles: ${one?.outerHTML.slice(0, 300)}`))
          else requestAnimationFrame(look)
        }
        look()
      }),
    [STILL_FRAMES, SETTLES_WITHIN] as const,
  )
}

/** Evening comes while the page is open, or morning. */
export async function turn(page: Page, look: Look): Promise<void> {
  if ((await lookOf(page)) === look) return
  const paper = await paperOf(page)
  await page.emulateMedia({ colorScheme: look })
  await page.waitForFunction(
    (before) => document.documentElement.style.getPropertyValue('--paper') !== before,
    paper,
  )
}

const lookOf = (page: Page): Promise<Look> =>
  page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))

const paperOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.documentElement.style.getPropertyValue('--paper'))

type Violation = { id: string; nodes: { html: string; failureSummary: string }[] }

/** axe finds nothing on the page once it has settled: names, contrast, order, focus, landmarks. */
export async function assertUsable(page: Page, screen: string): Promise<void> {
  await settled(page)
  await page.evaluate(`window.axe || (() => { ${axe.source} })()`)
  const violations = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)`,
  )) as Violation[]
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  assert.deepEqual(told, [], `axe on ${screen}`)
}

/** The same in both looks, without a second visit; afterwards the page has the other one. */
export async function assertUsableInBothLooks(page: Page, screen: string): Promise<void> {
  const first = await lookOf(page)
  const other = first === 'dark' ? 'light' : 'dark'
  await assertUsable(page, `${screen}, ${first}`)
  await turn(page, other)
  await assertUsable(page, `${screen}, ${other}`)
}

/** Nothing of the page lies beyond the right edge of the window. */
export const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
