/** 登记 — taking a report in, in a real browser against the real server: by keyboard alone, with suggestions, and through faults. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import type { Page } from 'playwright-core'
import { assertUsable, assertUsableInBothLooks, type Desk, fits, openDesk, settled } from './desk.ts'

const text = (page: Page) => page.getByLabel('反映的是什么事')
const kind = (page: Page) => page.locator('.ant-form-item', { hasText: '事项分类' })
const grid = (page: Page) => page.locator('.ant-form-item', { hasText: '网格或社区' })
const send = (page: Page) => page.getByRole('button', { name: '提交登记' })

describe('the report form in a browser', { timeout: 300_000 }, () => {
  let desk: Desk
  before(async () => {
    desk = await openDesk()
  })
  after(() => desk?.close())

  it('takes a report from c to sent by keyboard alone, with kind and place suggested and the reason shown', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator')
    await page.keyboard.press('c')
    await page.waitForFunction(() => document.activeElement?.matches('.report-main textarea'))
    assert.ok(await text(page).evaluate((field) => field === document.activeElement))
    await page.keyboard.type('澜心社区门口的路灯不亮，晚上太暗')
    await kind(page).getByText('路灯不亮').waitFor()
    await page.getByText('已按建议选好，可以改').waitFor()
    await page.locator('.suggestion[aria-pressed=true]', { hasText: '提到“' }).waitFor()
    await page.getByText('内容里提到“澜心社区”').waitFor()
    await page.locator('.report-lead b').waitFor()
    const lead = await page.locator('.report-lead b').textContent()
    assert.ok(await isInSight(page, '.report-foot button'), 'the button to send is in sight at 1366×768')
    await assertUsable(page, 'report')
    for (let n = 0; n < 40; n++) {
      if (await send(page).evaluate((button) => button === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '已登记' }).waitFor()
    const number = await page.locator('.reported-number').textContent()
    const sentence = (await page.locator('blockquote').textContent()) ?? ''
    assert.ok(number && sentence.includes(number) && sentence.includes(lead ?? '?'), sentence)
    await assertUsable(page, 'reported')
    await page.keyboard.press('c')
    await text(page).waitFor()
    assert.equal(await text(page).inputValue(), '')
    assertQuiet()
    await leave()
  })

  it('takes nobody away who has gone on to type elsewhere while it was loading', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator')
    const search = page.getByRole('combobox', { name: '搜索' })
    await search.waitFor()
    await settled(page)
    const { promise: isSlow, resolve: arrive } = Promise.withResolvers<void>()
    await page.route('**/*.js', async (route) => {
      await isSlow
      await route.continue()
    })
    await page.keyboard.press('c')
    await search.click()
    await page.keyboard.type('路')
    arrive()
    await text(page).waitFor()
    await settled(page)
    await page.keyboard.type('灯')
    assert.equal(await search.inputValue(), '路灯')
    assert.equal(await text(page).inputValue(), '')
    assertQuiet()
    await leave()
  })

  it('never fills in over what a person has chosen', async () => {
    const { page, leave } = await desk.sitDown('operator', { at: '/report' })
    await text(page).fill('路灯不亮')
    await page.getByText('已按建议选好').waitFor()
    await kind(page).locator('input').fill('噪声')
    await page.locator('.ant-select-tree-title', { hasText: '施工噪声' }).click()
    await text(page).fill('路灯不亮，太暗，路灯的灯杆也歪了')
    await page.locator('.suggestion', { hasText: '灯杆' }).waitFor()
    assert.match((await kind(page).locator('.ant-select').textContent()) ?? '', /施工噪声/)
    assert.equal(await page.getByText('已按建议选好').count(), 0)
    await leave()
  })

  it('keeps point, grid and address in step', async () => {
    const { page, leave } = await desk.sitDown('operator', { at: '/report' })
    await text(page).fill('路上有积水')
    await page.locator('.plan-pick').click({ position: { x: 150, y: 100 } })
    await page.getByText('已在图上定位').waitFor()
    await page.locator('.report-placed', { hasText: '属于 ' }).waitFor()
    const said = (await page.locator('.report-placed').textContent()) ?? ''
    const place = /属于 (.*?)已在/.exec(said)?.[1]?.trim() ?? ''
    assert.notEqual(place, '', said)
    await grid(page)
      .locator('.ant-select', { hasText: place.split(' ').at(-1) as string })
      .waitFor()
    // A finer word for the same place leaves the pin where it is.
    await page.getByLabel('在哪里').fill('报刊亭旁边')
    assert.ok(await page.getByText('已在图上定位').isVisible())
    await page.locator('.plan .pin').waitFor()
    // Another grid takes the pin away.
    await grid(page).locator('input').fill('晨光社区')
    await page.locator('.ant-select-tree-title', { hasText: '晨光社区' }).first().click()
    await page.locator('.report-placed', { hasText: '晨光社区' }).waitFor()
    assert.equal(await page.locator('.plan .pin').count(), 0)
    assert.equal(await page.getByLabel('在哪里').inputValue(), '报刊亭旁边')
    await leave()
  })

  it('joins a report to an open one that is the same thing, and keeps what was said and who said it', async () => {
    const { page, assertQuiet, leave } = await desk.sitDown('operator')
    const client = await desk.city.signIn('operator')
    const place = { territory: '990101001001' }
    const first = await client.post('/api/matters', {
      ...{ kind: 'environment.waste', text: '澜心社区西门垃圾堆成山，三天没人清运', place },
    })
    await page.goto(`${desk.city.url}/report`)
    await text(page).fill('澜心社区西门垃圾好几天没人清运了')
    await page.locator('.report-alike li', { hasText: '垃圾堆成山' }).getByRole('button').click()
    await page.getByText(`登记后并入 ${first.body.number}`).waitFor()
    await page.getByLabel('联系电话').fill('19933337777')
    await page.getByRole('button', { name: '登记并并入' }).click()
    await page.getByRole('heading', { name: '已登记并并入' }).waitFor()
    assert.equal(await page.locator('.reported-number').textContent(), first.body.number)
    const { rows } = await desk.city.owner.query(
      `select m.outcome, c.body, m.reporter_id from matter m join content c on c.matter_id = m.id and c.seq = 1 and c.field = 'text'
       where c.body like '%好几天没人清运了'`,
    )
    assert.deepEqual([rows.length, rows[0].outcome], [1, 'merged'])
    const { body } = await client.get(`/api/matters/${first.body.id}`)
    assert.equal(body.followers, 1)
    assert.ok(rows[0].reporter_id !== null)
    assertQuiet()
    await leave()
  })

  it('says that a place lies nowhere, and lets one of several of a name be chosen', async () => {
    const { page, leave } = await desk.sitDown('operator', { at: '/report' })
    await text(page).fill('路上有积水')
    await page.getByLabel('在哪里').fill('完全没有的地方名')
    await page.locator('.report-wrong').waitFor()
    await leave()
  })

  it('suggests that danger is urgent, and lets whoever listens decide', async () => {
    const { page, leave } = await desk.sitDown('operator', { at: '/report' })
    await text(page).fill('楼道里有煤气味，怕是漏气')
    assert.equal(await page.getByLabel('紧急：').isChecked(), false)
    await page.getByRole('button', { name: '标为紧急' }).click()
    assert.equal(await page.getByLabel('紧急：').isChecked(), true)
    await leave()
  })

  it('tells whoever took it in what was known differently about the caller', async () => {
    const client = await desk.city.signIn('operator')
    const report = { kind: 'traffic.light', text: '路灯不亮', place: { territory: '990101001001' } }
    const phone = '19933338888'
    await client.post('/api/matters', { ...report, reporter: { name: '孙大强', phone } })
    const { page, leave } = await desk.sitDown('operator', { at: '/report' })
    await text(page).fill('澜心社区门口的路灯不亮')
    await page.getByText('内容里提到“澜心社区”').waitFor()
    await page.getByLabel('诉求人姓名').fill('李四')
    await page.getByLabel('联系电话').fill(phone)
    await send(page).click()
    await page.getByText('这个号码是孙**的').waitFor()
    await page.getByText('您写的姓名与原来登记的不同').waitFor()
    await leave()
  })

  it('keeps everything when the session ends in the middle, and goes on after signing in again', async () => {
    const { page, context, leave } = await desk.sitDown('operator', { at: '/report' })
    await text(page).fill('澜心社区门口的路灯不亮')
    await page.getByText('内容里提到“澜心社区”').waitFor()
    await page.getByText('附近没有类似的未办结事项').waitFor()
    await context.clearCookies()
    // A list that is renewed meanwhile may learn of it first, and close the door before the button.
    await page.locator('.report-foot button[type=submit]').dispatchEvent('click')
    await page.locator('#username').fill('operator')
    await page.locator('#password').fill(DEMO_PASSWORD)
    await page.locator('.sign-in button[type=submit]').click()
    await text(page).waitFor()
    assert.equal(await text(page).inputValue(), '澜心社区门口的路灯不亮')
    await send(page).click()
    await page.getByRole('heading', { name: '已登记' }).waitFor()
    await leave()
  })

  it('can be sent while suggestions do not come, and says so when the server is away', async () => {
    const { page, leave } = await desk.sitDown('operator')
    await page.route('**/api/matters/suggest', () => {})
    await page.goto(`${desk.city.url}/report`)
    await text(page).fill('门口路灯不亮')
    await page.getByText('已按建议选好').waitFor()
    await page.getByLabel('在哪里').fill('澜心')
    await page.locator('.place-option', { hasText: '澜心社区' }).first().click()
    await page.route('**/api/matters', (route) => route.abort())
    await page.route('**/readyz', (route) => route.abort())
    await send(page).click()
    await page.getByText('服务器没有应答').waitFor()
    assert.equal(await text(page).inputValue(), '门口路灯不亮')
    await page.unroute('**/api/matters')
    await page.unroute('**/readyz')
    await send(page).click()
    await page.getByRole('heading', { name: '已登记' }).waitFor()
    await leave()
  })

  it('is usable in both languages and both looks, at every supported size', async () => {
    for (const locale of ['zh', 'en'] as const) {
      const { page, leave } = await desk.sitDown('operator', { locale, at: '/report' })
      await page.locator('#text').fill('澜心社区西门垃圾好几天没人清运，有人受伤了')
      await page.locator('.report-lead b').waitFor()
      for (const [width, height] of [
        [1440, 900],
        [1366, 768],
        [1024, 768],
      ] as const) {
        await page.setViewportSize({ width, height })
        await assertUsableInBothLooks(page, `report ${locale} at ${width}`)
        assert.ok(await fits(page), `no sideways scrolling at ${width}`)
        if (process.env.HUYING_SHOTS)
          await page.screenshot({ path: `${process.env.HUYING_SHOTS}/report-${locale}-${width}.png` })
      }
      await leave()
    }
  })
})

const isInSight = (page: Page, selector: string): Promise<boolean> =>
  page
    .locator(selector)
    .last()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top >= 0 && bottom <= window.innerHeight
    })
