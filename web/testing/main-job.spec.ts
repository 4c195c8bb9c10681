/**
 * 主要工作 — one matter from the telephone to solved, on nine desks and by keyboard alone: an operator reports, departments return,
 * arbitration directs, a street signs and relays inside, its leader signs off, the resident says that it is not solved, it
 * is handled again. Everybody's screen follows by itself.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assertUsable, type Desk, openDesk, type Sitting } from './desk.ts'
import { choose, pick, press, tabTo, takeFrom, type } from './keys.ts'

const RESIDENT = { name: '孙大强', phone: '15400008123' }
const SAID = '单元门口的路灯不亮三天了，老人晚上不敢出门'

describe('the whole main job', { timeout: 400_000 }, () => {
  let desk: Desk
  const sittings: Sitting[] = []
  before(async () => {
    desk = await openDesk()
    await desk.city.signInResident('res.sun', RESIDENT)
  })
  after(async () => {
    await Promise.all(sittings.map((sitting) => sitting.leave()))
    await desk?.close()
  })

  const nameOf = (id: string): string => desk.city.pack.rules.directory.byId.get(id)?.name.zh ?? id

  /** Sits down, and opens what waits there: the only matter of the city. */
  async function arrive(username: string): Promise<Sitting> {
    const sitting = await desk.sitDown(username)
    sittings.push(sitting)
    await sitting.page.locator('a.row').first().waitFor()
    await sitting.page.keyboard.press('j')
    await sitting.page.keyboard.press('Enter')
    await sitting.page.locator('#matter-title').waitFor()
    return sitting
  }

  /** Whose part is done: a screen that nobody looks at need not follow. */
  async function goHome(sitting: Sitting): Promise<void> {
    sitting.assertQuiet()
    await sitting.leave()
  }

  it('is done by keyboard alone, each at their own desk, and every screen follows live', async () => {
    const operator = await desk.sitDown('operator')
    sittings.push(operator)
    await report(operator)
    await operator.page.locator('#matter-title').waitFor()
    await isAt(operator, '待签收')

    const officer = await arrive('officer')
    await act(officer, '退单', async ({ page }) => {
      await pick(page, '属其他单位职责')
      await type(page, /依据/, '职责清单：该路灯由物业管理，不属市政照明')
    })
    await isAt(operator, '待派单')
    await goHome(officer)

    await act(operator, '派单', ({ page }) => choose(page, '主办单位', nameOf('d1-housing')))
    const housing = await arrive('officer.housing')
    await act(housing, '退单', async ({ page }) => {
      await pick(page, '没有相应职权')
      await type(page, /依据/, '职责清单：公共照明不属住建部门')
    })
    await isAt(operator, '争议裁定')
    await goHome(housing)

    await act(operator, '指定承办', async ({ page }) => {
      await choose(page, '主办单位', nameOf('s1'))
      await type(page, /裁定理由/, '属地街道先行处置，再与管养单位结算')
    })
    await isAt(operator, '待签收')

    const street = await arrive('duty')
    await act(street, '签收')
    await isAt(operator, '办理中')
    await act(street, '联系诉求人', async ({ page }) => {
      await pick(page, '电话')
      await type(page, /沟通情况/, '约好今晚上门')
    })
    await act(street, '转内部办理', ({ page }) => choose(page, '转给', nameOf('s1-urban')))

    const section = await arrive('section')
    await act(section, '报内部审签', ({ page }) => type(page, /办理结果/, '已更换灯头，今晚试亮'))
    const leader = await arrive('streetleader')
    await act(leader, '领导审签')
    await hears(street, '领导审签')
    await Promise.all([goHome(section), goHome(leader)])

    await act(street, '办结答复', ({ page }) => type(page, /办理结果/, '路灯已修复'))
    await isAt(operator, '办结待审')
    const reviewer = await arrive('reviewer')
    await act(reviewer, '审核通过')

    const resident = await desk.sitDown('res.sun')
    sittings.push(resident)
    await resident.page.locator('a.row').first().waitFor()
    await resident.page.keyboard.press('j')
    await resident.page.keyboard.press('Enter')
    await evaluate(resident, false)
    await isAt(street, '重办')
    await hears(street, '还是一闪一闪')

    await act(street, '办结答复', ({ page }) => type(page, /办理结果/, '更换整流器，连续三晚正常'))
    await isAt(reviewer, '办结待审')
    await act(reviewer, '审核通过')
    await isAt(resident, '回访')
    await evaluate(resident, true)
    for (const { page } of [operator, street, resident])
      await page
        .locator('.track-step.is-done', { hasText: /^办结（/ })
        .last()
        .waitFor()
    await assertUsable(street.page, 'a closed matter')
    for (const one of sittings) one.assertQuiet()
  })

  async function report({ page }: Sitting): Promise<void> {
    await page.keyboard.press('c')
    await page.getByRole('textbox', { name: '反映的是什么事' }).waitFor()
    await page.keyboard.insertText(SAID)
    // The kind is filled in from what was said; nobody has to choose it.
    await page.locator('.suggestion[aria-pressed=true]', { hasText: '路灯' }).waitFor()
    await tabTo(page, { role: 'combobox', name: '在哪里' })
    await page.keyboard.insertText('社区')
    await page.locator('.place-option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await type(page, '诉求人姓名', RESIDENT.name)
    await type(page, '联系电话', RESIDENT.phone)
    await press(page, '提交登记')
    const number = page.locator('.reported-number a')
    await number.waitFor()
    await press(page, (await number.textContent()) ?? '', 'link')
  }

  async function evaluate({ page }: Sitting, solved: boolean): Promise<void> {
    await press(page, '评价')
    await pick(page, solved ? '是' : '否')
    if (!solved) await type(page, /说明|意见|理由/, '还是一闪一闪，没有修好')
    await press(page, '评价')
    await page.locator('.action-form').waitFor({ state: 'detached' })
  }

  /** Takes an action, with its form where it has one: opened and sent by buttons of the same name. */
  async function act(
    sitting: Sitting,
    title: string,
    fill?: (sitting: Sitting) => Promise<void>,
  ): Promise<void> {
    const { page } = sitting
    const bar = page.locator('.acting-bar')
    await bar.waitFor()
    if ((await bar.getByRole('button', { name: new RegExp(`^${title}`) }).count()) > 0)
      await press(page, new RegExp(`^${title}`))
    else await takeFrom(page, /^更多/, title)
    if (fill) {
      await page.locator('.action-form').waitFor()
      await fill(sitting)
      await press(page, title)
      await page.locator('.action-form').waitFor({ state: 'detached' })
    }
    await page.locator('.entry', { hasText: title }).first().waitFor()
  }

  /** The history grows by itself. */
  const hears = ({ page }: Sitting, words: string): Promise<void> =>
    page.locator('.entry', { hasText: words }).first().waitFor()

  /** The screen shows this step as the present one, without anybody touching it. */
  async function isAt({ page }: Sitting, state: string): Promise<void> {
    const current = page.locator('[aria-current=step]')
    await current.filter({ hasText: state }).waitFor()
    assert.equal(await current.count(), 1)
  }
})
