/** 卷宗 — the file of a matter on paper has what the page shows, for whoever may read it, and nothing else. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
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

/** The text of a PDF as its fonts spell it out, without blanks: enough to find words in it. */
function textOf(bytes: Buffer): string {
  const objects = objectsOf(bytes)
  const fonts = new Map<string, string[]>()
  for (const { head } of objects.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? ''
      fonts.set(name, spellingOf(objects.get(unicode)?.stream ?? ''))
    }
  const pages = [...objects.values()].filter(({ stream }) => stream.includes(' Tf'))
  return pages.map(({ stream }) => pageText(stream, fonts)).join('')
}

type PdfObject = { readonly head: string; readonly stream: string }

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const raw = bytes.toString('latin1')
  const found = [...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)]
  return new Map(
    found.map(([, id = '', body = '']) => {
      const [head = '', ...rest] = body.split('\nstream\n')
      return [id, { head, stream: inflated(rest.join('\nstream\n').replace(/\nendstream$/, '')) }]
    }),
  )
}

/** Empty for what is no text: a font file, a picture. */
function inflated(data: string): string {
  try {
    return inflateSync(Buffer.from(data, 'latin1')).toString('latin1')
  } catch {
    return ''
  }
}

/** Glyph number to characters, of one font. */
function spellingOf(cmap: string): string[] {
  return [...cmap.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, codes = '']) =>
    [...codes.matchAll(/<([0-9a-f ]+)>/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    ),
  )
}

function pageText(page: string, fonts: ReadonlyMap<string, readonly string[]>): string {
  let font: readonly string[] = []
  let text = ''
  for (const [, name, array = ''] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name) ?? []
    for (const [, hex = ''] of array.matchAll(/<([0-9a-f]*)>/g))
      for (const glyph of hex.match(/.{4}/g) ?? []) text += font[Number.parseInt(glyph, 16)] ?? ''
  }
  return text.replaceAll(/\s/g, '')
}
