/** 可用 — axe finds nothing on any page of the desk, in both languages, light and dark, at the smallest size offices have. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertUsable, type Desk, openDesk } from './desk.ts'

/** By the path in the router: where it is looked at, and what stands there when it is whole. */
type Visit = { readonly at: string; readonly sign: string }

describe('every page of the desk', { timeout: 400_000 }, () => {
  let desk: Desk
  let visits: Record<string, Visit>
  before(async () => {
    desk = await openDesk()
    const matter = await someMatter(desk)
    const grid = [...desk.city.world.services.places(desk.city.pack.rules.jurisdiction).byCode.keys()].find(
      (code) => code.length > 12,
    )
    visits = {
      index: { at: '/', sign: 'a.row' },
      'matters/:id': { at: `/matters/${matter}`, sign: '.entry' },
      report: { at: '/report', sign: 'textarea' },
      search: { at: `/search?text=${encodeURIComponent('路灯')}`, sign: 'main h1' },
      map: { at: '/map', sign: 'main h1' },
      grids: { at: '/grids', sign: 'main h1' },
      'grids/:code': { at: `/grids/${grid}`, sign: 'main h1' },
      units: { at: '/units', sign: 'main h1' },
      'units/:id': { at: '/units/s1', sign: 'main h1' },
      leave: { at: '/leave', sign: 'main h1' },
      people: { at: '/admin/people', sign: 'main table' },
      duties: { at: '/admin/duties', sign: 'main table' },
      packs: { at: '/admin/packs', sign: 'main table' },
      import: { at: '/admin/import', sign: 'main h1' },
      jobs: { at: '/admin/jobs', sign: 'main table' },
      audit: { at: '/admin/audit', sign: 'main h1' },
      '*': { at: '/nowhere', sign: 'main h1, main h2' },
    }
  })
  after(() => desk?.close())

  it('stands in the table of this spec', async () => {
    const router = await readFile(join(import.meta.dirname, '..', 'src', 'app', 'router.tsx'), 'utf8')
    const paths = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path)
    const pages = paths.filter((path) => path !== '/' && !path.startsWith('admin'))
    assert.deepEqual(
      pages.filter((path) => !(path in visits)),
      [],
    )
  })

  for (const locale of ['zh', 'en'] as const)
    for (const look of ['light', 'dark'] as const)
      it(`is usable by everybody: ${locale}, ${look}`, async () => {
        const office = await desk.sitDown('duty', { locale, look, width: 1024, height: 768 })
        const manager = await desk.sitDown('admin', { locale, look, width: 1024, height: 768 })
        for (const [name, { at, sign }] of Object.entries(visits)) {
          const { page } = at.startsWith('/admin') ? manager : office
          await page.goto(desk.city.url + at)
          await page.locator(sign).first().waitFor()
          await quiet(page)
          await assertUsable(page, `${name}, ${locale}, ${look}`)
        }
        office.assertQuiet()
        manager.assertQuiet()
        await Promise.all([office.leave(), manager.leave()])
      })
})

async function someMatter({ city }: Desk): Promise<string> {
  const operator = await city.signIn('operator')
  const report = {
    kind: 'environment.waste',
    text: '楼后的垃圾桶两天没清了，路灯也不亮',
    place: { address: '丽水花园5号楼' },
    reporter: { name: '某居民', phone: '15400000001' },
  }
  const { status, body } = await operator.post('/api/matters', report)
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

/** What loads when it is needed has come, and nothing turns any more. */
async function quiet(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.ant-spin-spinning, [aria-busy=true]'))
  await page.waitForTimeout(300)
}
