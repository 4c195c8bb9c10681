/**
 * 辖区面板 — one level of the tree at a time. The focus stays in the search box: letters search by name or code, up and
 * down move, right goes one level down, left one level up, Enter chooses.
 */
import type { TerritoryItem } from '@huying/contract/territory/territory.ts'
import { Empty, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { isBelow, useFound, useOpenCounts, useTerritoryView } from './use-territories.ts'

type Props = {
  roots: readonly TerritoryItem[]
  code: string | null
  onPick: (code: string | null) => void
  onClose: () => void
}

/** The territory that is open, itself; one below it; or one that was found. */
type Row = { key: string; item: Pick<TerritoryItem, 'code' | 'name' | 'level' | 'children'>; hint?: string }
type Names = TerritoryItem['name']

export default function SwitcherPanel({ roots, code, onPick, onClose }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const top = roots.length === 1 ? (roots[0]?.code ?? null) : null
  const [at, setAt] = useState(code ?? top)
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const input = useRef<InputRef>(null)
  const { rows, above, busy } = useRows(roots, at, text.trim())
  const counts = useOpenCounts(rows.map(({ item }) => item.code))
  useEffect(() => input.current?.focus({ preventScroll: true }), [])
  const go = (next: string | null) => {
    setAt(next)
    setText('')
    setActive(0)
  }
  const pick = (row: Row | undefined) => row && onPick(row.item.code === top ? null : row.item.code)
  const down = rows[active]
  const move = (step: 1 | -1) => setActive((n) => Math.max(0, Math.min(n + step, rows.length - 1)))
  const run = (key: string): boolean => {
    if (key === 'ArrowDown') move(1)
    else if (key === 'ArrowUp') move(-1)
    else if (key === 'Enter') pick(down)
    else if (key === 'Escape') onClose()
    // While a text is edited the caret needs these two.
    else if (key === 'ArrowLeft' && text === '' && above !== undefined) go(above)
    else if (key === 'ArrowRight' && text === '' && down && down.item.children > 0) go(down.item.code)
    else return false
    return true
  }
  const press = (event: KeyboardEvent) => {
    if (!event.nativeEvent.isComposing && run(event.key)) event.preventDefault()
  }
  return (
    <div className="switcher-panel" role="dialog" aria-label={t('territory.switch')}>
      <Input
        ref={input}
        value={text}
        allowClear
        maxLength={60}
        placeholder={t('territory.search')}
        role="combobox"
        aria-label={t('territory.search')}
        aria-expanded
        aria-controls="switcher-rows"
        {...(rows[active] ? { 'aria-activedescendant': `switcher-${active}` } : {})}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={press}
      />
      {text === '' && <Above at={at} roots={roots} onGo={go} />}
      <div
        id="switcher-rows"
        role="listbox"
        aria-label={t('territory.title')}
        aria-busy={busy}
        className="switcher-rows"
      >
        {rows.map((row, index) => (
          <RowLine
            key={row.key}
            id={`switcher-${index}`}
            row={row}
            count={counts.get(row.item.code)}
            isActive={index === active}
            isCurrent={row.item.code === (code ?? top)}
            onPick={() => pick(row)}
            onPoint={() => setActive(index)}
          />
        ))}
      </div>
      {rows.length === 0 && !busy && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('territory.nothing')} />
      )}
      <p className="switcher-keys">
        {down && down.item.children > 0 && text === '' && at !== down.item.code
          ? t('territory.keys_down', { name: words(down.item.name) })
          : t('territory.keys')}
      </p>
    </div>
  )
}

type LineProps = {
  id: string
  row: Row
  count: { open: number; late: number } | undefined
  isActive: boolean
  isCurrent: boolean
  onPick: () => void
  onPoint: () => void
}

function RowLine({ id, row, count, isActive, isCurrent, onPick, onPoint }: LineProps) {
  const { t } = useTranslation()
  const words = useWords()
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search box, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: an option of a list box is pointed at by aria-activedescendant
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={isActive}
      className={isActive ? 'switcher-row is-active' : 'switcher-row'}
      onClick={onPick}
      onMouseMove={onPoint}
    >
      <b>{words(row.item.name)}</b>
      <small>{row.hint}</small>
      {isCurrent && <small className="switcher-now">{t('territory.now')}</small>}
      {row.item.children > 0 && !row.hint && (
        <small>{t('territory.below', { count: row.item.children })}</small>
      )}
      {count && <Counts {...count} />}
    </div>
  )
}

/** Nothing late is not said. */
function Counts({ open, late }: { open: number; late: number }) {
  const { t } = useTranslation()
  return (
    <span className="switcher-counts">
      {late > 0 && <small className="is-late">{t('territory.late_of', { late })}</small>}
      <small>{t('territory.open_of', { open })}</small>
    </span>
  )
}

/** The way up, as far as one may see. */
function Above({
  at,
  roots,
  onGo,
}: {
  at: string | null
  roots: readonly TerritoryItem[]
  onGo: (code: string | null) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const path = useTerritoryView(at).data?.path.filter((each) => isBelow(roots, each.code)) ?? []
  const steps: { code: string | null; name: Names | null }[] = [
    ...(roots.length > 1 ? [{ code: null, name: null }] : []),
    ...path,
  ]
  if (steps.length < 2) return null
  return (
    <nav className="switcher-above" aria-label={t('territory.above')}>
      {steps.slice(0, -1).map(({ code, name }) => (
        <button type="button" key={code ?? ''} onClick={() => onGo(code)}>
          {name === null ? t('territory.all') : words(name)}
          <span aria-hidden="true"> ›</span>
        </button>
      ))}
      <b>{words(steps.at(-1)?.name ?? { zh: '' })}</b>
    </nav>
  )
}

function useRows(roots: readonly TerritoryItem[], at: string | null, text: string) {
  const { t } = useTranslation()
  const words = useWords()
  const found = useFound(text)
  const view = useTerritoryView(at)
  if (text !== '') {
    const rows: Row[] = (found.data ?? []).map((item) => ({ key: item.code, item, hint: words(item.path) }))
    return { rows, above: undefined, busy: found.isFetching }
  }
  if (at === null)
    return { rows: roots.map((item) => ({ key: item.code, item })), above: undefined, busy: false }
  const here = view.data
  if (!here) return { rows: [], above: undefined, busy: view.isPending }
  const parents = here.path.filter((each) => each.code !== here.code && isBelow(roots, each.code))
  const whole: Row = { key: 'whole', item: { ...here, children: 0 }, hint: t('territory.whole') }
  const above = parents.at(-1)?.code ?? (roots.length > 1 ? null : undefined)
  return {
    rows: [whole, ...here.children.map((item): Row => ({ key: item.code, item }))],
    above,
    busy: false,
  }
}
