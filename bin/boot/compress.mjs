/** Puts a Brotli and a gzip file beside each file of the pages that is text: the server sends whichever the browser takes. */
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

const ways = { br: promisify(brotliCompress), gz: promisify(gzip) }

/** Below this many bytes a compressed file saves no packet. */
const SMALL = 1_024

export async function compressAll(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) =>
    /\.(js|css|html|svg|json)$/.test(name),
  )
  await Promise.all(files.map((name) => compress(join(folder, name))))
}

async function compress(file) {
  const content = await readFile(file)
  if (content.length < SMALL) return
  await Promise.all(
    Object.entries(ways).map(async ([ending, way]) => writeFile(`${file}.${ending}`, await way(content))),
  )
}
