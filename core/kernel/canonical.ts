/**
 * 规范文本 — JSON with sorted keys and no spaces: the same value always gives the same bytes, which is what digests and
 * hash chains are made over (a database's own JSON type reorders keys and rewrites numbers).
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((v) => (v === undefined ? 'null' : canonical(v))).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>
    const keys = Object.keys(record).sort()
    const parts: string[] = []
    for (const key of keys)
      if (record[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonical(record[key])}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
