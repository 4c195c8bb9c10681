/** 包文件夹 — the files of a pack as texts, and their digest. */
import { createHash, type Hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Report } from './source.ts'

/** Texts by path below the folder, with `/`, in order of the path. */
export type Files = ReadonlyMap<string, string>

/**
 * Reads every file below a folder and adds it to the digest, except demo people: they are no part of the rules.
 * Throws what the file system throws where the folder cannot be read.
 */
export async function readFiles(folder: string, name: string, digest: Hash, report: Report): Promise<Files> {
  const listed = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = listed
    .filter((each) => each.isFile() && !each.name.startsWith('.'))
    .map((each) =>
      join(each.parentPath, each.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
  const texts = new Map<string, string>()
  for (const [index, bytes] of (
    await Promise.all(paths.map((path) => readFile(join(folder, path))))
  ).entries()) {
    const path = paths[index] as string
    if (!path.startsWith('demo/')) addToDigest(digest, `${name}/${path}`, bytes)
    const text = decode(bytes)
    if (text === null)
      report({ code: 'file.not_utf8', severity: 'error', file: `${name}/${path}`, line: 1, params: {} })
    else texts.set(path, text)
  }
  return texts
}

function addToDigest(digest: Hash, path: string, bytes: Buffer): void {
  digest.update(path).update('\0').update(createHash('sha256').update(bytes).digest())
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
