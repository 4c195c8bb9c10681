/** 故障 — what goes wrong in an office while somebody works: nothing typed is lost, nothing is done twice, and each fault is told as what it is. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { DEMO_PASSWORD } from '@huying/server/account/demo.ts'
import { act, NOISE, opened, PLACE, WASTE } from '@huying/server/testing/requests.ts'
import type { Client } from '@huying/server/testing/server.ts'
import { photo } from '@huying/server/testing/uploads.ts'
import type { Page } from 'playwright-core'
import { assertUsable, type Desk, openDesk, type Sitting } from './desk.ts'
import { openLine } from './line.ts'

describe('the desk among faults', { timeout: 400_000 }, () => {
  let desk: Desk
  let operator: Client
  const sittings: Sitting[] = []
  before(async () => {
    desk = await openDesk()
    operator = await desk.city.signIn('operator')
  })
  after(async () => {
    await Promise.all(sittings.map((sitting) => sitting.leave()))
    await desk?.close()
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
  })

  async function sitDown(username: string, at = '/'): Promise<Sitting> {
    const sitting = await desk.sitDown(username, { at })
    sittings.push(sitting)
    return sitting
  }

  /** A fresh matter of the officer, with the form for a note open and something typed. */
  async function atNote(text: string): Promise<Sitting & { readonly id: string }> {
    const { id } = await opened(operator, NOISE)
    const sitting = await sitDown('officer', `/matters/${id}`)
    await sitting.page.getByRole('button', { name: '记录进展' }).click()
    await note(sitting.page).fill(text)
    return { ...sitting, id }
  }

  it('sends a step by itself when the server was away for a moment, and does it once', async () => {
    const { page, id } = await atNote('已约好下午到现场')
    let failures = 0
    await page.route('**/actions/note', async (route) => {
      // The first is lost on its way there, the second on its way back.
      if (failures++ === 0) return route.abort()
      if (failures === 2) {
        await route.fetch()
        return route.abort()
      }
      return route.continue()
    })
    await send(page)
    await page.locator('.action-form').waitFor({ state: 'detached' })
    await page.locator('.entry q', { hasText: '已约好下午到现场' }).waitFor()
    assert.equal(failures, 3)
    assert.equal(await notes(id), 1)
  })

  it('says that the server is away, keeps what was typed, tries again and tells when it is back', async () => {
    const { page, id } = await atNote('断线时写下的')
    await page.route(/\/(api|readyz)/, (route) => route.abort())
    await send(page)
    await page.locator('.reach-away', { hasText: '暂时连不上服务器' }).waitFor()
    await page.locator('.action-form [role=alert]', { hasText: '服务器没有应答' }).waitFor()
    await assertUsable(page, 'the server is away')
    await note(page).fill('断线时写下的，又添了一句')
    await page.unrouteAll()
    await page.locator('.reach-back', { hasText: '已恢复连接' }).waitFor()
    assert.equal(await note(page).inputValue(), '断线时写下的，又添了一句')
    await send(page)
    await page.locator('.entry q', { hasText: '又添了一句' }).waitFor()
    assert.equal(await notes(id), 1)
  })

  it('lets whoever fills in a step sign in again when the session has ended, and loses nothing', async () => {
    const { page, context, id } = await atNote('写到一半')
    await attach(page, '现场.jpg', await photo(300, 200))
    await page.getByText('现场.jpg 已上传').waitFor({ state: 'attached' })
    await context.clearCookies()
    await sendBehind(page)
    await page.getByText('登录已过期').waitFor()
    await assertUsable(page, 'the session has ended')
    assert.equal(await page.locator('.action-form').isVisible(), false)
    await signInAgain(page, 'officer')
    await page.locator('.action-form').waitFor()
    assert.equal(await note(page).inputValue(), '写到一半')
    await page.locator('.attachment-field', { hasText: '现场.jpg' }).waitFor()
    await send(page)
    await page.locator('.entry q', { hasText: '写到一半' }).waitFor()
    await page.locator('.entry .attachments img').first().waitFor()
    assert.equal(await notes(id), 1)
    assert.match(await page.title(), /工地夜里一直施工/)
  })

  it('keeps chosen rows and what was written for them through the end of a session', async () => {
    const ids = [(await opened(operator, WASTE)).id, (await opened(operator, WASTE)).id]
    const { page, context } = await sitDown('duty')
    for (const id of ids) {
      const row = page.locator('.inbox-rows li', { has: page.locator(`a[href^="/matters/${id}"]`) })
      await row.hover()
      await row.getByRole('checkbox').check()
    }
    const bar = page.locator('.bulk')
    await chooseForAll(page, '记录进展（2）')
    await note(page).fill('两处一并去看')
    assert.equal(
      await bar.locator('.attachment-field, .ant-select').count(),
      0,
      'no field for files of one matter',
    )
    await context.clearCookies()
    await bar.getByRole('button', { name: '办理 2 件', includeHidden: true }).dispatchEvent('click')
    await page.getByText('登录已过期').waitFor()
    await signInAgain(page, 'duty')
    await bar.getByRole('button', { name: '知道了' }).click()
    await page.getByText('已选 2 件').waitFor()
    await chooseForAll(page, '记录进展（2）')
    assert.equal(await note(page).inputValue(), '两处一并去看')
    await bar.getByRole('button', { name: '办理 2 件' }).click()
    await page.getByText('办成 2 件').waitFor()
    for (const id of ids) assert.equal(await notes(id), 1)
  })

  it('shows nothing of one person to another who signs in after them', async () => {
    const { page, context, id } = await atNote('只有我自己看')
    await context.clearCookies()
    await sendBehind(page)
    await page.getByText('登录已过期').waitFor()
    await signInAgain(page, 'duty2')
    await page.getByRole('heading', { name: '没有找到这件事项' }).waitFor()
    assert.equal(await page.getByText('只有我自己看').count(), 0)
    const kept = await page.evaluate(() => JSON.stringify(sessionStorage))
    assert.ok(!kept.includes('只有我自己看') && !kept.includes(id), kept)
  })

  it('shows the second of two officers what the first has done, and keeps the text', async () => {
    const { page, id } = await atNote('我也写了一条')
    const colleague = await desk.city.signIn('director')
    let isFirst = true
    await page.route('**/actions/note', async (route) => {
      // The colleague is quicker while this one is under way.
      if (isFirst) assert.equal((await act(colleague, id, 'note', { text: '我先到一步' })).status, 200)
      isFirst = false
      await route.continue()
    })
    await send(page)
    await page.locator('.action-form [role=alert]', { hasText: '我先到一步' }).waitFor()
    assert.equal(await note(page).inputValue(), '我也写了一条')
    await assertUsable(page, 'two at once')
    await send(page)
    await page.locator('.entry q', { hasText: '我也写了一条' }).waitFor()
    assert.equal(await notes(id), 2)
  })

  it('tells the second of two officers that a step is over, without taking the text away', async () => {
    const { id } = await opened(operator, NOISE)
    const { page } = await sitDown('officer', `/matters/${id}`)
    await choose(page, '退单')
    await page.locator('.action-form textarea').fill('这处由街道管理，不属我局')
    const colleague = await desk.city.signIn('director')
    assert.equal((await act(colleague, id, 'sign')).status, 200)
    const returned = await act(colleague, id, 'return', { reason: 'other_unit', text: '依清单第三条' })
    assert.equal(returned.status, 200, JSON.stringify(returned.body))
    await page.locator('.action-form [role=alert]', { hasText: '这一步不能再办了' }).waitFor()
    assert.equal(await page.locator('.action-form textarea').inputValue(), '这处由街道管理，不属我局')
    assert.ok(await page.locator('.action-form button[type=submit]').isDisabled())
  })

  it('goes on with an upload where it was broken off', async () => {
    const { page, id } = await atNote('录像在路上')
    const line = await openLine(Number(new URL(desk.city.url).port))
    await page.goto(`${line.url}/matters/${id}`)
    await page.getByRole('button', { name: '记录进展' }).click()
    await note(page).fill('录像在路上')
    const offsets: number[] = []
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
    })
    after(() => line.close())
    line.cutAfter(5_000_000)
    await attach(page, '现场.mp4', Buffer.concat([MP4, randomBytes(12_000_000)]))
    await page.getByText('现场.mp4 已上传').waitFor({ state: 'attached' })
    assert.ok(offsets.length > 1 && (offsets.at(-1) ?? 0) > 100_000, `went on at ${offsets}`)
    await send(page)
    await page.locator('.entry video').waitFor({ state: 'attached' })
    assert.equal(await notes(id), 1)
  })

  it('takes a photo of 30 MB, and says before it is sent that a larger one is too large', async () => {
    const { page } = await atNote('原图')
    const small = await photo(4000, 3000)
    const large = Buffer.concat([small, Buffer.alloc(30 * 1024 * 1024 - small.byteLength)])
    await attach(page, '原图.jpg', large)
    await page.getByText('原图.jpg 已上传').waitFor({ state: 'attached' })
    const before = await uploads()
    await attach(page, '更大.jpg', Buffer.concat([large, Buffer.alloc(1)]))
    await page.locator('.attachment-failed', { hasText: '更大.jpg：超过 30 MB' }).waitFor()
    assert.equal(await uploads(), before, 'not a byte of it was sent')
    await takeAway(page)
    await send(page)
    await page.waitForFunction(() => {
      const image = document.querySelector<HTMLImageElement>('.entry .attachments img')
      return image !== null && image.naturalWidth > 0
    })
  })

  it('never takes a program for a photo, and lets the rest be sent', async () => {
    const { page, id } = await atNote('附件有一个不对')
    await attach(page, '照片.jpg', Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(4096, 1)]))
    await page.locator('.attachment-failed', { hasText: '照片.jpg：' }).waitFor()
    await send(page)
    await page.locator('.action-form').getByText('有附件还没有传完').waitFor()
    assert.equal(await notes(id), 0, 'nothing is sent in without a file that was meant to come with it')
    await takeAway(page)
    await send(page)
    await page.locator('.entry q', { hasText: '附件有一个不对' }).waitFor()
    assert.equal(await page.locator('.entry .attachments').count(), 0)
  })

  it('says what somebody may not see as such, and shows nothing of it', async () => {
    const { id } = await opened(operator, { ...NOISE, text: '别人的事项，不该看到' })
    const { page } = await sitDown('duty2', `/matters/${id}`)
    await page.getByRole('heading', { name: '没有找到这件事项' }).waitFor()
    await assertUsable(page, "somebody else's matter")
    await page.goto(`${desk.city.url}/admin/people`)
    await page.getByRole('heading', { name: '没有管理权限' }).waitFor()
    assert.equal(await page.locator('.admin table').count(), 0)
    await assertUsable(page, 'administration of somebody else')
    // Whoever sees further does find it under the same link.
    const link = `/?tab=scope&territory=${PLACE.territory}`
    const supervisor = await sitDown('supervisor', link)
    await supervisor.page.locator('a.row', { hasText: '别人的事项，不该看到' }).waitFor()
    await page.goto(desk.city.url + link)
    await page.getByRole('heading', { name: '这个辖区不在您的查看范围内' }).waitFor()
    assert.equal(await page.locator('a.row').count(), 0)
    await assertUsable(page, 'a link to a list outside the scope')
    await page.getByRole('button', { name: '看我的辖区' }).click()
    await page.getByRole('heading', { name: '没有事项' }).waitFor()
    assert.ok(!page.url().includes('territory='), page.url())
  })

  async function notes(id: string): Promise<number> {
    const { body } = await operator.get(`/api/matters/${id}`)
    return body.timeline.filter((entry: { title?: { zh: string } }) => entry.title?.zh === '记录进展').length
  }

  async function uploads(): Promise<number> {
    const { rows } = await desk.city.owner.query('select count(*)::int as n from attachment')
    return rows[0].n
  }
})

