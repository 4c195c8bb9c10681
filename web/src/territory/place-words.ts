/** 地点说法 — a path as people say it: a name that the next one begins with is not said twice. */

/** `['桥头社区', '桥头社区第5网格']` is 桥头社区第5网格; nothing that is said is lost. */
export const said = (names: readonly string[]): string[] =>
  names.filter((name, n) => !names[n + 1]?.startsWith(name))

/** The narrowest two names tell colleagues where it is. */
export const narrow = (names: readonly string[]): string => said(names.slice(-2)).join(' ')

/** The same for a path that is one text already; English names have spaces of their own and are parted by commas. */
export function shortPath(path: string, last = Number.POSITIVE_INFINITY): string {
  const separator = path.includes(', ') ? ', ' : ' '
  const names = path.split(separator)
  return said(names.slice(Math.max(0, names.length - last))).join(separator)
}
