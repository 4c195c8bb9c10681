/**
 * 待办 — the lists of the desk in a real browser: counts that equal lists, a filter as a link, many matters at once with one that somebody
 * else has just changed, a place that is kept, and all of it by keyboard.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { NOISE, opened, WASTE } from '@huying/server/testing/requests.ts'
import type { Client } from '@huying/server/testing/server.ts'
import type { Page } from 'playwright-core'
import { assertUsable, assertUsableInBothLooks, type Desk, openDesk } from './desk.ts'

const SHOTS = process.env.HUYING_SHOTS

describe('the inbox in a browser', { timeout: 400_000 }, () => {
  let desk: Desk
  let operator: Client
  const ids: string[] = []
  before(async () => {
    desk = await openDesk()
    operator = await desk.city.signIn('operator')
    for (let n = 0; n < 160; n++) {
      const text = `第${n}件：${n % 9 === 0 ? '这一件的说明特别长，'.repeat(6) : '工地夜里一直施工'}`
      const { id } = await opened(operator, { ...(n % 4 ? NOISE : WASTE), text, urgent: n % 25 === 0 })
      ids.push(id)
    }
  })
  after(async () => {
    await desk?.close()
  })

  const shot = async (page: Page, name: string) => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
  }

  it('counts what its lists have, in all three of them', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('officer')
    await page.locator('a.row').first().waitFor()
    for (const [tab, path] of [
      ['待我办', '/api/inbox'],
      ['我关注', '/api/matters?followed=true'],
      ['全部', '/api/matters?open=true'],
    ] as const) {
      await page.locator('.inbox-tabs a', { hasText: tab }).click()
      const officer = await desk.city.signIn('officer')
      const { count } = (await officer.get(path)).body
      await page.locator('.inbox-tabs a[aria-current] small', { hasText: new RegExp(`^${count}$`) }).waitFor()
      if (count > 0)
        assert.equal(await page.locator('.inbox-rows li').first().getAttribute('aria-setsize'), `${count}`)
      else await page.getByText('还没有关注的事项').waitFor()
    }
    await shot(page, 'inbox-scope')
    assertQuiet()
    await leave()
  })

  it('says beside the list what of it presses, each number a link to exactly those', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('supervisor')
    await page.locator('.inbox-tabs a', { hasText: '全部' }).click()
    const asked = await desk.city.signIn('supervisor')
    for (const [name, query, chip] of [
      ['急件', 'urgent=true', '去掉筛选：急件'],
      ['超期', 'pace=late', '去掉筛选：超期'],
      ['今天反映', 'reportedFrom=', /^去掉筛选：反映自/],
    ] as const) {
      const number = page.locator('.overview li', { hasText: name }).locator('b')
      await page.locator('.overview li', { hasText: name }).getByRole('link').click()
      await page.waitForURL((url) => url.search.includes(query))
      await page.getByRole('button', { name: chip }).waitFor()
      const { count } = (
        await asked.get(
          `/api/matters?open=true&${new URL(page.url()).searchParams}`.replace('tab=scope&', ''),
        )
      ).body
      await page.locator('.inbox-tabs a[aria-current] small', { hasText: new RegExp(`^${count}$`) }).waitFor()
      assert.equal(await number.textContent(), `${count}`, name)
    }
    await page.locator('.overview .button-link').click()
    await page.locator('#matter-title').waitFor()
    assertQuiet()
    await leave()
  })

  it('shows a filter in its address, and the same to whoever opens the link', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('supervisor')
    await page.locator('.inbox-tabs a', { hasText: '全部' }).click()
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await page.locator('#filter-urgent').click()
    await page.locator('.ant-select-item-option', { hasText: /^急件$/ }).click()
    await page.getByRole('button', { name: '去掉筛选：急件' }).waitFor()
    await page.waitForURL(/tab=scope.*urgent=true/)
    await page.getByPlaceholder('保存当前筛选').fill('急件')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存“急件”').waitFor()
    await assertUsable(page, 'filters')
    await shot(page, 'inbox-filter')
    const link = new URL(page.url())

    const other = await desk.sitDown('officer')
    await other.page.goto(link.href)
    await other.page.getByRole('button', { name: '去掉筛选：急件' }).waitFor()
    const officer = await desk.city.signIn('officer')
    const { count } = (await officer.get('/api/matters?open=true&urgent=true')).body
    await other.page
      .locator('.inbox-tabs a[aria-current] small', { hasText: new RegExp(`^${count}$`) })
      .waitFor()
    assert.equal(await other.page.locator('a.row').count(), count)
    assert.equal(await other.page.locator('a.row', { hasText: '急件' }).count(), count)
    await other.page.locator('a.row').first().click()
    await other.page.locator('#matter-title').waitFor()
    assert.match(other.page.url(), /matters\/.*urgent=true/)

    await other.page.goto(`${link.href}&channel=nowhere`)
    await other.page.getByText('没有符合筛选的事项').waitFor()
    await other.page.getByRole('button', { name: new RegExp(`^去掉“nowhere”，有 ${count} 件`) }).click()
    await other.page.locator('a.row').first().waitFor()
    other.assertQuiet()
    assertQuiet()
    await Promise.all([leave(), other.leave()])
  })

  it('keeps its place when a matter is opened, when others change things, and for who comes back', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('officer')
    await page.locator('a.row').first().waitFor()
    const scroller = page.locator('.inbox-scroll')
    await scroller.hover()
    await scroller.evaluate((node) => node.scrollTo(0, 3_000))
    await page.waitForFunction(
      () => Number(document.querySelector('.inbox-rows li:last-child')?.getAttribute('data-index')) > 44,
    )
    assert.ok((await page.locator('.inbox-rows li').count()) < 40, 'only what is on screen exists')
    const [, middle] = await page
      .locator('a.row')
      .evaluateAll((links) => [links[0], links[9]].map((link) => link?.getAttribute('href')))
    await page.locator(`a.row[href="${middle}"]`).click()
    await page.locator('#matter-title').waitFor()
    const top = () => scroller.evaluate((node) => node.scrollTop)
    assert.equal(await top(), 3_000)
    await opened(operator, { ...NOISE, text: '刚刚又来一件', urgent: true })
    await page.locator('.inbox-news', { hasText: '1 条更新' }).waitFor()
    assert.equal(await top(), 3_000)
    await page.locator('.rail a').nth(1).click()
    await page.locator('.rail a').first().click()
    await page.waitForFunction(() => document.querySelector('.inbox-scroll')?.scrollTop === 3_000)
    await page.waitForFunction(() => {
      // The list grows as its end comes into sight.
      document.querySelector('.inbox-scroll')?.scrollTo(0, 1_000_000)
      const last = document.querySelector('.inbox-rows li:last-child')
      return last?.getAttribute('aria-posinset') === last?.getAttribute('aria-setsize')
    })
    assertQuiet()
    await leave()
  })

  it('signs five at once, and says of the one that somebody else has signed meanwhile what became of it', async () => {
    const { page, complaints, leave } = await desk.sitDown('officer')
    await page.locator('.inbox-tabs a', { hasText: '待我办' }).click()
    await page.locator('a.row').first().waitFor()
    const waiting = page.locator('li', { hasText: '待签收' }).filter({ hasNotText: '协办' })
    const chosen: string[] = []
    for (let n = 0; n < 5; n++) {
      const row = waiting.nth(n)
      await row.hover()
      await row.getByRole('checkbox').check()
      chosen.push(((await row.locator('a').getAttribute('href')) ?? '').split('/')[2]?.split('?')[0] ?? '')
    }
    await page.getByRole('button', { name: '签收（5）' }).waitFor()
    await shot(page, 'inbox-bulk')
    await assertUsable(page, 'bulk')
    const colleague = await desk.city.signIn('director')
    // Held back until a colleague has been quicker with one of them.
    await page.route(`**/api/matters/${chosen[2]}/actions/sign`, async (route) => {
      const { status } = await colleague.post(`/api/matters/${chosen[2]}/actions/sign`, {})
      assert.equal(status, 200)
      await route.continue()
    })
    await page.getByRole('button', { name: '签收（5）' }).click()
    await page.getByText('签收：办成 4 件，1 件没有办成，仍选着').waitFor()
    await page.getByText('别人刚刚办过，请看一眼再办').waitFor()
    await shot(page, 'inbox-bulk-done')
    await page.getByRole('button', { name: '知道了' }).click()
    await page.getByText('已选 1 件').waitFor()
    const officer = await desk.city.signIn('officer')
    for (const id of chosen) assert.equal((await officer.get(`/api/matters/${id}`)).body.state.id, 'handling')
    await page.unrouteAll()
    // The refusal itself is the only thing that the browser complains of.
    assert.ok(
      complaints.every((one) => one.includes('409')),
      complaints.join(),
    )
    await leave()
  })

  it('is worked by keyboard alone: moves, follows, chooses, passes on, changes lists', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('officer')
    await page.locator('a.row').first().waitFor()
    // All thirty before the page has drawn once, as on a slow machine.
    await page.evaluate(() => {
      for (let n = 0; n < 30; n++)
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
    })
    await page.waitForFunction(
      () => document.activeElement?.closest('li')?.getAttribute('data-index') === '29',
    )
    await page.keyboard.press('f')
    await page.locator('li[data-index="29"] .row-star').waitFor()
    await page.keyboard.press('x')
    for (let n = 0; n < 3; n++) await page.keyboard.press('k')
    await page.keyboard.press('Shift+X')
    await page.getByText('已选 4 件').waitFor()
    // The Escape that shuts a menu leaves what is chosen; the next one lets it go.
    const more = page.locator('.ant-dropdown-menu')
    await page.getByRole('button', { name: '更多步骤' }).click()
    await more.waitFor()
    await page.keyboard.press('Escape')
    await more.waitFor({ state: 'hidden' })
    await page.getByText('已选 4 件').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('已选 4 件').waitFor({ state: 'detached' })
    await page.keyboard.press('2')
    await page.locator('.inbox-tabs a[aria-current]', { hasText: '我关注' }).waitFor()
    await page.locator('.inbox-tabs a[aria-current] small', { hasText: /^1$/ }).waitFor()
    // The number may be known before the list.
    await page.locator('.inbox-rows li[aria-setsize="1"] a.row').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('#matter-title').waitFor()
    assertQuiet()
    await leave()
  })

  it('names no single one of several grids side by side, and leads from an empty list to what is open there', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('grid')
    await page.getByText('没有待办').waitFor()
    await page.locator('.inbox-tabs a', { hasText: /^辖区全部/ }).waitFor()
    await page.getByRole('button', { name: '看看辖区里未办结的' }).click()
    await page.locator('.inbox-tabs a[aria-current]', { hasText: /^辖区全部/ }).waitFor()
    assertQuiet()
    await leave()
  })

  it('gives the list as a file of the same rows', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('officer')
    await page.locator('a.row').first().waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 Excel' }).click(),
    ])
    assert.equal(download.suggestedFilename(), '事项列表.xlsx')
    assertQuiet()
    await leave()
  })

  it('cuts nothing of what a matter waits for, who has it and where, in English at 1366', async () => {
    const { page, leave } = await desk.sitDown('officer', { locale: 'en' })
    await page.locator('a.row').first().waitFor()
    const lines = await page.locator('.row-where').evaluateAll((found) =>
      found.map((line) => ({
        text: line.textContent,
        isWhole: line.scrollWidth <= line.clientWidth,
      })),
    )
    assert.ok(lines.length >= 10)
    assert.deepEqual(
      lines.filter(({ isWhole }) => !isWhole),
      [],
    )
    await leave()
  })

  for (const locale of ['zh', 'en'] as const)
    it(`is usable by everybody in ${locale}, light and dark`, async () => {
      const { page, leave } = await desk.sitDown('officer', { locale, width: 1024 })
      await page.locator('a.row').first().waitFor()
      await assertUsableInBothLooks(page, `inbox ${locale}`)
      await shot(page, `inbox-${locale}`)
      await page.goto(`${desk.city.url}/?pace=paused&urgent=true`)
      await page.locator('.inbox .pane-empty').waitFor()
      await assertUsableInBothLooks(page, `empty inbox ${locale}`)
      await leave()
    })
})