const MP4 = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex')

const note = (page: Page) => page.getByLabel('进展说明')

const send = (page: Page) => page.locator('.action-form button[type=submit]').click()

/** Something that is read again meanwhile may learn first that the session is over, and close the door before the button. */
const sendBehind = (page: Page) => page.locator('.action-form button[type=submit]').dispatchEvent('click')

/** The step may stand in the menu behind the buttons. */
async function choose(page: Page, title: string): Promise<void> {
  await page.locator('.acting-bar button').first().waitFor()
  const button = page.locator('.acting-bar').getByRole('button', { name: title, exact: true })
  if ((await button.count()) > 0) return button.click()
  await page.locator('.acting-bar button').last().click()
  await page.getByRole('menuitem', { name: title, exact: true }).click()
}

async function chooseForAll(page: Page, title: string): Promise<void> {
  const bar = page.locator('.bulk')
  await bar.getByRole('button', { name: '签收（2）' }).waitFor()
  const button = bar.getByRole('button', { name: title })
  if ((await button.count()) > 0) return button.click()
  await bar.getByRole('button', { name: '更多步骤' }).click()
  await page.getByRole('menuitem', { name: title }).click()
}

async function signInAgain(page: Page, username: string): Promise<void> {
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(DEMO_PASSWORD)
  await page.locator('.sign-in button[type=submit]').click()
  await page.locator('.sign-in').waitFor({ state: 'detached' })
}

/** The file that was refused. */
async function takeAway(page: Page): Promise<void> {
  const refused = page.locator('.ant-upload-list-item-error')
  await refused.getByRole('button').click()
  await refused.waitFor({ state: 'detached' })
}

/** From a folder, as people do: what is sent to the browser as bytes may not be this large. */
async function attach(page: Page, name: string, bytes: Buffer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'huying-files-'))
  folders.push(folder)
  await writeFile(join(folder, name), bytes)
  await page.locator('.attachment-field input[type=file]').setInputFiles(join(folder, name))
}

const folders: string[] = []
