/**
 * 文件编码 — bytes of a file from an office into text: UTF-8 with or without BOM, UTF-16 with BOM, GB18030 (and
 * so GBK and GB2312). What is not valid UTF-8 and has no BOM is GB18030: that is what such files are.
 */
import iconv from 'iconv-lite'

export type Decoded = {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  /** Characters that could not be read; more than 0 means that the guess or the file is wrong. */
  readonly unreadable: number
}

/** Decodes a whole file; never throws. The BOM is taken off. */
export function decodeFile(bytes: Uint8Array): Decoded {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return decoded(bytes.subarray(2), 'utf-16le')
  if (a === 0xfe && b === 0xff) return decoded(bytes.subarray(2), 'utf-16be')
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', unreadable: 0 }
  } catch {
    return decoded(bytes, 'gb18030')
  }
}

function decoded(bytes: Uint8Array, encoding: Decoded['encoding']): Decoded {
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding)
  return { text, encoding, unreadable: text.split('\uFFFD').length - 1 }
}
