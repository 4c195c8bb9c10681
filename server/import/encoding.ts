/**
 * 编码识别 — which encoding a file is in, without holding it in memory: a BOM says so, else valid UTF-8 is UTF-8, and what
 * is not is GB18030 (so GBK and GB2312): that is what such files are.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export async function detectEncoding(file: string): Promise<Encoding> {
  const [a, b] = await firstBytes(file, 2)
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030'
    throw error
  }
}

export async function firstBytes(file: string, count: number): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Text of the file, chunk by chunk, without the BOM. A byte that cannot be read is U+FFFD. */
export async function* decodeChunks(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}
