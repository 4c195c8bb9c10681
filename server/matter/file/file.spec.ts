/** 卷宗 — the file of a matter on paper has what the page shows, for whoever may read it, and nothing else. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { textOf } from '../../testing/pdf-text.ts'
import { act, NOISE, opened } from '../../testing/requests.ts'
import { type Client, type TestServer, testServer } from '../../testing/server.ts'

let city: TestServer
let operator: Client
let officer: Client
const NOW = Date.now()

before(async () => {
  city = await testServer({ now: () => NOW })
  operator = await city.signIn('operator')
  officer = await city.signIn('officer')
})

async function fileOf(client: Client, id: string, query = ''): Promise<{ status: number; bytes: Buffer }> {
  const response = await fetch(`${city.url}/api/matters/${id}/file.pdf${query}`, {
    headers: { cookie: client.cookie },
  })
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
}

describe('the file of a matter', () => {
  it('has what was said, who held it, each deadline with its reason, and numbered pages', async () => {
    const { id, number } = await opened(operator, {
      ...NOISE,
      reporter: { name: '钱多多', phone: '13700001234' },
    })
    await act(officer, id, 'sign')
    await act(officer, id, 'note', { text: '已到现场，施工队答应二十二点停工' })
    const { status, bytes } = await fileOf(officer, id)
    assert.equal(status, 200)
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    const text = textOf(bytes)
    for (const part of [
      number,
      '已到现场，施工队答应二十二点停工',
      '责任时长',
      '期限及依据',
      '第1页，共',
      '签收',
    ])
      assert.ok(text.includes(part.replaceAll(' ', '')), `${part} is missing in ${text.slice(0, 400)}`)
    assert.ok(text.includes('137****1234') && !text.includes('13700001234') && !text.includes('钱多多'))
  })

  it('comes in English where that is asked for', async () => {
    const { id } = await opened(operator, NOISE)
    const text = textOf((await fileOf(officer, id, '?language=en')).bytes)
    assert.ok(text.includes('Deadlinesandreasons') && text.includes('Page1of'))
  })

  it('hides the reporter of a confidential matter from those who handle it, and all of it from others', async () => {
    const { id } = await opened(operator, {
      ...NOISE,
      confidential: true,
      reporter: { name: '周举报', phone: '13700004321' },
    })
    assert.ok(!textOf((await fileOf(officer, id)).bytes).includes('137****4321'))
    assert.ok(textOf((await fileOf(operator, id)).bytes).includes('137****4321'))
    assert.equal((await fileOf(await city.signIn('mayor'), id)).status, 404)
  })

  it('is the same twice, byte for byte', async () => {
    const { id } = await opened(operator, NOISE)
    const [one, two] = [await fileOf(officer, id), await fileOf(officer, id)]
    assert.ok(one.bytes.equals(two.bytes))
  })

  it('leaves no gap with hundreds of entries', async () => {
    const { id } = await opened(operator, NOISE)
    await act(officer, id, 'sign')
    for (let i = 1; i <= 120; i++) await act(officer, id, 'note', { text: `进展编号${i}完` })
    const text = textOf((await fileOf(officer, id)).bytes)
    for (let i = 1; i <= 120; i++) assert.ok(text.includes(`进展编号${i}完`), String(i))
  })
})
