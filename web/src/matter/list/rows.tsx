/** 列表行 — only the rows on screen exist; they are of one height, so that any place among 100,000 is exact. */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../account/use-me.ts'
import { useLocale } from '../../kernel/i18n.ts'
import { InboxRow, ROW_HEIGHT } from './row.tsx'

/** Rows before the end at which the next page is asked for. */
const AHEAD = 30

/** Where each list was left, for whoever comes back to it. */
const leftAt = new Map<string, number>()

export type RowsHandle = {
  visible(): string[]
  atTop(): boolean
  toTop(): void
  /** Moves the focus, from the row that has it or from the open one. */
  move(by: 1 | -1): void
  focused(): MatterRow | null
}

type Props = {
  listKey: string
  rows: readonly MatterRow[]
  setSize: number
  search: string
  openId: string | null
  chosen: ReadonlySet<string>
  gone: ReadonlySet<string>
  label: string
  hasMore: boolean
  handle: RefObject<RowsHandle | null>
  onChoose: (id: string, range: boolean) => void
  onMore: () => void
  onPointer: (over: boolean) => void
}

export function InboxRows(props: Props) {
  const { listKey, rows, setSize, search, openId, chosen, gone, label, hasMore, handle } = props
  const { onChoose, onMore, onPointer } = props
  const { t } = useTranslation()
  const height = ROW_HEIGHT[useLocale()]
  const own = new Set(useMe().data?.posts.map(({ organisation }) => organisation.id))
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<number | null>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    initialOffset: leftAt.get(listKey) ?? 0,
    // The row with the focus stays, or the focus would be lost with it.
    rangeExtractor: useCallback(
      (range: Range) => withActive(defaultRangeExtractor(range), active, range.count),
      [active],
    ),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where one comes back to a list
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = leftAt.get(listKey) ?? 0
  }, [])
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= rows.length - AHEAD) onMore()
  }, [hasMore, last, rows.length, onMore])

  const indexOf = (node: Element | null) => {
    const item = node?.closest('li[data-index]')
    return item && scroller.current?.contains(item) ? Number(item.getAttribute('data-index')) : null
  }
  // A row that was far away exists only once the list has been drawn there. Keys pressed before go on from where the focus is going.
  const going = useRef<number | null>(null)
  const arrive = () => {
    if (going.current === null) return
    const link = scroller.current?.querySelector<HTMLElement>(`li[data-index="${going.current}"] a`)
    if (!link) return
    going.current = null
    link.focus({ preventScroll: true })
  }
  useLayoutEffect(arrive)
  const focus = (index: number) => {
    going.current = index
    setActive(index)
    virtualizer.scrollToIndex(index, { align: 'auto' })
    arrive()
  }
  const present = () => going.current ?? indexOf(document.activeElement)
  useImperativeHandle(handle, () => ({
    visible: () => {
      const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {}
      return rows
        .slice(Math.floor(scrollTop / height), Math.ceil((scrollTop + clientHeight) / height))
        .map(({ id }) => id)
    },
    atTop: () => (scroller.current?.scrollTop ?? 0) < height / 2,
    toTop: () => virtualizer.scrollToOffset(0),
    move: (by) => {
      const from = present() ?? rows.findIndex(({ id }) => id === openId)
      if (rows.length > 0) focus(from < 0 ? 0 : Math.min(Math.max(from + by, 0), rows.length - 1))
    },
    focused: () => rows[present() ?? -1] ?? null,
  }))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    handle.current?.move(event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys and the pointer are only watched here
    <div
      className={chosen.size > 0 ? 'inbox-scroll is-choosing' : 'inbox-scroll'}
      ref={scroller}
      onScroll={(event) => leftAt.set(listKey, event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
      onPointerEnter={() => onPointer(true)}
      onPointerLeave={() => onPointer(false)}
      onFocus={(event) => setActive(indexOf(event.target))}
    >
      <ul className="inbox-rows" aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <li
              key={key}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={setSize}
              style={{ height, transform: `translateY(${start}px)` }}
            >
              <InboxRow
                row={row}
                search={search}
                isOpen={row.id === openId}
                isChosen={chosen.has(row.id)}
                isGone={gone.has(row.id)}
                isOurs={row.holder !== null && own.has(row.holder.id)}
                onChoose={onChoose}
              />
            </li>
          )
        })}
      </ul>
      {hasMore && <p className="inbox-more">{t('list.more')}</p>}
    </div>
  )
}

function withActive(indexes: number[], active: number | null, count: number): number[] {
  if (active === null || active >= count || indexes.includes(active)) return indexes
  return [...indexes, active].sort((a, b) => a - b)
}
