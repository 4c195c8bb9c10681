/** 页面 — the built pages for a spec: made once, and again when a source is newer. */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const checkout = resolve(import.meta.dirname, '../..')

/** Folder of the pages as they are shipped. */
export async function builtPages(): Promise<string> {
  const builder = await import(pathToFileURL(join(checkout, 'bin/boot/web.mjs')).href)
  await builder.ensureWebBuilt(checkout, process.execPath)
  return join(checkout, 'web', 'dist')
}
