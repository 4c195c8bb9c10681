/**
 * 区划编码 — area codes as a path.
 *
 * National codes are hierarchical by digits: 2 province, 4 city, 6 district (GB/T 2260), 9 street,
 * 12 community, 15 grid (12 + a sequence 001–999, as digital city management has it; the kind of grid is
 * not in the code). Below the grid the product continues in the same manner: 18 building, 22 home.
 * So a code is digits only and its length is its level; therefore *subtree = prefix range* holds on a plain
 * b-tree with `collate "C"` and with JavaScript's `<` alike. Separators (`370103001002001-B003`) would
 * have made the order depend on the collation.
 *
 * A city without national codes (abroad, fictional) supplies its own digits of the same shape.
 * A city without districts keeps `00` in the district's place (`442000` under `4420`): the path still holds,
 * and the pack lists `442000` as its one district.
 */

export type Level = 'province' | 'city' | 'district' | 'street' | 'community' | 'grid' | 'building' | 'home'

/** Levels from the top down, each with the number of digits of its codes. */
export const levels = [
  { level: 'province', digits: 2 },
  { level: 'city', digits: 4 },
  { level: 'district', digits: 6 },
  { level: 'street', digits: 9 },
  { level: 'community', digits: 12 },
  { level: 'grid', digits: 15 },
  { level: 'building', digits: 18 },
  { level: 'home', digits: 22 },
] as const satisfies readonly { level: Level; digits: number }[]

const levelByDigits = new Map<number, Level>(levels.map((each) => [each.digits, each.level]))
const digitsByLevel = new Map<Level, number>(levels.map((each) => [each.level, each.digits]))
const ASCII_DIGITS = /^[0-9]+$/

/** True where `code` has the shape of an area code: ASCII digits only, of one of the eight lengths. */
export function isCode(code: string): boolean {
  return levelByDigits.has(code.length) && ASCII_DIGITS.test(code)
}

/** The level a code stands for, or null where it has no valid shape. */
export function levelOf(code: string): Level | null {
  return isCode(code) ? (levelByDigits.get(code.length) ?? null) : null
}

/** How many digits a code of this level has. */
export function digitsOf(level: Level): number {
  return digitsByLevel.get(level) ?? 0
}

/** The code one level up, or null for a province and for a text that is not a code. */
export function parentOf(code: string): string | null {
  if (!isCode(code)) return null
  const at = levels.findIndex((each) => each.digits === code.length)
  const above = levels[at - 1]
  return above ? code.slice(0, above.digits) : null
}

/** All codes above, from the province down to the parent; the code itself is not among them. */
export function ancestorsOf(code: string): string[] {
  if (!isCode(code)) return []
  return levels.filter((each) => each.digits < code.length).map((each) => code.slice(0, each.digits))
}

/** The narrowest territory that all of them lie in, which may be one of them; null where there is none. */
export function commonOf(codes: readonly string[]): string | null {
  const [first] = codes
  if (first === undefined) return null
  const above = [...ancestorsOf(first), first].reverse()
  return above.find((each) => codes.every((code) => isWithin(code, each))) ?? null
}

/** The ancestor of `code` on a level (or the code itself when it is on it); null where `code` is higher up. */
export function ancestorAt(code: string, level: Level): string | null {
  const digits = digitsOf(level)
  return isCode(code) && code.length >= digits ? code.slice(0, digits) : null
}

/** True where `code` is `ancestor` or lies under it. */
export function isWithin(code: string, ancestor: string): boolean {
  return code.startsWith(ancestor)
}

/**
 * The half-open range of all codes of a subtree, itself included: `from <= code and code < to`.
 * Holds for byte order: `collate "C"` in the database, `<` in JavaScript. `:` is the byte after `9`.
 */
export function subtreeRange(code: string): readonly [from: string, to: string] {
  return [code, `${code}:`]
}

/**
 * A code as other systems pad it, cut to its own level: `370100` → `3701`, `370103001000` → `370103001`.
 * Sequences begin at 1 on every level, so that a part of zeros only says "all of the level above".
 */
export function unpadCode(padded: string): string {
  let code = padded
  for (
    let above = parentOf(code);
    above !== null && /^0+$/.test(code.slice(above.length));
    above = parentOf(code)
  ) {
    code = above
  }
  return code
}

/** The code of the `sequence`-th child (from 1) of `parent`; null where the level has no room or no level is below. */
export function childCode(parent: string, sequence: number): string | null {
  const at = levels.findIndex((each) => each.digits === parent.length)
  const below = levels[at + 1]
  if (!isCode(parent) || !below || !Number.isInteger(sequence) || sequence < 1) return null
  const part = String(sequence).padStart(below.digits - parent.length, '0')
  return parent.length + part.length === below.digits ? parent + part : null
}
