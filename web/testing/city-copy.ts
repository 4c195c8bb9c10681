/** 另一座城 — the demo city as a pack of its own with some files changed, for what the demo city itself has not. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const packs = resolve(import.meta.dirname, '../../packs')

export type CityCopy = {
  /** Folder of the pack. */
  readonly folder: string
  remove(): Promise<void>
}

/** `changes`: by path below the packs, e.g. `base/kinds.yaml`. */
export async function copyCity(
  changes: Readonly<Record<string, (text: string) => string>>,
): Promise<CityCopy> {
  const root = await mkdtemp(join(tmpdir(), 'huying-pack-'))
  for (const name of ['base', 'shifan']) await cp(join(packs, name), join(root, name), { recursive: true })
  for (const [path, change] of Object.entries(changes))
    await writeFile(join(root, path), change(await readFile(join(root, path), 'utf8')))
  return { folder: join(root, 'shifan'), remove: () => rm(root, { recursive: true, force: true }) }
}
