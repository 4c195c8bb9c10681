/** 附件 — an officer adds photos to a step by keyboard and by drop and sees them arrive; whoever reads the matter sees them too. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { opened, WASTE } from '@huying/server/testing/requests.ts'
import { photo } from '@huying/server/testing/uploads.ts'
import { assertUsable, type Desk, openDesk, type Sitting } from './desk.ts'
import { tabTo, type } from './keys.ts'

describe('attachments on the desk', { timeout: 300_000 }, () => {
  let desk: Desk
  const sittings: Sitting[] = []
  before(async () => {
    desk = await openDesk()
  })
  after(async () => {
    await Promise.all(sittings.map((sitting) => sitting.leave()))
    await desk?.close()
  })

  /** At the form for a note on a fresh matter. */
  async function atNote(username: string): Promise<Sitting & { readonly id: string }> {
    const operator = await desk.city.signIn('operator')
    const { id } = await opened(operator, WASTE)
    const sitting = await desk.sitDown(username, { at: `/matters/${id}` })
    sittings.push(sitting)
    const { page } = sitting
    await page.getByRole('button', { name: '记录进展' }).click()
    await page.getByLabel('进展说明').waitFor()
    return { ...sitting, id }
  }

  const DROP = { role: 'button', name: /点按选择文件/ }

  it('are added by keyboard and by drop, seen arriving, and shown to the other reader at once', async () => {
    const { page, id, assertQuiet } = await atNote('duty')
    const reader = await desk.sitDown('operator', { at: `/matters/${id}` })
    sittings.push(reader)
    await reader.page.locator('#matter-title').waitFor()

    await type(page, /进展说明/, '已到现场清运')
    // Listened for well before: the browser has to be told first that somebody else answers its dialogue.
    const choosing = page.waitForEvent('filechooser')
    await tabTo(page, DROP)
    await page.keyboard.press('Enter')
    await (await choosing).setFiles({
      name: '清运前.jpg',
      mimeType: 'image/jpeg',
      buffer: await photo(900, 600),
    })
    await page.getByText('清运前.jpg 已上传').waitFor({ state: 'attached' })
    await drop(page, '清运后.jpg', await photo(900, 600))
    await page.getByText('清运后.jpg 已上传').waitFor({ state: 'attached' })
    await assertUsable(page, 'form with attachments')

    await page.locator('.action-form button[type=submit]').click()
    for (const each of [page, reader.page])
      await each.waitForFunction(() => {
        const shown = [...document.querySelectorAll<HTMLImageElement>('.attachments img')]
        return shown.length === 2 && shown.every((image) => image.naturalWidth > 0)
      })
    await assertUsable(reader.page, 'matter with attachments')
    await reader.page.locator('.attachments .ant-image').first().click()
    await reader.page.locator('.ant-image-preview img').first().waitFor()
    await assertUsable(reader.page, 'photo at its full size')
    const [kept] = await Promise.all([
      reader.page.waitForEvent('download'),
      reader.page.getByRole('link', { name: /下载：清运前.jpg/ }).click(),
    ])
    assert.equal(kept.suggestedFilename(), '清运前.jpg')
    await reader.page.keyboard.press('ArrowRight')
    await reader.page.getByRole('link', { name: /下载：清运后.jpg/ }).waitFor()
    await reader.page.keyboard.press('Escape')
    await reader.page.locator('.ant-image-preview').waitFor({ state: 'detached' })
    reader.assertQuiet()
    assertQuiet()
  })

  it('show how far they are, hold the form back until they are there, and can be removed', async () => {
    const { page } = await atNote('duty')
    await type(page, /进展说明/, '录像稍后')
    const bytes = Buffer.concat([
      Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'),
      randomBytes(6_000_000),
    ])
    // A line as slow as that of a telephone in a cellar.
    const line = await page.context().newCDPSession(page)
    const slow = { offline: false, latency: 20, downloadThroughput: 1e6, uploadThroughput: 400_000 }
    await line.send('Network.emulateNetworkConditions', slow)
    await page.locator('.attachment-field input[type=file]').setInputFiles({
      ...{ name: '现场.mp4', mimeType: 'video/mp4', buffer: bytes },
    })
    await page.locator('.attachment-field .ant-progress').waitFor()
    await page.locator('.action-form button[type=submit]').click()
    await page.getByText('有附件还没有传完').waitFor()
    await page
      .getByRole('button', { name: /删除文件|移除/ })
      .first()
      .click()
    await page.locator('.attachment-field .ant-upload-list-item').waitFor({ state: 'detached' })
    await line.send('Network.emulateNetworkConditions', {
      ...slow,
      uploadThroughput: -1,
      downloadThroughput: -1,
    })
  })

  it('that are refused say why beside the field', async () => {
    const { page } = await atNote('duty')
    const input = page.locator('.attachment-field input[type=file]')
    await input.setInputFiles({
      ...{ name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ\x90\x00 a program') },
    })
    await page.locator('.attachment-failed', { hasText: '照片.jpg：不能接收这种文件' }).waitFor()
    await assertUsable(page, 'form with a refused file')
  })

  it('are still there after the page was closed in the middle of writing', async () => {
    const { page } = await atNote('duty')
    await type(page, /进展说明/, '先写一半')
    const file = { name: '半途.jpg', mimeType: 'image/jpeg', buffer: await photo() }
    await page.locator('.attachment-field input[type=file]').setInputFiles(file)
    await page.getByText('半途.jpg 已上传').waitFor({ state: 'attached' })
    await page.reload()
    await page.getByRole('button', { name: '记录进展' }).click()
    await page.locator('.attachment-field', { hasText: '半途.jpg' }).waitFor()
    assert.equal(await page.getByLabel('进展说明').inputValue(), '先写一半')
  })
})

/** As a file that is dragged from a folder arrives. */
async function drop(page: Sitting['page'], name: string, bytes: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, coded]) => {
      const transfer = new DataTransfer()
      const content = Uint8Array.from(atob(coded), (character) => character.charCodeAt(0))
      transfer.items.add(new File([content], name, { type: 'image/jpeg' }))
      return transfer
    },
    [name, bytes.toString('base64')] as const,
  )
  const area = page.locator('.attachment-field .ant-upload-btn')
  for (const event of ['dragenter', 'dragover', 'drop'])
    await area.dispatchEvent(event, { dataTransfer: data })
}
