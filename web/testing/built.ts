/** 页面 — the built pages for a spec: made once, and again when a source is newer. */
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const checkout = resolve(import.meta.dirname, '../..')

/** A copy of the pages as they are shipped: a build meanwhile does not pull them away from under a spec. The caller removes it. */
export async function builtPages(): Promise<string> {
  const builder = await import(pathToFileURL(join(checkout, 'bin/boot/web.mjs')).href)
  await builder.ensureWebBuilt(checkout, process.execPath)
  const copy = await mkdtemp(join(tmpdir(), 'huying-pages-'))
  await cp(join(checkout, 'web', 'dist'), copy, { recursive: true })
  return copy
}
