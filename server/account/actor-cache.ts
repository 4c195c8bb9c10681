/** 操作人缓存 — who is behind a session cookie, remembered for seconds, so that a busy session asks nothing. */

/** What was found, with the moment (epoch milliseconds) until which it holds. */
export type Found<T> = { readonly value: T; readonly accountId: string; readonly until: number }

type Entry<T> = {
  answer: Promise<T | null>
  /** Set once the answer is known. */
  accountId: string | null
  until: number
}

export type ActorCache<T> = {
  /** The remembered answer for `key`, or that of `find`, asked once however many wait for it. */
  get(key: string, find: () => Promise<Found<T> | null>): Promise<T | null>
  forget(key: string): void
  /** Also drops what is being asked right now, which may have been read before the change. */
  forgetAccount(accountId: string): void
  readonly size: number
}

/** Holds `capacity` answers at most and drops the one unused for longest. Failures and nulls are not remembered. */
export function createActorCache<T>(capacity: number, now: () => number): ActorCache<T> {
  const entries = new Map<string, Entry<T>>()

  function ask(key: string, find: () => Promise<Found<T> | null>): Promise<T | null> {
    const entry: Entry<T> = {
      answer: Promise.resolve(null),
      accountId: null,
      until: Number.POSITIVE_INFINITY,
    }
    const settle = (found: Found<T> | null): T | null => {
      if (found) {
        entry.accountId = found.accountId
        entry.until = found.until
      } else drop(key, entry)
      return found?.value ?? null
    }
    entry.answer = find().then(settle, (error: unknown) => {
      drop(key, entry)
      throw error
    })
    entries.set(key, entry)
    if (entries.size > capacity) entries.delete(entries.keys().next().value as string)
    return entry.answer
  }

  function drop(key: string, entry: Entry<T>): void {
    if (entries.get(key) === entry) entries.delete(key)
  }

  return {
    get: (key, find) => {
      const entry = entries.get(key)
      if (!entry) return ask(key, find)
      entries.delete(key)
      if (entry.until <= now()) return ask(key, find)
      entries.set(key, entry) // the one used last is the last to go
      return entry.answer
    },
    forget: (key) => void entries.delete(key),
    forgetAccount: (accountId) => {
      for (const [key, entry] of entries) {
        if (entry.accountId === null || entry.accountId === accountId) entries.delete(key)
      }
    },
    get size() {
      return entries.size
    },
  }
}
