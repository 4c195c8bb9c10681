/** 坏包 — how one thing of a sound pack is broken, and what must be found then, and where: `code list/key/path`. */
import type { PackData } from './types.ts'

type Loose = { -readonly [K in keyof PackData]: PackData[K] extends readonly (infer T)[] ? T[] : PackData[K] }
// biome-ignore lint/suspicious/noExplicitAny: specs break what the types would not allow
export type Anything = any
type Break = (
  pack: Loose & {
    loop: Anything
    form: Anything
    vocabularies: Anything
    demo: Anything
    calendar: Anything
  },
) => void

export type BrokenPack = {
  readonly what: string
  readonly expects: string
  readonly severity?: 'warning' | 'info'
  readonly change: Break
}

export const words = (zh: string) => ({ zh })
export const broken = (
  what: string,
  expects: string,
  change: Break,
  severity?: 'warning' | 'info',
): BrokenPack => ({
  what,
  expects,
  change,
  ...(severity ? { severity } : {}),
})

/** The sound pack with one thing broken. */
export function breakPack(pack: PackData, { change }: BrokenPack): PackData {
  const loose = pack as Anything
  const handles = { loop: loose.loops[0], form: loose.forms[0] }
  change(
    new Proxy(loose, {
      get: (target, key) => (key in handles ? handles[key as keyof typeof handles] : target[key]),
    }),
  )
  return pack
}
