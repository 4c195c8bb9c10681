/** 地点说法 — a path as people say it: a name that the next one begins with is not said twice. */

import type { Locale } from '../kernel/i18n.ts'

/** `['桥头社区', '桥头社区第5网格']` is 桥头社区第5网格; nothing that is said is lost. */
const said = (names: readonly string[]): string[] =>
  names.filter((name, n) => !names[n + 1]?.startsWith(name))

/** Names of English have spaces of their own. */
export const whole = (names: readonly string[], locale: Locale): string =>
  said(names).join(locale === 'en' ? ', ' : ' ')

/** The narrowest two names tell colleagues where it is. */
export const narrow = (names: readonly string[], locale: Locale): string => whole(names.slice(-2), locale)

/** A name as long as this says by itself what it is; `Grid 5` does not. */
const TELLING = 10

/** As short as a list can say it: the last name, with the one above it where that is not said by it. */
export function nearest(path: string): string {
  const separator = separatorOf(path)
  const [above = '', last = ''] = path.split(separator).slice(-2)
  const [stem = ''] = above.split(' ')
  if (last === '') return above
  return last.startsWith(stem) || last.length >= TELLING ? last : `${above}${separator}${last}`
}

/** The same for a path that is one text already. */
export function shortPath(path: string): string {
  const separator = separatorOf(path)
  return said(path.split(separator)).join(separator)
}

const separatorOf = (path: string): string => (path.includes(', ') ? ', ' : ' ')
