/** 卷宗文字 — reads a PDF that the server has made, so that a spec can look for words in it. */
import { inflateSync } from 'node:zlib'

/** The text of a PDF as its fonts spell it out, without blanks: enough to find words in it. */
export function textOf(bytes: Buffer): string {
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
