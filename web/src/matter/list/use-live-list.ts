/**
 * 列表实时 — a list follows what happens without moving under anybody's hand. At its top, untouched, it is read again as a whole;
 * otherwise rows change in their place, those that left stay dimmed, and what is new is announced.
 */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { queryClient } from '../../kernel/query.ts'
import { onChange } from '../live.ts'
import type { ListState } from './query.ts'
import { type ListData, listKey, readPage, recount, rowsOf } from './use-list.ts'

/** Many changes at once are looked at once. */
const GATHER = 300
const MINUTE = 60_000
/** As many ids as one question may name. */
const MOST = 200
/** More pages than this are never read again as a whole. */
const FEW_PAGES = 2

export type Place = {
  /** Rows on screen, by id. */
  visible(): string[]
  /** Nothing would move under anybody's hand: at the top, no pointer over it, nothing chosen. */
  atRest(): boolean
}

const NOBODY: ReadonlySet<string> = new Set()

export function useLiveList(state: ListState, territory: string | null, place: Place) {
  const [gone, setGone] = useState(NOBODY)
  const [waiting, setWaiting] = useState(NOBODY)
  const latest = useRef({ state, territory, place })
  latest.current = { state, territory, place }

  const readAnew = useCallback(async () => {
    const { state, territory } = latest.current
    const queryKey = listKey(state, territory)
    queryClient.setQueryData<ListData>(queryKey, (data) => data && firstPages(data))
    setGone(NOBODY)
    setWaiting(NOBODY)
    await queryClient.refetchQueries({ queryKey, exact: true })
  }, [])

  const look = useCallback(
    async (changed: readonly string[] | null) => {
      const { state, territory, place } = latest.current
      const queryKey = listKey(state, territory)
      const data = queryClient.getQueryData<ListData>(queryKey)
      if (!data) return
      if (place.atRest() && data.pages.length <= FEW_PAGES) return readAnew()
      const asked = [...new Set([...(changed ?? []), ...place.visible()])].slice(0, MOST)
      if (asked.length === 0) return
      const { rows } = await readPage(state, territory, { ids: asked.join(','), limit: MOST })
      const loaded = new Set(rowsOf(data).map((row) => row.id))
      const found = new Map(rows.map((row) => [row.id, row]))
      queryClient.setQueryData<ListData>(queryKey, (before) => before && inPlace(before, found))
      setGone((before) => changedSet(before, asked, (id) => loaded.has(id) && !found.has(id)))
      setWaiting((before) => changedSet(before, asked, (id) => !loaded.has(id) && found.has(id)))
    },
    [readAnew],
  )

  useEffect(() => watch(look), [look])
  const key = JSON.stringify(listKey(state, territory))
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing pending
  useEffect(() => {
    setGone(NOBODY)
    setWaiting(NOBODY)
    // What was kept from an earlier visit may have changed since.
    void look(null).catch(() => undefined)
  }, [key])
  return { gone, news: waiting.size, pending: gone.size + waiting.size > 0, readAnew }
}

/** Looks when something changed, and each minute, because clocks tick. */
function watch(look: (changed: readonly string[] | null) => Promise<void>): () => void {
  const changed = new Set<string>()
  let all = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => {
    timer = undefined
    const ids = all ? null : [...changed]
    changed.clear()
    all = false
    void recount()
    // Where the server is away, the banner says so; the list is read again when it is back.
    look(ids).catch(() => undefined)
  }
  const stop = onChange((id) => {
    if (id === null) all = true
    else changed.add(id)
    timer ??= setTimeout(now, GATHER)
  })
  const minute = setInterval(() => void look(null).catch(() => undefined), MINUTE)
  return () => {
    stop()
    clearTimeout(timer)
    clearInterval(minute)
  }
}

function firstPages({ pages, pageParams }: ListData): ListData {
  return { pages: pages.slice(0, FEW_PAGES), pageParams: pageParams.slice(0, FEW_PAGES) }
}

function inPlace(data: ListData, found: ReadonlyMap<string, MatterRow>): ListData {
  const pages = data.pages.map((page) =>
    page.rows.some((row) => found.has(row.id))
      ? { ...page, rows: page.rows.map((row) => found.get(row.id) ?? row) }
      : page,
  )
  return { ...data, pages }
}

function changedSet(
  before: ReadonlySet<string>,
  asked: readonly string[],
  belongs: (id: string) => boolean,
): ReadonlySet<string> {
  const next = new Set(before)
  for (const id of asked)
    if (belongs(id)) next.add(id)
    else next.delete(id)
  return next
}
