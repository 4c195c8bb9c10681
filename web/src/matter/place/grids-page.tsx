/** 网格 — grids of the current territory: those without a worker first, then where most is late. Thousands scroll as easily as ten. */
import type { GridRow, Grids } from '@huying/contract/matter/grids.ts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Input, Segmented } from 'antd'
import { useDeferredValue, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWords } from '../../kernel/i18n.ts'
import { ProblemPane } from '../../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../../kernel/state-pane.tsx'
import { useTerritory } from '../../territory/current.ts'
import { nearest } from '../../territory/place-words.ts'
import { FileButton } from '../list/file-button.tsx'
import { type GridFilter, PAGE, useGridPages, useGrids } from './data.ts'
import { Count, useTitle, Wider } from './parts.tsx'

const ROW = 57

export default function GridsPage() {
  const { t } = useTranslation()
  const { code } = useTerritory()
  const [text, setText] = useState('')
  const [only, setOnly] = useState<'all' | 'gap' | 'late' | 'open'>('all')
  const sought = useDeferredValue(text.trim())
  const filter: GridFilter = {
    ...(code === null ? {} : { territory: code }),
    ...(sought === '' ? {} : { text: sought }),
    ...(only === 'all' ? {} : { only }),
  }
  const first = useGrids(filter)
  useTitle(t('place.grids'))
  return (
    <div className="places">
      <header className="places-head">
        <h1>{t('place.grids')}</h1>
        <p className="quiet" role="status">
          {first.data && t('place.grid_sums', first.data.sums)} <Wider path="/grids" />
        </p>
        <div className="places-tools">
          <Input
            allowClear
            value={text}
            maxLength={60}
            aria-label={t('place.grid_search')}
            placeholder={t('place.grid_search')}
            onChange={(event) => setText(event.target.value)}
          />
          <Segmented
            value={only}
            onChange={setOnly}
            aria-label={t('place.only')}
            options={(['all', 'gap', 'late', 'open'] as const).map((value) => ({
              value,
              label: t(`place.only_${value}`),
            }))}
          />
          <FileButton path={`/api/grids.xlsx?${new URLSearchParams(filter)}`} />
        </div>
      </header>
      {first.isPending && <LoadingPane />}
      {first.isError && !first.data && (
        <ProblemPane error={first.error} onRetry={() => void first.refetch()} />
      )}
      {first.data && <List filter={filter} first={first.data} />}
    </div>
  )
}

function List({ filter, first }: { filter: GridFilter; first: Grids }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: first.count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  const shown = rows.getVirtualItems()
  const wanted = [...new Set(shown.map(({ index }) => Math.floor(index / PAGE)))]
  const pages = useGridPages(filter, wanted)
  const rowAt = (index: number): GridRow | undefined =>
    pages[wanted.indexOf(Math.floor(index / PAGE))]?.data?.rows[index % PAGE]
  if (first.count === 0) return <EmptyPane part title={t('place.no_grids')} hint={t('place.no_grids_hint')} />
  const columns = ['grid', 'kind', 'households', 'team', 'open', 'late'] as const
  const above = shown[0]?.start ?? 0
  const below = rows.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section ref={box} className="places-scroll" tabIndex={0} aria-label={t('place.grids')}>
      <table className="places-table" aria-rowcount={first.count + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`place.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={above} />
          {shown.map(({ index }) => (
            <Line key={index} index={index} row={rowAt(index)} />
          ))}
          <Space height={below} />
        </tbody>
      </table>
    </section>
  )
}

/** Stands for the rows that are not in sight. */
const Space = ({ height }: { height: number }) =>
  height > 0 && (
    <tr>
      <td colSpan={6} style={{ height, padding: 0 }} />
    </tr>
  )

/** How many of a team are named in a list. */
const NAMED = 3

function Line({ index, row }: { index: number; row: GridRow | undefined }) {
  const { t } = useTranslation()
  const words = useWords()
  if (!row)
    return (
      <tr aria-rowindex={index + 2}>
        <td colSpan={6} />
      </tr>
    )
  const name = words(row.name)
  const team = row.team.slice(0, NAMED).map(({ person }) => person)
  return (
    <tr aria-rowindex={index + 2}>
      <td className="places-name">
        <Link to={`/grids/${row.code}`}>{name}</Link>
        <small>
          <code>{row.code}</code> · <span title={words(row.above)}>{nearest(words(row.above))}</span>
        </small>
      </td>
      <td>{row.kind && words(row.kind)}</td>
      <td>{row.households ?? t('place.unknown')}</td>
      <td>
        {row.gap && <span className="tag tag-red">{t('place.gap')}</span>} {team.join(t('app.comma'))}
      </td>
      <td>
        <Count count={row.open} of={{ territory: row.code }} name={name} />
      </td>
      <td>
        <Count count={row.late} late of={{ territory: row.code }} name={name} />
      </td>
    </tr>
  )
}
