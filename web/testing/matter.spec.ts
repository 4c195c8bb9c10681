/**
 * 事项页 — one matter in a real browser: what it shows is the truth and stays in its place while others act; every step works by
 * keyboard, in both languages and both looks.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { act, NOISE, opened } from '@huying/server/testing/requests.ts'
import type { Client } from '@huying/server/testing/server.ts'
import type { Page } from 'playwright-core'
import { assertUsableInBothLooks, type Desk, openDesk, type Seat } from './desk.ts'

describe('the page of a matter', { timeout: 300_000 }, () => {
  let desk: Desk
  let operator: Client
  let officer: Client
  let director: Client
  before(async () => {
    desk = await openDesk()
    operator = await desk.city.signIn('operator')
    officer = await desk.city.signIn('officer')
    director = await desk.city.signIn('director')
  })
  after(() => desk?.close())

  async function look(id: string, seat: Seat = {}, hash = '') {
    const sitting = await desk.sitDown('officer', { ...seat, at: `/matters/${id}${hash}` })
    await sitting.page.locator('#matter-title').waitFor()
    return sitting
  }

  /** Signed for, noted and with another one merged into it. */
  async function lively(): Promise<string> {
    const { id } = await opened(operator, { ...NOISE, reporter: { name: '钱多多', phone: '13700001234' } })
    const twin = await opened(operator, { ...NOISE, text: '同一工地夜间打桩' })
    await act(operator, twin.id, 'merge', { into: id })
    await act(officer, id, 'sign')
    await act(director, id, 'note', { text: '现场已看过' })
    return id
  }

  for (const locale of ['zh', 'en'] as const)
    it(`is usable by everybody in ${locale}, light and dark, with every part read`, async () => {
      const sitting = await look(await lively(), { locale })
      const { page } = sitting
      await page.locator('.relatives a').first().waitFor()
      await page.locator('.facts dl').nth(2).waitFor()
      await page.locator('.clock-button').click()
      await page.locator('.head-why .why-steps').waitFor()
      await assertUsableInBothLooks(page, `matter ${locale}`)
      sitting.assertQuiet()
      await sitting.leave()
    })

  it('keeps the place and the words typed while another officer acts, and says what happened', async () => {
    const id = await lively()
    const sitting = await look(id)
    const { page } = sitting
    await page.getByRole('button', { name: '记录进展' }).click()
    await page.getByLabel('进展说明').fill('已联系施工队')
    await page.locator('.desk-page').evaluate((pane) => pane.scrollTo(0, 300))
    const before = await placeOf(page)
    await act(director, id, 'note', { text: '夜间值守已安排' })
    await page.locator('.action-form [role=alert]', { hasText: '夜间值守已安排' }).waitFor()
    await page.locator('.entry.is-new', { hasText: '夜间值守已安排' }).waitFor()
    assert.equal(await page.getByLabel('进展说明').inputValue(), '已联系施工队')
    const after = await placeOf(page)
    assert.equal(after.focus, before.focus)
    assert.ok(Math.abs(after.top - before.top) < 400, `moved by ${after.top - before.top}`)
    await page.locator('.action-form').getByRole('button', { name: '记录进展' }).click()
    await page.locator('.entry q', { hasText: '已联系施工队' }).waitFor()
    sitting.assertQuiet()
    await sitting.leave()
  })

  it('counts the minute in which a step can be taken back, and says why another cannot', async () => {
    const { id } = await opened(operator, NOISE)
    const sitting = await look(id)
    const { page } = sitting
    await page.getByRole('button', { name: /^签收/ }).click()
    await page.getByRole('button', { name: /撤回（\d+ 秒内）/ }).click()
    await page.locator('[aria-current=step]', { hasText: '待签收' }).waitFor()
    await page.getByRole('button', { name: /^签收/ }).click()
    await page.locator('[aria-current=step]', { hasText: '办理中' }).waitFor()
    await act(director, id, 'note', { text: '现场已看过' })
    await page.locator('.undo-refused', { hasText: '不能撤回' }).waitFor()
    await sitting.leave()
  })

  it('goes by keyboard alone: j, Enter, a, the form, and back', async () => {
    await opened(operator, NOISE)
    const sitting = await desk.sitDown('officer')
    const { page } = sitting
    await page.locator('a.row').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('.acting-bar [aria-keyshortcuts=a]').waitFor()
    const before = await page.locator('[aria-current=step]').textContent()
    await page.keyboard.press('a')
    await page.locator('.action-form, .undo-bar').first().waitFor()
    if (await page.locator('.undo-bar').count())
      await page.waitForFunction(
        (was) => document.querySelector('[aria-current=step]')?.textContent !== was,
        before,
      )
    await sitting.leave()
  })

  it('says why a deadline is what it is: rule, source, days, calendar', async () => {
    const sitting = await look(await lively())
    const { page } = sitting
    const clock = page.locator('.clocks > li', { hasText: '办结答复' })
    await clock.locator('summary').click()
    await clock.locator('.why-rule', { hasText: '限5个工作日' }).waitFor()
    await clock.getByText(/依据 .*条例/).waitFor()
    await clock.getByText(/工作日历 /).waitFor()
    assert.ok((await clock.locator('.why-steps li').count()) >= 2)
    await sitting.leave()
  })

  it('answers why at its head too, and covers neither the title nor what follows', async () => {
    const sitting = await look(await lively())
    const { page } = sitting
    const clock = page.locator('.clock-button')
    await clock.click()
    await page.locator('.head-why .why-rule').waitFor()
    for (const part of ['#matter-title', '.origin', '.track-card'])
      assert.ok(await isOnTop(page, part), `${part} is in sight`)
    await page.keyboard.press('Escape')
    await page.locator('.head-why').waitFor({ state: 'detached' })
    assert.ok(await clock.evaluate((button) => button === document.activeElement))
    sitting.assertQuiet()
    await sitting.leave()
  })

  it('shows the reporter in full only with a reason, and hides it again', async () => {
    const sitting = await look(await lively())
    const { page } = sitting
    await page.getByText('137****1234').waitFor()
    await page.getByRole('button', { name: '查看完整信息' }).click()
    await page.getByRole('button', { name: '查看并留痕' }).click()
    await page.getByText('请写明原因').waitFor()
    await page.getByLabel('为什么要看').fill('回电核实施工时间')
    await page.getByRole('button', { name: '查看并留痕' }).click()
    await page.getByText('13700001234').waitFor()
    await page.getByRole('button', { name: /遮住/ }).click()
    await page.getByText('137****1234').waitFor()
    sitting.assertQuiet()
    await sitting.leave()
  })

  it('names related matters, and tells no more than a number of those one may not see', async () => {
    const { id } = await opened(operator, NOISE)
    const secret = await opened(operator, { ...NOISE, text: '秘密线索', confidential: true })
    await act(operator, secret.id, 'merge', { into: id })
    const sitting = await look(id)
    const related = sitting.page.locator('section', { hasText: '相关事项' }).last()
    await related.getByText('另有 1 件您无权查看').waitFor()
    assert.ok(!(await sitting.page.content()).includes('秘密线索'))
    await sitting.leave()
  })

  it('leaves as a PDF in the language of the screen', async () => {
    const sitting = await look(await lively(), { locale: 'en' })
    const [download] = await Promise.all([
      sitting.page.waitForEvent('download'),
      sitting.page.getByRole('link', { name: 'Download PDF' }).click(),
    ])
    assert.match(download.suggestedFilename(), /^HY-.*\.pdf$/)
    const bytes = await readFile(await download.path())
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    assert.ok(bytes.includes('/Lang (en)'))
    await sitting.leave()
  })

  it('shows hundreds of entries at once, all of them on demand, and any one by its address', async () => {
    const { id } = await opened(operator, NOISE)
    await act(officer, id, 'sign')
    for (let i = 1; i <= 250; i++) await act(officer, id, 'note', { text: `第${i}次进展` })
    const sitting = await look(id)
    const { page } = sitting
    const more = page.getByRole('button', { name: /再显示 \d+ 条/ })
    await more.waitFor()
    assert.ok((await page.locator('.entry').count()) <= 80)
    await more.click()
    await page.locator('.entry q', { hasText: /^第1次进展$/ }).waitFor({ state: 'attached' })
    const link = await page.locator('.entry', { hasText: '第7次进展' }).first().getAttribute('id')
    await sitting.leave()
    const again = await look(id, {}, `#${link}`)
    await again.page.waitForFunction((entry) => {
      const box = document.getElementById(entry ?? '')?.getBoundingClientRect()
      return box !== undefined && box.top > 0 && box.bottom < window.innerHeight
    }, link)
    await again.leave()
  })

  it('does not break on a name of sixty characters or a screen of 1024', async () => {
    const title = '老旧小区改造'.repeat(10)
    const { id } = await opened(operator, { ...NOISE, text: `${title}，一直没有动工` })
    const sitting = await look(id, { width: 1024, height: 768 })
    const over = await sitting.page
      .locator('.desk-page')
      .evaluate((pane) => pane.scrollWidth - pane.clientWidth)
    assert.ok(over <= 0, `${over} px too wide`)
    await sitting.leave()
  })
})

const placeOf = (page: Page) =>
  page.evaluate(() => ({
    top: document.querySelector('.desk-page')?.scrollTop ?? 0,
    focus: document.activeElement?.id ?? '',
  }))

/** Nothing lies upon its middle. */
const isOnTop = (page: Page, selector: string): Promise<boolean> =>
  page.locator(selector).evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const found = document.elementFromPoint(left + width / 2, top + height / 2)
    return found !== null && element.contains(found)
  })
