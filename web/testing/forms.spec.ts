/** 表单 — a pack's form with a field of every type: rendered, checked as one types, sent, and told again in the timeline and on paper. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { textOf } from '@huying/server/testing/pdf-text.ts'
import { NOISE, opened, PLACE } from '@huying/server/testing/requests.ts'
import type { Client } from '@huying/server/testing/server.ts'
import { photo } from '@huying/server/testing/uploads.ts'
import type { Locator, Page } from 'playwright-core'
import { assertUsable, type Desk, openDesk, type Seat, type Sitting } from './desk.ts'
import { everyFieldPack } from './every-field.ts'

describe('a form with every type of field', { timeout: 300_000 }, () => {
  let desk: Desk
  let operator: Client
  let earlier: { id: string; number: string }
  let takeAway: () => Promise<void>
  const sittings: Sitting[] = []
  before(async () => {
    const pack = await everyFieldPack()
    takeAway = pack.remove
    desk = await openDesk({ pack: pack.folder })
    operator = await desk.city.signIn('operator')
    earlier = await opened(operator, { ...NOISE, text: '去年同一处也坏过' })
  })
  after(async () => {
    await Promise.all(sittings.map((sitting) => sitting.leave()))
    await desk?.close()
    await takeAway?.()
  })

  async function sitDown(username: string, seat: Seat): Promise<Sitting> {
    const sitting = await desk.sitDown(username, seat)
    sittings.push(sitting)
    return sitting
  }

  it('of a step is checked while it is filled in, sent, and told whole', async () => {
    const { id } = await opened(operator, NOISE)
    const { page, assertQuiet } = await sitDown('officer', { at: `/matters/${id}` })
    await choose(page, '现场勘查')
    const form = page.locator('.action-form')
    await form.locator('button[type=submit]').click()
    for (const title of ['现场概况', '路面宽度', '损坏数量', '有无危险', '影响', '勘查时刻'])
      await item(form, title).getByText(`请填写${title}`).waitFor()
    await assertUsable(page, 'a form with every field, with mistakes')

    await refusesAtOnce(form)
    await fillIn(page, form, earlier.number)
    await pick(page, item(form, '内部经手'), '环卫科')
    await assertUsable(page, 'a form with every field, filled in')
    await form.locator('button[type=submit]').click()
    await form.waitFor({ state: 'detached' })

    const entry = page.locator('.entry', { hasText: '现场勘查' })
    await entry.waitFor()
    const told = (await entry.textContent()) ?? ''
    for (const said of SAID) assert.ok(told.includes(said), `“${said}” is told: ${told}`)
    assert.ok(told.includes(`先前事项：${earlier.number}`), told)
    await entry.locator('.attachments img').first().waitFor()
    await assertStored(id)
    await assertOnPaper(id)
    assertQuiet()
  })

  it('of a kind is asked for with the report, and told whole', async () => {
    const { page, assertQuiet } = await sitDown('operator', { at: '/report' })
    const form = page.locator('.report-main')
    await page.getByLabel('反映的是什么事').fill('澜心社区门口要做设施勘查')
    await page.locator('.suggestion', { hasText: '设施勘查' }).first().waitFor()
    await item(form, '现场概况').waitFor()
    await refusesAtOnce(form)
    await fillIn(page, form, earlier.number)
    await page.getByText('内容里提到“澜心社区”').waitFor()
    await assertUsable(page, 'a report with every field')
    await page.getByRole('button', { name: '提交登记' }).click()
    await page.locator('.reported-number a').click()
    await page.locator('#matter-title').waitFor()
    const told = (await page.locator('.entry').last().textContent()) ?? ''
    for (const said of [...SAID, '沿路走了一遍']) assert.ok(told.includes(said), `“${said}” is told: ${told}`)
    await page.locator('.entry .attachments img').first().waitFor()
    assertQuiet()
  })

  async function assertStored(id: string): Promise<void> {
    const { body } = await operator.get(`/api/matters/${id}`)
    const { rows } = await desk.city.owner.query(
      `select body from journal where matter_id = $1 and body like '%"survey"%'`,
      [id],
    )
    assert.equal(rows.length, 1)
    const { events } = JSON.parse(rows[0].body) as {
      events: { action?: string; form: Record<string, unknown> }[]
    }
    const { form } = events.find(({ action }) => action === 'survey') ?? { form: {} }
    const { files, colleague, ...values } = form
    assert.deepEqual(values, {
      ...{ headline: '灯杆倾斜，线路外露', width: 7.5, lamps: 12, danger: false, side: 'south' },
      ...{ material: 'm1', harms: ['dark', 'loud'], planned: '2026-12-01' },
      visit: '2026-11-20T02:30:00.000Z',
      ...{ unit: 's1', subject: 'environment.waste', area: PLACE.territory, earlier: earlier.id },
      labels: ['夜间', '学校旁'],
    })
    assert.equal((files as string[]).length, 1)
    assert.ok(colleague)
    assert.ok(JSON.stringify(body.timeline).includes('沿路走了一遍'))
  }

  async function assertOnPaper(id: string): Promise<void> {
    const response = await fetch(`${desk.city.url}/api/matters/${id}/file.pdf`, {
      headers: { cookie: operator.cookie },
    })
    assert.equal(response.status, 200)
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = textOf(bytes)
    for (const said of [...SAID, '沿路走了一遍', `先前事项：${earlier.number}`])
      assert.ok(text.includes(said.replaceAll(' ', '')), `“${said}” is on paper: ${text}`)
  }
})

/** What the timeline says of what `fillIn` answers. */
const SAID = [
  ...['现场概况：灯杆倾斜，线路外露', '路面宽度：7.5', '损坏数量：12', '有无危险：否', '哪一侧：南侧'],
  ...['材质：混凝土质', '影响：照明不足、扰民', '计划日期：2026-12-01', '勘查时刻：2026-11-20 10:30'],
  ...['养护单位：', '涉及事项：市容环境 / 垃圾清运', '涉及辖区：示范市', '标签：夜间、学校旁'],
]

