/** 辖区、网格与单位 — in a real browser: the territory is switched by keyboard, and a number leads to exactly the list it counts. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertUsable, type Desk, fits, openDesk, turn, visit } from './desk.ts'

const GRID = '990101001001001'
const LONG = '望澜街道澜心社区专属网格'.repeat(5)
/** Where pictures go, for whoever wants to look at the pages. */
const PICTURES = process.env.HUYING_PICTURES

describe('territories, grids and units in a browser', { timeout: 300_000 }, () => {
  let desk: Desk
  before(async () => {
    desk = await openDesk()
    const operator = await desk.city.signIn('operator')
    for (const text of ['门口路灯不亮', '垃圾桶满了三天没人清', '工地夜里一直施工']) {
      const report = { kind: 'environment', text, place: { territory: GRID } }
      assert.equal((await operator.post('/api/matters', report)).status, 201)
    }
    await desk.city.owner.query(
      `update matter set due_at = now() - interval '2 hours' where id = (select id from matter order by id limit 1)`,
    )
  })
  after(() => desk?.close())

  it('switches the territory by keyboard alone, and keeps it in the tab', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator')
    const button = page.locator('button.switcher')
    await button.locator('b').waitFor()
    await page.keyboard.press('t')
    const search = page.getByRole('combobox', { name: '搜名称或编码' })
    await search.waitFor()
    await page.locator('.switcher-row').nth(1).waitFor()
    await assertUsable(page, 'switcher')
    await picture(page, 'switcher')
    // Down into the first district, then its first street.
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.locator('.switcher-above', { hasText: '云澜区' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await button.locator('b', { hasText: '望澜街道' }).waitFor()
    assert.equal((await button.textContent())?.includes('示范市/云澜区/望澜街道'), true)
    await page.keyboard.press('t')
    await search.fill('99010200')
    await page
      .locator('.switcher-row', { hasText: '990102' })
      .or(page.locator('.switcher-row'))
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await page.goto(`${desk.city.url}/grids`)
    await button.locator('b', { hasText: '望澜街道' }).waitFor()
    await page.locator('.places-name code').first().waitFor()
    const codes = await page.locator('.places-name code').allTextContents()
    assert.ok(codes.length > 0 && codes.every((code) => code.startsWith('990101001')))
    assertQuiet()
    await leave()
  })

  it('begins with what a street oversees, leads to the whole city and back, and leaves as Excel', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('duty')
    const codes = () => page.locator('.places-name code').allTextContents()
    const only = (prefix: string) =>
      page.waitForFunction((begins) => {
        const shown = [...document.querySelectorAll('.places-name code')].map(
          (each) => each.textContent ?? '',
        )
        return shown.length > 0 && shown.every((code) => code.startsWith(begins))
      }, prefix)
    const { sums } = (await (await desk.city.signIn('duty')).get('/api/grids')).body
    await page.goto(`${desk.city.url}/grids`)
    await only('990101001')
    await page.getByText(`${sums.grids} 个网格`, { exact: false }).waitFor()
    await picture(page, 'grids of a street')
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出' }).click()
    assert.match((await file).suggestedFilename(), /\.xlsx$/)
    await page.getByRole('link', { name: '看示范市全部' }).click()
    await page.locator('button.switcher b', { hasText: '示范市' }).waitFor()
    await page.waitForFunction((own) => {
      const told = document.querySelector('.places-head [role=status]')?.textContent ?? ''
      return Number.parseInt(told, 10) > own
    }, sums.grids)
    await page.getByRole('link', { name: '只看本辖区' }).click()
    await page.locator('button.switcher b', { hasText: '望澜街道' }).waitFor()
    await only('990101001')
    assert.ok((await codes()).length > 0)
    assertQuiet()
    await leave()
  })

  it('tells in the switcher how much is open in each territory, as its list does', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator')
    const operator = await desk.city.signIn('operator')
    const open = (await operator.get('/api/matters?open=true&territory=990101')).body.count
    await page.locator('button.switcher').waitFor()
    await page.keyboard.press('t')
    const row = page.locator('.switcher-row', { hasText: '云澜区' })
    await row.locator('.switcher-counts', { hasText: `未办结 ${open} 件` }).waitFor()
    await assertUsable(page, 'switcher with counts')
    await picture(page, 'switcher with counts')
    assertQuiet()
    await leave()
  })

  it('opens a grid, whose numbers are those of the lists they lead to', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator', { at: '/grids' })
    await page.getByLabel('搜网格名称或编码').fill(GRID)
    await page.locator('.places-name code', { hasText: GRID }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.places-name').length === 1)
    await page.locator('.places-name a').click()
    await page.locator('#place-title').waitFor()
    await page.locator('.place-team li').first().waitFor()
    const operator = await desk.city.signIn('operator')
    for (const [index, filter] of ['', '&pace=late'].entries()) {
      const figure = page.locator('.place-figure').nth(index)
      const { body } = await operator.get(`/api/matters?open=true&territory=${GRID}${filter}`)
      assert.equal(Number(await figure.locator('.place-count').textContent()), body.count)
      assert.ok(body.count > 0)
      const link = new URL((await figure.locator('a').getAttribute('href')) ?? '', desk.city.url)
      assert.equal(link.searchParams.get('territory'), GRID)
    }
    await page.locator('.place-matters a').first().waitFor()
    assertQuiet()
    await leave()
  })

  it('tells at 1024 who serves a grid before anything else but its numbers', async () => {
    const { page, leave } = await desk.sitDown('operator', { at: `/grids/${GRID}`, width: 1024 })
    const team = page.locator('.place-team li').last()
    await team.waitFor()
    await page.locator('.place-matters a').first().waitFor()
    const bottom = ((await team.boundingBox())?.y ?? 0) + ((await team.boundingBox())?.height ?? 0)
    assert.ok(bottom < 768, `the team ends at ${bottom}`)
    assert.ok(((await page.locator('.place-matters').boundingBox())?.y ?? 0) > bottom)
    await leave()
  })

  it('opens a unit from the tree: its people, duties and how long it held matters', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator', { at: '/units' })
    await page.getByLabel('搜单位名称').fill('云澜区城市管理局')
    await page.getByRole('link', { name: '云澜区城市管理局', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: '云澜区城市管理局' }).waitFor()
    await page.locator('.place-team li', { hasText: '程国栋' }).waitFor()
    await page.getByRole('rowheader', { name: '每件中位数（工作时间）' }).waitFor()
    await page.locator('.place-duties li').first().waitFor()
    const link = new URL(
      (await page.locator('.place-count').first().getAttribute('href')) ?? '',
      desk.city.url,
    )
    assert.deepEqual(
      [link.searchParams.get('lead'), link.searchParams.get('territory')],
      ['d1-urban', '9901'],
    )
    assertQuiet()
    await leave()
  })

  it('shows who may not know figures that there are some, and what is not there as such', async () => {
    const { page, leave } = await desk.sitDown('officer.housing', { at: '/units/d1-urban' })
    await page.getByText('责任时长只给单位自己和统管它的上级看。').waitFor()
    await page.goto(`${desk.city.url}/units/nobody`)
    await page.getByRole('heading', { name: '没有找到这个单位' }).waitFor()
    await page.goto(`${desk.city.url}/grids/990101001001999`)
    await page.getByRole('heading', { name: '没有找到这个网格' }).waitFor()
    await leave()
  })

  it('holds on any screen, in both languages and looks, with names of sixty characters', async () => {
    const { city } = desk
    await city.owner.query('update territory set name_zh = $1, name_en = $1 where code = $2', [LONG, GRID])
    await city.owner.query(`update account set name = $1 where username = 'grid'`, [LONG])
    await city.world.reloadPlaces()
    const screens = {
      zh: [
        { look: 'light', width: 1440, height: 900 },
        { look: 'dark', width: 1024, height: 768 },
      ],
      en: [
        { look: 'light', width: 1024, height: 768 },
        { look: 'dark', width: 1366, height: 768 },
      ],
    } as const
    for (const locale of ['zh', 'en'] as const) {
      const { page, assertQuiet, leave } = await desk.sitDown('operator', { locale })
      for (const [name, path] of Object.entries(PAGES)) {
        await visit(page, path, '.places-table td a, .places-tree td a, .place-team li')
        if (path.startsWith('/grids/')) await page.locator('.plan svg').waitFor()
        for (const { look, width, height } of screens[locale]) {
          await page.setViewportSize({ width, height })
          await turn(page, look)
          const screen = `${locale} ${look} ${name}`
          await assertUsable(page, screen)
          assert.ok(await fits(page), `${screen} is wider than the window`)
          await picture(page, screen)
        }
      }
      assertQuiet()
      await leave()
    }
  })
})

const PAGES = { grids: '/grids', grid: `/grids/${GRID}`, units: '/units', unit: '/units/d1-urban' }

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name.replaceAll(' ', '-')}.png`) })
}
