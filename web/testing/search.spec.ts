/** 搜索 — the box in the header, by keyboard alone: what was typed is found, opened, searched for everywhere; usable by everybody. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Client } from '@huying/server/testing/server.ts'
import { assertUsable, type Desk, openDesk } from './desk.ts'

const PLACE = { territory: '990101001001' }

describe('search in a browser', { timeout: 240_000 }, () => {
  let desk: Desk
  let operator: Client
  before(async () => {
    desk = await openDesk()
    operator = await desk.city.signIn('operator')
    for (const text of ['路灯不亮，走夜路害怕', '小区门口路灯坏了一个多星期', '烧烤店油烟扰民'])
      assert.equal(
        (await operator.post('/api/matters', { kind: 'environment', text, place: PLACE })).status,
        201,
      )
  })
  after(() => desk?.close())

  for (const locale of ['zh', 'en'] as const) {
    it(`finds, shows and opens a matter without a mouse (${locale})`, async () => {
      const { page, assertQuiet, leave } = await desk.sitDown('operator', { locale })
      // when: the key of the search, a word, down past what searches for all, Enter
      const box = page.getByRole('combobox', { name: locale === 'zh' ? '搜索' : 'Search' })
      await box.waitFor()
      await page.keyboard.press('/')
      assert.ok(await box.evaluate((element) => element === document.activeElement))
      await page.keyboard.type('路灯')
      await page.locator('.search-popup mark', { hasText: '路灯' }).first().waitFor()
      await assertUsable(page, `search as you type, ${locale}`)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      // then
      await page.locator('#matter-title', { hasText: '路灯' }).waitFor()
      assertQuiet()
      await leave()
    })

    it(`shows all results of free text on a page of their own (${locale})`, async () => {
      const { page, assertQuiet, leave } = await desk.sitDown('operator', { locale })
      await page.getByRole('combobox').waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('路灯')
      await page.locator('.search-popup mark').first().waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/search?text=*')
      await page.locator('.search-page .search-list mark').first().waitFor()
      assert.equal(await page.locator('.search-page ul').first().locator('li').count(), 2)
      await assertUsable(page, `search page, ${locale}`)
      assertQuiet()
      await leave()
    })
  }

  it('says that there is nothing, keeps what was searched for, and forgets it when told to', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('螺蛳湾')
    await page.getByText('没有找到“螺蛳湾”').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '没有找到“螺蛳湾”' }).waitFor()
    await assertUsable(page, 'nothing found')
    await page.keyboard.press('/')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.locator('.search-popup').getByText('最近搜过', { exact: true }).waitFor()
    assert.equal(await page.locator('.search-popup [role=option]', { hasText: '螺蛳湾' }).count(), 1)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.locator('.search-popup').getByText('最近搜过', { exact: true }).waitFor({ state: 'hidden' })
    assertQuiet()
    await leave()
  })

  it('says so when the server does not answer, and keeps what was typed', async () => {
    const { page, leave } = await desk.sitDown('operator')
    await page.route('**/api/search**', (route) => route.abort())
    await page.getByRole('combobox').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('路灯')
    await page.getByText('现在搜不了').waitFor()
    assert.equal(await page.getByRole('combobox', { name: '搜索' }).inputValue(), '路灯')
    await leave()
  })
})
