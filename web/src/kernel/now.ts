/** 当前时刻 — the server's time, ticking for all count-downs on screen together. */
import { useSyncExternalStore } from 'react'
import { serverNow } from './client.ts'

const fine = ticker(1_000)
const coarse = ticker(60_000)

function ticker(every: number) {
  let now = serverNow()
  let timer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  const tick = () => {
    now = serverNow()
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    timer ??= setInterval(tick, every)
    // A tab that slept shows stale times at first.
    if (serverNow() - now > every) queueMicrotask(tick)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }
  return { subscribe, read: () => now }
}

export const useNowBySecond = (): number => useSyncExternalStore(fine.subscribe, fine.read)

export const useNowByMinute = (): number => useSyncExternalStore(coarse.subscribe, coarse.read)
