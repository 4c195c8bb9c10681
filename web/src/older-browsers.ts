/**
 * 旧浏览器 — the few functions of the language that the desk uses and a browser two years old (Chromium 109) has not. Imported before
 * anything else; `web/testing/older-browsers.spec.ts` shows that nothing else is missing.
 */

/** As the language has it: only where it is missing, and not among what a loop over the object sees. */
function provide(on: object, name: string, value: unknown): void {
  if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true })
}

provide(Map, 'groupBy', <K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index++)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
})

provide(Array.prototype, 'toReversed', function <T>(this: ArrayLike<T>): T[] {
  return Array.from(this).reverse()
})

provide(Array.prototype, 'toSorted', function <T>(this: ArrayLike<T>, order?: (a: T, b: T) => number): T[] {
  return Array.from(this).sort(order)
})
