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
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import { type TestServer, type TestServerOptions, testServer } from '@huying/server/testing/server.ts'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser, type TestBrowser } from './browser.ts'
import { builtPages } from './built.ts'

export type Seat = {
  readonly locale?: 'zh' | 'en'
  readonly look?: 'light' | 'dark'
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
  /** Signs in at the door, as anybody would, and waits for the inbox. */
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
  await page.goto(city.url)
  if (seat.locale === 'en') await page.getByRole('button', { name: 'English' }).click()
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(DEMO_PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.locator('.shell').waitFor()
  return {
    page,
    context,
    complaints,
    assertQuiet: () => assert.deepEqual(complaints, []),
    leave: () => context.close(),
  }
}

type Violation = { id: string; nodes: { html: string; failureSummary: string }[] }

/** axe finds nothing on the page as it stands: names, contrast, order, focus, landmarks. */
export async function assertUsable(page: Page, screen: string): Promise<void> {
  await page.evaluate(axe.source)
  const violations = (await page.evaluate(
    'axe.run(document).then((result) => result.violations)',
  )) as Violation[]
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  assert.deepEqual(told, [], `axe on ${screen}`)
}
