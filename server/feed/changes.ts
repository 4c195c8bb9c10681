/**
 * 变化 — how often something has changed: what is made of many rows is kept while that number stands still, and for some seconds at
 * most. A change is seen at once in this process, as soon as it is told of; the short life of what is kept covers the rest.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { App } from '../app.ts'
import type { Services } from '../services.ts'
import type { Tail } from './tail.ts'

/** Grows when matters of the authority have changed: at once after a while of quiet, once in a second while much happens. */
export type Changes = (jurisdiction: string) => number

const PACE_MS = 1_000

export function countChanges(app: App, { registry }: Services, tail: Tail): Changes {
  const counts = new Map(registry.jurisdictions.map((each) => [each, { told: 0, shown: 0, at: -PACE_MS }]))
  const stops: (() => void)[] = []
  app.addHook('onReady', async () => {
    for (const [jurisdiction, count] of counts)
      stops.push(
        await tail.follow(
          {
            jurisdiction,
            reach: () => ({ prefixes: [''], addressees: new Set() }),
            begin: () => {},
            tell: () => {
              count.told += 1
            },
          },
          null,
        ),
      )
  })
  app.addHook('onClose', async () => {
    for (const stop of stops) stop()
  })
  return (jurisdiction) => {
    const count = counts.get(jurisdiction)
    if (!count) return 0
    const now = performance.now()
    if (count.told > count.shown && now - count.at >= PACE_MS)
      Object.assign(count, { shown: count.told, at: now })
    return count.shown
  }
}

/** A change that has not been told of in any other way is seen after this long. */
const KEPT_MS = 10_000

/** What `read` gives, kept under what it was asked with; `key` names it, and no other answer ever. */
export type Keep<T> = (
  jurisdiction: string,
  asked: readonly unknown[],
  read: (key: string) => Promise<T>,
) => Promise<T>

type Keeping<T> = {
  /** Most that is kept over all answers, by `sizeOf` each. */
  readonly most: number
  readonly sizeOf: (answer: T) => number
  readonly keptMs?: number
}

export function keepUnchanged<T>(
  { now }: Pick<Services, 'now'>,
  changes: Changes,
  { most, sizeOf, keptMs = KEPT_MS }: Keeping<T>,
): Keep<T> {
  const kept = new LRUCache<string, Promise<T>>({ max: 64, ttl: keptMs })
  const sizes = new LRUCache<string, number>({
    maxSize: most,
    sizeCalculation: (size) => size + 1,
    dispose: (_, key) => kept.delete(key),
  })
  return (jurisdiction, asked, read) => {
    const turn = Math.floor(now() / keptMs)
    const key = keyOf([jurisdiction, changes(jurisdiction), turn, ...asked])
    const known = kept.get(key)
    if (known) return known
    const reading = read(key).then((answer) => {
      sizes.set(key, sizeOf(answer))
      return answer
    })
    reading.catch(() => kept.delete(key))
    kept.set(key, reading)
    return reading
  }
}

const keyOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
