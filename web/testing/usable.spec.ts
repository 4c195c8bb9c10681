/** 可用 — axe finds nothing on any page of the desk, in both languages, light and dark, at the smallest size offices have. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import { assertUsableInBothLooks, type Desk, fits, openDesk, visit } from './desk.ts'

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
      search: { at: `/search?text=${encodeURIComponent('路灯')}`, sign: '.search-page .search-list mark' },
      map: { at: '/map?at=990101001', sign: '.map-place h1' },
      grids: { at: '/grids', sign: '.places-table td a' },
      'grids/:code': { at: `/grids/${grid}`, sign: '.place-figure' },
      units: { at: '/units', sign: '.places-tree td a' },
      'units/:id': { at: '/units/s1', sign: '.place-team li' },
      leave: { at: '/leave', sign: 'main .ant-btn-primary' },
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
    it(`is usable by everybody: ${locale}, light and dark`, async () => {
      const { page, assertQuiet, leave } = await desk.sitDown('duty', { locale, width: 1024 })
      for (const [name, { at, sign }] of Object.entries(visits)) {
        if (name === 'index') await page.locator(sign).first().waitFor()
        else await visit(page, at, sign)
        await assertUsableInBothLooks(page, `${name}, ${locale}`)
        assert.ok(await fits(page), `${name}, ${locale} is wider than the window`)
      }
      assertQuiet()
      await leave()
    })

  it('has a door that is usable by everybody, in either language and look, and opens by keyboard alone', async () => {
    const page = await desk.browser.newPage({ viewport: { width: 1024, height: 768 } })
    page.setDefaultTimeout(20_000)
    await page.goto(desk.city.url)
    await page.getByRole('heading', { name: '登录工作台' }).waitFor()
    await assertUsableInBothLooks(page, 'the door, zh')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor()
    await assertUsableInBothLooks(page, 'the door, en')
    await page.reload()
    await page.waitForFunction(() => document.activeElement?.id === 'username')
    await page.keyboard.type('duty')
    await page.keyboard.press('Tab')
    await page.keyboard.type(DEMO_PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.shell').waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
    await page.close()
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
