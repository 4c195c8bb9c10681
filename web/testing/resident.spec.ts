/** 居民在工作台 — somebody who reports for themselves: their own matters and nothing else, a form that asks only for what happened. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Client } from '@huying/server/testing/server.ts'
import type { Page } from 'playwright-core'
import { assertUsable, type Desk, openDesk } from './desk.ts'

const OWN = '澜心社区北门路灯不亮，晚上看不见台阶'
const OTHERS = '澜心社区北门路灯坏了，我家老人摔伤住院'

const text = (page: Page) => page.getByLabel('反映的是什么事')

describe('a resident at the desk', { timeout: 300_000 }, () => {
  let desk: Desk
  let other: Client
  let othersId = ''
  before(async () => {
    desk = await openDesk()
    await desk.city.signInResident('res.wang', { name: '王和', phone: '19933331001' })
    other = await desk.city.signInResident('res.zhao', { name: '赵丽', phone: '19933331002' })
    const { status, body } = await other.post('/api/matters', {
      ...{ kind: 'traffic.light', text: OTHERS, place: { territory: '990101001001' } },
    })
    assert.equal(status, 201)
    othersId = body.id
  })
  after(() => desk?.close())

  it('has one list of their own, no places of staff, and none to hand over', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('res.wang')
    const tabs = page.locator('.inbox-tabs nav a')
    await tabs.first().waitFor()
    assert.deepEqual(await tabs.locator('.inbox-tab-name').allTextContents(), ['我的事项'])
    await page.getByText('还没有反映过事项').first().waitFor()
    assert.equal(await page.locator('.rail a').count(), 1)
    assert.match((await page.locator('.rail a').textContent()) ?? '', /我的事项/)
    for (const staff of ['一张图', '网格', '单位', '管理'])
      assert.equal(await page.locator('.rail').getByText(staff, { exact: true }).count(), 0, staff)
    await page.locator('.who').click()
    await page.getByRole('menuitem', { name: '退出' }).waitFor()
    assert.equal(await page.getByRole('menuitem', { name: '请假与代理' }).count(), 0)
    await page.keyboard.press('Escape')
    await assertUsable(page, 'an empty list of a resident')
    assertQuiet()
    await leave()
  })

  it('reports without saying who they are, and finds the matter in their list', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('res.wang')
    await page.keyboard.press('c')
    await text(page).waitFor()
    for (const field of ['诉求人姓名', '联系电话', '渠道'])
      assert.equal(await page.getByLabel(field).count(), 0, field)
    await text(page).fill(OWN)
    await page.getByText('内容里提到“澜心社区”').waitFor()
    await page.getByText('附近没有类似的未办结事项').waitFor()
    assert.ok(!(await page.content()).includes('摔伤'), 'what somebody else has said is not shown')
    await assertUsable(page, 'the report form of a resident')
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.getByRole('heading', { name: '已登记' }).waitFor()
    assert.equal(await page.getByText('可以这样告诉来电人').count(), 0)
    await page.locator('.reported-number a').click()
    await page.locator('#matter-title').waitFor()
    await assertUsable(page, 'a matter of a resident')
    await page.locator('a.row').first().waitFor()
    assert.equal(await page.locator('a.row').count(), 1)
    const { rows } = await desk.city.owner.query(
      `select m.channel, m.reporter_id is not null as known from matter m
       join content c on c.matter_id = m.id and c.field = 'text' where c.body = $1`,
      [OWN],
    )
    assert.deepEqual(rows, [{ channel: 'web', known: true }])
    assertQuiet()
    await leave()
  })

  it('is shown their own open matter nearby before they say it twice, and nobody else’s', async () => {
    const { page, leave } = await desk.sitDown('res.wang', { at: '/report' })
    await text(page).fill('澜心社区北门的路灯还是不亮')
    const alike = page.locator('.report-alike li')
    await alike
      .filter({ hasText: '看不见台阶' })
      .getByRole('link', { name: '您的事项里已有，去看进展' })
      .waitFor()
    assert.equal(await alike.filter({ hasText: '摔伤' }).count(), 0)
    await leave()
  })

  it('does not reach a matter of somebody else by its address', async () => {
    const { page, leave } = await desk.sitDown('res.wang', { at: `/matters/${othersId}` })
    await page.getByText('没有找到这件事项').waitFor()
    assert.ok(!(await page.content()).includes('摔伤'))
    const mine = await desk.city.signIn('res.wang')
    for (const path of ['', '/timeline', '/similar', '/context'])
      assert.equal((await mine.get(`/api/matters/${othersId}${path}`)).status, 404, path)
    const follow = await mine.post(`/api/matters/${othersId}/actions/follow`, { form: {} })
    assert.equal(follow.status, 404)
    // The twin: whoever said it reads it.
    assert.equal((await other.get(`/api/matters/${othersId}`)).status, 200)
    await leave()
  })

  it('finds no page of staff by its address with anything in it', async () => {
    const { page, leave } = await desk.sitDown('res.wang', { at: '/admin/people' })
    await page.getByText('没有管理权限').waitFor()
    const mine = await desk.city.signIn('res.wang')
    assert.equal((await mine.get('/api/admin/people')).status, 404)
    const { body } = await mine.get('/api/matters?open=all')
    assert.deepEqual(
      body.rows.map((row: { title: string }) => row.title.includes('摔伤')),
      [false],
    )
    await leave()
  })
})
