/** 单位 — organisations in one's scope as a tree: what is open, what is late, how long a matter stays there. */
import type { UnitRow } from '@huying/contract/matter/units.ts'
import { Input, Table } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWords } from '../../kernel/i18n.ts'
import { ProblemPane } from '../../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../../kernel/state-pane.tsx'
import { useTerritory } from '../../territory/current.ts'
import { FileButton } from '../list/file-button.tsx'
import { useTold } from '../use-told.ts'
import { useUnits } from './data.ts'
import { Count, useTitle, Wider } from './parts.tsx'
import { type Branch, shownUnits, treeOf } from './unit-tree.ts'

const MINUTE = 60_000
/** Fewer than this are shown whole. */
const SHORT = 40

export default function UnitsPage() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const { code } = useTerritory()
  const units = useUnits(code)
  useTitle(t('place.units'))
  return (
    <div className="places">
      <header className="places-head">
        <h1>{t('place.units')}</h1>
        <p className="quiet" role="status">
          {units.data && t('place.unit_sums', { count: units.data.units.length })} <Wider path="/units" />
        </p>
        <div className="places-tools">
          <Input
            allowClear
            value={text}
            maxLength={60}
            aria-label={t('place.unit_search')}
            placeholder={t('place.unit_search')}
            onChange={(event) => setText(event.target.value)}
          />
          <FileButton path={`/api/units.xlsx${code === null ? '' : `?territory=${code}`}`} />
        </div>
        <p className="quiet places-note">{t('place.units_note')}</p>
      </header>
      {units.isPending && <LoadingPane />}
      {units.isError && !units.data && (
        <ProblemPane error={units.error} onRetry={() => void units.refetch()} />
      )}
      {units.data && <Tree units={units.data.units} text={text.trim()} />}
    </div>
  )
}

function Tree({ units, text }: { units: readonly UnitRow[]; text: string }) {
  const { t } = useTranslation()
  const words = useWords()
  const shown = useMemo(() => shownUnits(units, text), [units, text])
  const tree = useMemo(() => treeOf(shown), [shown])
  const [opened, setOpened] = useState<readonly string[] | null>(null)
  if (tree.length === 0) return <EmptyPane part title={t('place.no_units')} hint={t('place.no_units_hint')} />
  const isWhole = text !== '' || shown.length <= SHORT
  const atFirst = isWhole ? shown.map(({ id }) => id) : tree.map(({ id }) => id)
  return (
    <Table<Branch>
      className="places-tree"
      size="small"
      rowKey="id"
      dataSource={tree}
      pagination={false}
      expandable={{
        expandedRowKeys: text === '' && opened ? opened : atFirst,
        onExpandedRowsChange: (keys) => setOpened(keys.map(String)),
      }}
      columns={[
        {
          title: t('place.column.unit'),
          key: 'unit',
          render: (_, unit) => (
            <span className="places-unit">
              <Link to={`/units/${unit.id}`}>{words(unit.name)}</Link>
              <small className="quiet">{words(unit.kind.name)}</small>
            </span>
          ),
        },
        {
          title: t('place.column.open'),
          key: 'open',
          width: 88,
          align: 'right',
          render: (_, { id, open, name }) => <Count count={open} of={{ lead: id }} name={words(name)} />,
        },
        {
          title: t('place.column.late'),
          key: 'late',
          width: 88,
          align: 'right',
          render: (_, { id, late, name }) => <Count count={late} late of={{ lead: id }} name={words(name)} />,
        },
        {
          title: t('place.column.held'),
          key: 'held',
          width: 272,
          align: 'right',
          render: (_, { held }) => <HeldCell held={held} />,
        },
      ]}
    />
  )
}

function HeldCell({ held }: { held: UnitRow['held'] }) {
  const { t } = useTranslation()
  const told = useTold()
  if (held === null) return <span className="quiet">{t('place.not_yours')}</span>
  if (held.median === null) return <span className="place-none">—</span>
  return <span className="place-time">{told.spanLong(held.median * MINUTE)}</span>
}
