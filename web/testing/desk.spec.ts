/**
 * 工作台 — the pages in a real browser against the real server: a report reaches the officer who must answer, and each
 * screen is usable by everybody.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { TestServer } from '@huying/server/testing/server.ts'
import type { Page } from 'playwright-core'
import { assertUsable, type Desk, openDesk, type Seat } from './desk.ts'

describe('the desk in a browser', { timeout: 240_000 }, () => {
  let desk: Desk
  let city: TestServer
  before(async () => {
    desk = await openDesk()
    city = desk.city
  })
  after(() => desk?.close())
  const sitDown = (username: string, seat: Seat = {}) => desk.sitDown(username, seat)

  it('carries a report from the operator to the officer who signs for it', async () => {
    const operator = await sitDown('operator')
    const number = await report(operator.page)
    const officer = await sitDown('officer')
    await officer.page.locator('a.row').first().waitFor()
    await assertUsable(officer.page, 'inbox')
    await countEqualsList(officer.page)
    await openByKeyboard(officer.page)
    assert.equal(await officer.page.locator('.number').textContent(), number)
    await assertUsable(officer.page, 'matter')

    await officer.page.getByRole('button', { name: '签收', exact: true }).click()
    await officer.page.locator('[aria-current=step]', { hasText: '办理中' }).waitFor()
    await officer.page.getByRole('button', { name: /撤回（/ }).waitFor()
    // The operator's screen follows without a touch.
    await operator.page.locator('[aria-current=step]', { hasText: '办理中' }).waitFor()

    await contact(officer.page)
    assert.deepEqual([...operator.complaints, ...officer.complaints], [])
    await Promise.all([operator.leave(), officer.leave()])
  })

  it('takes a step back within the minute, and keeps a text through what others do meanwhile', async () => {
    const id = await reportByTelephone()
    const officer = await sitDown('officer', { at: `/matters/${id}` })
    const { page } = officer
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await page.getByRole('button', { name: /撤回（/ }).click()
    await page.locator('[aria-current=step]', { hasText: '待签收' }).waitFor()
    await page.locator('.entry', { hasText: '撤回了“签收”' }).waitFor()

    await page.getByRole('button', { name: '记录进展' }).click()
    await page.getByLabel('进展说明').fill('已联系供电单位')
    const colleague = await city.signIn('director')
    const noted = await colleague.post(`/api/matters/${id}/actions/note`, { form: { text: '现场已看过' } })
    assert.equal(noted.status, 200)
    await page.locator('.action-form [role=alert]', { hasText: '现场已看过' }).waitFor()
    assert.equal(await page.getByLabel('进展说明').inputValue(), '已联系供电单位')
    await page.locator('.action-form').getByRole('button', { name: '记录进展' }).click()
    await page.locator('.entry q', { hasText: '已联系供电单位' }).waitFor()
    assert.deepEqual(officer.complaints, [])
    await officer.leave()
  })

  async function reportByTelephone(): Promise<string> {
    const operator = await city.signIn('operator')
    const { body } = await operator.get(`/api/places?text=${encodeURIComponent('社区')}`)
    const report = { kind: 'traffic.light', text: '路灯不亮', place: { territory: body.places[0].territory } }
    const opened = await operator.post('/api/matters', report)
    assert.equal(opened.status, 201)
    return opened.body.id
  }

  it('shows an address that is not there, and a matter that is not yours, as such', async () => {
    const { page, complaints, leave } = await sitDown('officer', { at: '/nowhere' })
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor()
    assert.deepEqual(complaints, [])
    await page.goto(`${city.url}/matters/01990000-0000-7000-8000-000000000000`)
    await page.getByRole('heading', { name: '没有找到这件事项' }).waitFor()
    await leave()
  })

  it('keeps what was typed when the server is away, says so, and says when it is back', async () => {
    const { page, leave } = await sitDown('operator', { at: '/report' })
    await page.getByLabel('反映的是什么事').fill('单元门坏了三天')
    await page.route('**/api/**', (route) => route.abort())
    await page.route('**/readyz', (route) => route.abort())
    await page.getByLabel('在哪里').fill('不知道的地方')
    await page.getByText('暂时连不上服务器').waitFor()
    assert.equal(await page.getByLabel('反映的是什么事').inputValue(), '单元门坏了三天')
    await page.unrouteAll()
    await page.getByText('已恢复连接').waitFor()
    await page.reload()
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '单元门坏了三天')
    await leave()
  })
})

/** Fills in the report form as somebody on the telephone would, and opens the new matter. Returns its number. */
async function report(page: Page): Promise<string> {
  await page.keyboard.press('c')
  await page.getByLabel('反映的是什么事').fill('门口的路灯不亮，老人晚上不敢出门')
  await page.locator('.suggestion', { hasText: '路灯' }).first().click()
  await page.getByLabel('在哪里').fill('社区')
  await page.locator('.place-option').first().click()
  await page.getByText('属于 ').waitFor()
  await assertUsable(page, 'report')
  await page.getByRole('button', { name: '提交登记' }).click()
  const link = page.locator('.reported-number a')
  const number = (await link.textContent()) ?? ''
  await link.click()
  await page.locator('.number', { hasText: number }).waitFor()
  return number
}

/** A form of the pack: refused while empty, with the words at the field; accepted when filled in. */
async function contact(page: Page): Promise<void> {
  await page.getByRole('button', { name: '联系诉求人' }).click()
  await page.locator('.action-form').getByRole('button', { name: '联系诉求人' }).click()
  await page.getByText('请填写联系方式').waitFor()
  await page.getByLabel('电话').check()
  await page.getByLabel('沟通情况').fill('已说明今晚派人检修')
  await page.locator('.action-form').getByRole('button', { name: '联系诉求人' }).click()
  await page.locator('.unit', { hasText: '已联系' }).waitFor()
  await page.locator('.entry q', { hasText: '已说明今晚派人检修' }).waitFor()
}

async function openByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.locator('#matter-title').waitFor()
}

async function countEqualsList(page: Page): Promise<void> {
  const count = Number(await page.locator('.inbox-tabs [aria-current] small').textContent())
  assert.equal(await page.locator('a.row').count(), count)
}
