/** 实时 — the server tells what has changed; the screen reads that again and keeps its place. */
import { useEffect } from 'react'
import { refresh } from './use-matter.ts'

/** Many changes at once are read once. */
const GATHER = 700
const AGAIN = 4_000

type Change = { matterId: string }

/** Listens while the tab is seen: a browser keeps few connections, and hidden tabs must not take them all. */
export function useFeed(): void {
  useEffect(() => {
    const feed = openFeed()
    const follow = () => (document.hidden ? feed.pause() : feed.resume())
    document.addEventListener('visibilitychange', follow)
    follow()
    return () => {
      document.removeEventListener('visibilitychange', follow)
      feed.pause()
    }
  }, [])
}

function openFeed() {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let hadBreak = false
  const gathered = gather()
  const resume = () => {
    if (source) return
    source = new EventSource('/api/feed')
    source.onopen = () => {
      if (hadBreak) gathered.add(null)
      hadBreak = true
    }
    source.addEventListener('change', (event) => gathered.add((JSON.parse(event.data) as Change).matterId))
    source.onerror = () => {
      // A browser tries again by itself, but not after an answer such as 503 or 401.
      if (source?.readyState !== EventSource.CLOSED) return
      source = null
      retry = setTimeout(resume, AGAIN)
    }
  }
  const pause = () => {
    clearTimeout(retry)
    source?.close()
    source = null
  }
  return { resume, pause }
}

function gather() {
  const waiting = new Set<string | null>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = () => {
    timer = undefined
    const ids = waiting.has(null) ? [null] : [...waiting]
    waiting.clear()
    for (const id of ids) void refresh(id)
  }
  return {
    add: (matterId: string | null) => {
      waiting.add(matterId)
      if (timer === undefined) timer = setTimeout(read, GATHER)
    },
  }
}
