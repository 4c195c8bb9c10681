/**
 * 管理 — in a real browser: a colleague is added, signs in and chooses a password; leave; a file is looked at and brought in;
 * the pack is read. Every page is usable in both languages and looks.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertUsable, assertUsableInBothLooks, type Desk, fits, openDesk, visit } from './desk.ts'
import { tabTo } from './keys.ts'

const fixture = (name: string) =>
  readFile(join(import.meta.dirname, '../../server/import/fixtures', name), 'utf8')

describe('administration in a browser', { timeout: 300_000 }, () => {
  let desk: Desk
  before(async () => {
    desk = await openDesk()
  })
  after(async () => {
    await desk?.close()
  })

  it('adds a colleague, by keyboard alone, who signs in and must choose a password first', async () => {
    const { page, ...admin } = await desk.sitDown('admin', { at: '/admin' })
    await page.locator('.ant-table-row').first().waitFor()
    await tabTo(page, { role: 'button', name: '添加人员' })
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'name')
    await page.keyboard.type('欧阳新来的名字很长很长'.repeat(5))
    await page.keyboard.press('Tab')
    await page.keyboard.type('newcomer')
    assert.equal(await page.locator('#username').inputValue(), 'newcomer')
    for (const [field, typed] of [
      ['organisation', '城市管理局执法大队'],
      ['role', '科员'],
    ] as const) {
      await tabToField(page, field)
      await page.keyboard.type(typed)
      await page.locator('.ant-select-item-option-active', { hasText: typed }).waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor({ state: 'hidden' })
    }
    await assertUsable(page, 'new person')
    await page.getByRole('button', { name: '保存' }).focus()
    await page.keyboard.press('Enter')
    const password = (await page.locator('.password-once').textContent()) ?? ''
    assert.match(password, /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/)
    await assertUsable(page, 'first password')
    await page.getByRole('button', { name: '记下了' }).click()
    await page.getByRole('searchbox', { name: '按姓名或用户名查找' }).fill('newcomer')
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: 'newcomer' }).waitFor()
    assert.ok(await fits(page), 'a long name does not break the page')
    admin.assertQuiet()
    await admin.leave()
    await firstSignIn(desk, 'newcomer', password)
  })

  it('hands a post over for leave and takes it back', async () => {
    const { page, ...clerk } = await desk.sitDown('clerk', { at: '/leave' })
    await page.getByLabel('交给谁').click()
    await page.locator('.ant-select-item-option').first().click()
    await page.getByLabel('从', { exact: true }).fill('2026-01-01T08:00')
    await page.getByLabel('到', { exact: true }).fill('2036-01-01T08:00')
    await assertUsable(page, 'leave')
    await page.getByRole('button', { name: '确认交接' }).click()
    await page.getByText('代理中').waitFor()
    await assertUsable(page, 'leave with a handover')
    await page.getByRole('button', { name: '提前结束' }).click()
    await page.locator('.ant-popconfirm').getByRole('button', { name: '提前结束' }).click()
    await page.getByText('没有代理').waitFor()
    clerk.assertQuiet()
    await clerk.leave()
  })

  it('looks at a file, brings it in, and hands out the rows that were rejected', async () => {
    const { page, ...admin } = await desk.sitDown('admin', { at: '/admin/import' })
    const file = { name: '历史.csv', mimeType: 'text/csv', buffer: Buffer.from(await fixture('dirty.csv')) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('#map-text').fill('source: x')
    await page.getByRole('button', { name: '预览前 20 行' }).click()
    await page.getByText(/映射有 \d+ 处错/).waitFor()
    await page.locator('#map-text').fill(await fixture('dirty.import.yaml'))
    await page.getByRole('button', { name: '预览前 20 行' }).click()
    await page.locator('.preview-stored').first().waitFor()
    await assertUsable(page, 'preview')
    await page.getByRole('button', { name: '开始导入' }).click()
    await page.getByText('已完成').waitFor()
    const rejected = Number(await page.locator('.counts div').last().locator('b').textContent())
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载退回文件' }).click(),
    ])
    const rejects = await readFile(await download.path(), 'utf8')
    assert.equal(download.suggestedFilename(), '历史.rejected.csv')
    assert.ok(rejected > 0 && rejects.split('\r\n').length > rejected)
    admin.assertQuiet()
    await admin.leave()
  })

  it('shows a diagram of each loop and what changed between two versions', async () => {
    await desk.city.owner.query(
      `insert into pack_version (jurisdiction, pack_id, version, content, loaded_at)
       select jurisdiction, pack_id, '0.9.0', (content::jsonb #- '{duties,0}')::json, now() - interval '1 day'
       from pack_version`,
    )
    const { page, ...admin } = await desk.sitDown('admin', { at: '/admin/packs' })
    const drawing = page.locator('.diagram img')
    await drawing.waitFor()
    await page.waitForFunction(
      () => (document.querySelector('.diagram img') as HTMLImageElement).naturalWidth > 300,
    )
    await page.getByText('1 处变化').waitFor()
    await page.getByText('新增').waitFor()
    admin.assertQuiet()
    await admin.leave()
  })

  for (const locale of ['zh', 'en'] as const)
    it(`is usable on every page in ${locale}, light and dark, and none is wider than the window`, async () => {
      const { page, ...admin } = await desk.sitDown('admin', { locale, width: 1024 })
      for (const [tab, sign] of Object.entries(TABS)) {
        await visit(page, `/admin/${tab}`, sign)
        await assertUsableInBothLooks(page, `${tab} ${locale}`)
        assert.ok(await fits(page), `${tab} is wider than the window`)
      }
      admin.assertQuiet()
      await admin.leave()
    })

  it('is not there for anybody else', async () => {
    const { page, ...officer } = await desk.sitDown('officer')
    assert.equal(await page.locator('.rail').getByRole('link', { name: '管理', exact: true }).count(), 0)
    await page.goto(`${desk.city.url}/admin/people`)
    await page.getByText('没有管理权限').waitFor()
    await officer.leave()
  })
})

async function tabToField(page: Page, id: string): Promise<void> {
  for (let stop = 0; stop < 30; stop++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((sought) => document.activeElement?.id === sought, id)) return
  }
  assert.fail(`Tab never comes to ${id}`)
}

/** Each page of administration, and what stands there when it is whole. */
const TABS = {
  people: '.ant-table-row',
  duties: '.ant-table-row',
  packs: '.diagram img',
  import: '.ant-upload-drag',
  jobs: '.ant-table-row',
  audit: '.ant-table-row',
}

async function firstSignIn({ browser, city }: Desk, username: string, password: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(city.url)
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '换一个新密码' }).waitFor()
  await assertUsable(page, 'new password')
  await page.getByLabel('现在的密码').fill(password)
  await page.getByLabel('新密码', { exact: true }).fill('a quiet river 77')
  await page.getByLabel('再输一次新密码').fill('a quiet river 77')
  await page.keyboard.press('Enter')
  await page.locator('.shell').waitFor()
  await context.close()
}