const item = (form: Locator, title: string): Locator =>
  form
    .locator('.ant-form-item', { has: form.page().locator('label', { hasText: new RegExp(`^${title}$`) }) })
    .first()

/** The step may stand in the menu behind the buttons. */
async function choose(page: Page, title: string): Promise<void> {
  await page.locator('.acting-bar button').first().waitFor()
  const button = page.locator('.acting-bar').getByRole('button', { name: title, exact: true })
  if ((await button.count()) > 0) return button.click()
  await page.locator('.acting-bar button').last().click()
  await page.getByRole('menuitem', { name: title }).click()
}

/** Told beside the field, before anything is sent; what was typed stays as it was typed. */
async function refusesAtOnce(form: Locator): Promise<void> {
  const cases = [
    ['现场概况', '歪', '现场概况至少 4 个字'],
    ['路面宽度', '99', '路面宽度不能大于 12.5'],
    ['路面宽度', '0.1', '路面宽度不能小于 0.5'],
    ['损坏数量', '2.5', '损坏数量要填整数'],
  ] as const
  for (const [title, typed, said] of cases) {
    const input = item(form, title).locator('input')
    await input.fill(typed)
    await input.blur()
    await item(form, title).getByText(said).waitFor()
    assert.equal(await input.inputValue(), typed)
  }
}

async function fillIn(page: Page, form: Locator, earlier: string): Promise<void> {
  const field = (title: string) => item(form, title)
  await field('现场概况').locator('input').fill('灯杆倾斜，线路外露')
  await field('详细经过').locator('textarea').first().fill('沿路走了一遍')
  await field('路面宽度').locator('input').fill('7.5')
  await field('损坏数量').locator('input').fill('12')
  await field('有无危险').getByText('否', { exact: true }).click()
  assert.ok(await field('哪一侧').getByRole('radio', { name: '南侧' }).isChecked(), 'the default is chosen')
  await pick(page, field('材质'), '混凝土质')
  await pick(page, field('影响'), '照明不足')
  await pick(page, field('影响'), '湿滑')
  await pick(page, field('影响'), '扰民')
  await field('影响').getByText('影响最多选 2 项').waitFor()
  await pick(page, field('影响'), '湿滑')
  await field('影响').getByText('影响最多选 2 项').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await field('计划日期').locator('input').fill('2026-12-01')
  await field('勘查时刻').locator('input').fill('2026-11-20T10:30')
  await pick(page, field('养护单位'), '街道办事处')
  await pick(page, field('涉及事项'), '垃圾清运')
  await pick(page, field('涉及辖区'), '澜心社区')
  await pick(page, field('先前事项'), earlier)
  for (const label of ['夜间', '学校旁']) {
    await field('标签').locator('input').fill(label)
    await page.keyboard.press('Enter')
  }
  await field('勘查材料').getByText('供审核时核对').waitFor()
  await field('勘查材料')
    .locator('input[type=file]')
    .setInputFiles({
      ...{ name: '勘查.jpg', mimeType: 'image/jpeg', buffer: await photo(600, 400) },
    })
  await page.getByText('勘查.jpg 已上传').waitFor({ state: 'attached' })
}

/** Types part of a name into a list and takes the first that is offered. */
async function pick(page: Page, field: Locator, text: string): Promise<void> {
  const input = field.locator('input').first()
  await input.click()
  await input.fill(text)
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
    .locator('.ant-select-item-option, .ant-select-tree-title')
    .filter({ hasText: text })
    .first()
    .click()
}
