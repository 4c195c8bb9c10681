/**
 * 截图 — pictures of the desk as it stands on the demo city, at the three sizes offices have, light and dark.
 *
 *     npm start                                   in one terminal
 *     node scripts/take-screens.ts                in another: all of them, into docs/screens
 *     node scripts/take-screens.ts http://localhost:3400 inbox map
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Me } from '@huying/contract/account/me.ts'
import type { Grids } from '@huying/contract/matter/grids.ts'
import type { MatterList } from '@huying/contract/matter/list.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { Places } from '@huying/contract/territory/place.ts'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import { fontFolder } from '@huying/server/matter/file/paper.ts'
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

/** What the API says to whoever sits there: an example is chosen by what it shows, never by its name. */
const ask = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (path) => {
    const response = await fetch(path)
    if (!response.ok) throw new Error(`${response.status} at ${path}`)
    return response.json()
  }, path) as Promise<T>

/** The first of those that have most of what is to be seen. */
function best<T>(list: readonly T[], worth: (one: T) => number): T {
  const [first] = [...list].sort((one, other) => worth(other) - worth(one))
  if (first === undefined) throw new Error('the city has nothing to show here')
  return first
}

const LOOKED_AT = 60

/** With photos, several who held it, a unit that assists, and something to do: best of all, waiting for whoever looks. */
async function tellingMatter(page: Page): Promise<string> {
  const waiting = await ask<MatterList>(page, `/api/inbox?limit=${LOOKED_AT}`)
  const { rows } = await ask<MatterList>(page, `/api/matters?open=true&limit=${LOOKED_AT}`)
  const mine = new Set(waiting.rows.map(({ id }) => id))
  const views: MatterView[] = []
  for (const id of new Set([...mine, ...rows.map((row) => row.id)]))
    views.push(await ask<MatterView>(page, `/api/matters/${id}`))
  const worth = (view: MatterView) =>
    (view.timeline.some(({ attachments }) => attachments.some(({ kind }) => kind === 'photo')) ? 8 : 0) +
    2 * Math.min(3, new Set(view.custody.map(({ holder }) => holder.id)).size) +
    (mine.has(view.id) ? 3 : 0) +
    (view.assignments.length > 1 ? 2 : 0) +
    (view.abilities.length > 0 ? 2 : 0) +
    (view.timeline.length > 8 ? 1 : 0)
  return best(views, worth).id
}

/** Served by a full-time worker, and with the most work. */
async function tellingGrid(page: Page): Promise<string> {
  const rows: Grids['rows'] = []
  for (let more = true; more; ) {
    const part = await ask<Grids>(page, `/api/grids?limit=200&from=${rows.length}`)
    rows.push(...part.rows)
    more = part.rows.length > 0 && rows.length < part.count
  }
  return best(rows, ({ gap, team, open }) => (gap ? 0 : 1_000) + (team.length > 0 ? 100 : 0) + open).code
}

/** The unit of whoever looks: its figures are theirs to see. */
async function ownUnit(page: Page): Promise<string> {
  const { posts } = await ask<Me>(page, '/api/me')
  return best(posts, () => 0).organisation.id
}

async function report(page: Page): Promise<void> {
  await at('/report', 'textarea')(page)
  const { name } = best(
    (await ask<Places>(page, `/api/places?text=${encodeURIComponent('花园')}`)).places,
    () => 0,
  )
  await page.locator('textarea').first().fill(`${name.zh}5号楼门口的路灯不亮，老人晚上不敢出门，已经三天了`)
  // The kind, the place, who answers and what is open nearby come by themselves.
  await page.locator('.report-lead').waitFor()
}

const screens: Readonly<Record<string, Screen>> = {
  inbox: { as: 'duty', go: at('/', 'a.row') },
  matter: {
    as: 'duty',
    go: async (page) => at(`/matters/${await once(page, 'matter', tellingMatter)}`, '.entry')(page),
  },
  report: { as: 'operator', go: report },
  map: { as: 'supervisor', go: at('/map', '.map-page') },
  grids: { as: 'duty', go: at('/grids', 'table') },
  grid: {
    as: 'duty',
    go: async (page) => at(`/grids/${await once(page, 'grid', tellingGrid)}`, 'h1')(page),
  },
  unit: {
    as: 'duty',
    go: async (page) => at(`/units/${await once(page, 'unit', ownUnit)}`, 'h1')(page),
  },
  search: { as: 'supervisor', go: at(`/search?text=${encodeURIComponent('电梯')}`, 'main h1') },
  people: { as: 'admin', go: at('/admin/people', 'table') },
  duties: { as: 'admin', go: at('/admin/duties', 'table') },
  packs: { as: 'admin', go: at('/admin/packs', 'table') },
  import: { as: 'admin', go: at('/admin/import', 'h1') },
  jobs: { as: 'admin', go: at('/admin/jobs', 'table') },
}

const [given, ...names] = process.argv.slice(2)
const url = given ?? 'http://localhost:3400'
const unknown = names.filter((name) => !(name in screens))
if (unknown.length > 0)
  throw new Error(`no screen ${unknown.join(', ')}; there are ${Object.keys(screens).join(', ')}`)

const chosen = new Map<string, string>()
const folder = join(import.meta.dirname, '..', 'docs', 'screens')
await mkdir(folder, { recursive: true })
// A machine without Chinese fonts shows boxes; the font that files are printed with is at hand everywhere.
process.env.HUYING_TEST_FONTS ??= fontFolder
const browser = await openBrowser()
try {
  for (const [name, screen] of Object.entries(screens))
    if (names.length === 0 || names.includes(name)) await take(name, screen)
} finally {
  await browser.close()
}

/** Chosen once: all sizes and looks show the same. */
async function once(page: Page, name: string, choose: (page: Page) => Promise<string>): Promise<string> {
  const known = chosen.get(name) ?? (await choose(page))
  chosen.set(name, known)
  return known
}

async function take(name: string, screen: Screen): Promise<void> {
  for (const look of looks) {
    const context = await browser.newContext({ colorScheme: look, deviceScaleFactor: 1, locale: 'zh-CN' })
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
