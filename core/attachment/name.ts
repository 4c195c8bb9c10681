/** 文件名 — what a person's machine called a file, made fit to be shown and stored: a name, not a path, not a trick. */

/** Longest name that is kept, in characters. */
export const LONGEST_NAME = 120
const LONGEST_EXTENSION = 10

/** Controls, line separators, and marks that turn the direction of text: `photo‮gpj.exe` would read as a photo. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu

/** The name without folders and unseen characters, with the extension of what the file really is; null where nothing is left. */
export function cleanName(given: string, extension: string): string | null {
  const base = given.toWellFormed().replace(UNSEEN, '').split(/[\\/]/).at(-1)?.trim() ?? ''
  const stem = withoutExtension(base)
    .replace(/[<>:"|?*\uFFFD]/g, '_')
    .replace(/^\.+|[. ]+$/g, '')
  if (stem === '') return null
  const room = LONGEST_NAME - extension.length - 1
  return `${Array.from(stem).slice(0, room).join('').trimEnd()}.${extension}`
}

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(0, dot) : name
}
