/** 辨认 — what a file is, by its content alone: names and announced types are other people's words. */
import { open, readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/** Beginning of a file that tells a text from something else, a recording from a film. */
const LOOK = 64 * 1024

/** Old office files are one container for many programs, installers too: the names of the streams inside tell. */
const OLD_OFFICE: readonly (readonly [stream: string, mediaType: string, extension: string])[] = [
  ['WordDocument', 'application/msword', 'doc'],
  ['Workbook', 'application/vnd.ms-excel', 'xls'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint', 'ppt'],
]

export type Sniffed = { readonly mediaType: string; readonly extension: string }

/** Null where it is nothing known. */
export async function sniff(path: string): Promise<Sniffed | null> {
  const found = await fileTypeFromFile(path)
  if (!found) return (await isText(path)) ? { mediaType: 'text/plain', extension: 'txt' } : null
  const mediaType = found.mime.split(';')[0] as string
  if (mediaType === 'application/x-cfb') return oldOffice(path)
  if (mediaType === 'video/webm' && !(await hasFilm(path)))
    return { mediaType: 'audio/webm', extension: 'webm' }
  return { mediaType, extension: found.ext }
}

/** How Matroska names what films are written in; the tracks are named before the first of them begins. */
const FILM = /V_(VP8|VP9|AV1|MPEG)/

/** A recording chosen from a folder is announced as a film: browsers go by the end of its name. */
const hasFilm = async (path: string): Promise<boolean> => FILM.test((await startOf(path)).toString('latin1'))

async function oldOffice(path: string): Promise<Sniffed | null> {
  const bytes = await readFile(path)
  const known = OLD_OFFICE.find(([stream]) => bytes.includes(Buffer.from(`${stream}\0`, 'utf16le')))
  return known ? { mediaType: known[1], extension: known[2] } : null
}

/** Plain words in UTF-8 or GB 18030; what could be a page, a drawing or a script to some program is none. */
async function isText(path: string): Promise<boolean> {
  const start = await startOf(path)
  const text = decoded(start, 'utf-8') ?? decoded(start, 'gb18030')
  return text !== null && !/^\s*(<|#!)/.test(text) && !HAS_CONTROLS.test(text)
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LOOK), 0, LOOK, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of them
const HAS_CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/

/** `stream`: a character may be cut in half at the end of what was looked at. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null
  }
}
