/**
 * 截图 — pictures of the desk as it stands on the demo city, at the three sizes offices have, light and dark.
 *
 *     npm start                                   in one terminal
 *     node scripts/take-screens.ts                in another: all of them, into docs/screens
 *     node scripts/take-screens.ts http://localhost:3400 inbox map
 */
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser } from '../web/testing/browser.ts'

const sizes = [
  [1440, 900],
  [1366, 768],
  [1024, 768],
] as const
const looks = ['light', 'dark'] as const

/** What is shown, by whom it is seen, and how one gets there. */
type Screen = { readonly as: string; readonly go: (page: Page) => Promise<void> }

const at =
  (path: string, sign: string) =>
  async (page: Page): Promise<void> => {
    await page.goto(new URL(path, page.url()).href)
    await page.locator(sign).first().waitFor()
  }

const screens: Readonly<Record<string, Screen>> = {
  inbox: { as: 'duty', go: at('/', 'a.row') },
  matter: {
    as: 'duty',
    go: async (page) => {
      await at('/', 'a.row')(page)
      await page.locator('a.row').nth(1).click()
      await page.locator('#matter-title').waitFor()
    },
  },
  report: {
    as: 'operator',
    go: async (page) => {
      await at('/report', 'textarea')(page)
      await page.locator('textarea').first().fill('小区门口的路灯不亮，老人晚上不敢出门，已经三天了')
    },
  },
  map: { as: 'supervisor', go: at('/map', '.map-page') },
  grids: { as: 'duty', go: at('/grids', 'table') },
  grid: {
    as: 'duty',
    go: async (page) => {
      await at('/grids', 'table')(page)
      await page.locator('a[href^="/grids/"]').first().click()
      await page.locator('h1').first().waitFor()
    },
  },
  unit: {
    as: 'duty',
    go: async (page) => {
      await at('/units', 'a[href^="/units/"]')(page)
      await page.locator('a[href^="/units/"]').first().click()
      await page.locator('h1').first().waitFor()
    },
  },
  people: { as: 'admin', go: at('/admin/people', 'table') },
  duties: { as: 'admin', go: at('/admin/duties', 'table') },
  packs: { as: 'admin', go: at('/admin/packs', 'h1') },
  import: { as: 'admin', go: at('/admin/import', 'h1') },
  jobs: { as: 'admin', go: at('/admin/jobs', 'table') },
}

const [given, ...names] = process.argv.slice(2)
const url = given ?? 'http://localhost:3400'
const unknown = names.filter((name) => !(name in screens))
if (unknown.length > 0)
  throw new Error(`no screen ${unknown.join(', ')}; there are ${Object.keys(screens).join(', ')}`)

const folder = join(import.meta.dirname, '..', 'docs', 'screens')
await mkdir(folder, { recursive: true })
// A machine without Chinese fonts shows boxes; the font that files are printed with is at hand everywhere.
process.env.HUYING_TEST_FONTS ??= resolve(
  dirname(import.meta.resolve('@expo-google-fonts/noto-sans-sc/package.json').replace('file://', '')),
)
const browser = await openBrowser()
try {
  for (const [name, screen] of Object.entries(screens))
    if (names.length === 0 || names.includes(name)) await take(name, screen)
} finally {
  await browser.close()
}

async function take(name: string, screen: Screen): Promise<void> {
  for (const look of looks) {
    const context = await browser.newContext({ colorScheme: look, deviceScaleFactor: 1 })
    const page = await signIn(context, screen.as)
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height })
      await screen.go(page)
      await settle(page)
      await page.screenshot({ path: join(folder, `${name}-${width}x${height}-${look}.png`) })
    }
    await context.close()
    console.log(`${name}, ${look}`)
  }
}

async function signIn(context: BrowserContext, username: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(DEMO_PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.locator('.shell').waitFor()
  return page
}

/** Until nothing is asked of the server any more (its live feed stays open) and what came is drawn. */
async function settle(page: Page): Promise<void> {
  let last = Date.now()
  const touch = () => {
    last = Date.now()
  }
  page.on('request', touch).on('requestfinished', touch)
  const since = Date.now()
  while (Date.now() - last < 700 && Date.now() - since < 10_000) await page.waitForTimeout(100)
  page.off('request', touch).off('requestfinished', touch)
}
