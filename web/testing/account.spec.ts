/** 账号 — somebody changes their own password when they wish to; their sign-ins elsewhere end, this one goes on. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import { assertUsable, type Desk, openDesk } from './desk.ts'

const NEXT = 'a quiet river 77'

describe('an account at the desk', { timeout: 240_000 }, () => {
  let desk: Desk
  before(async () => {
    desk = await openDesk()
  })
  after(() => desk?.close())

  it('changes its password from its own menu: a wrong or simple one is told, others are signed out', async () => {
    const elsewhere = await desk.city.signIn('clerk')
    const { page, leave } = await desk.sitDown('clerk')
    await page.locator('.who').click()
    await page.getByRole('menuitem', { name: '修改密码' }).click()
    const dialog = page.getByRole('dialog', { name: '修改密码' })
    const send = async (current: string, next: string) => {
      await dialog.getByLabel('现在的密码').fill(current)
      await dialog.getByLabel('新密码', { exact: true }).fill(next)
      await dialog.getByLabel('再输一次新密码').fill(next)
      await dialog.getByRole('button', { name: '修改密码' }).click()
    }
    await dialog.getByLabel('现在的密码').waitFor()
    await assertUsable(page, 'own password')
    await send('something else', NEXT)
    await dialog.getByText('当前密码不对').waitFor()
    await send(DEMO_PASSWORD, '1234567890')
    await dialog.getByText('密码太简单').waitFor()
    await send(DEMO_PASSWORD, NEXT)
    await dialog.getByText('其他地方的登录都已退出').waitFor()
    await dialog.getByRole('button', { name: '知道了' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal((await elsewhere.get('/api/matters')).status, 401)
    await page.reload()
    await page.locator('a.row, .inbox-tabs').first().waitFor()
    await leave()
  })

  it('hands a post over at the hours of the city, wherever the machine is', async () => {
    const { page, leave } = await desk.sitDown('officer')
    await page.goto(`${desk.city.url}/leave`)
    await page.getByLabel('交给谁').click()
    await page.locator('.ant-select-item-option').first().click()
    await page.getByLabel('从', { exact: true }).fill('2036-01-01T08:00')
    await page.getByLabel('到', { exact: true }).fill('2036-01-09T17:30')
    await page.getByRole('button', { name: '确认交接' }).click()
    await page.getByRole('cell', { name: '2036-01-01 08:00' }).waitFor()
    await page.getByRole('cell', { name: '2036-01-09 17:30' }).waitFor()
    await leave()
    const admin = await desk.sitDown('admin')
    await admin.page.goto(`${desk.city.url}/admin/audit`)
    await admin.page.getByText(/ · 2036-01-01 08:00 · 2036-01-09 17:30$/).waitFor()
    await admin.leave()
  })

  it('looks for people without their name standing in the search for matters', async () => {
    const { page, leave } = await desk.sitDown('admin')
    await page.goto(`${desk.city.url}/admin/people?text=clerk`)
    await page.getByRole('cell', { name: 'clerk', exact: true }).waitFor()
    assert.equal(await page.getByRole('combobox', { name: '搜索' }).inputValue(), '')
    await leave()
  })
})
