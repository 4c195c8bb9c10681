/** 打开中 — what the list already knows is shown at once, while the rest is read. */
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWords } from '../../kernel/i18n.ts'
import { queryClient } from '../../kernel/query.ts'
import { ClockBadge } from '../clock/badge.tsx'

export function Arriving({ id }: { id: string }) {
  const { t } = useTranslation()
  const words = useWords()
  const row = knownRow(id)
  return (
    <div className="matter-frame">
      <div className="matter">
        <div className="matter-main">
          <div className="matter-story" aria-busy="true" role="status" aria-label={t('state.loading')}>
            {row && (
              <div className="matter-head">
                <div className="tags">
                  <ClockBadge clock={row} />
                  <span className="tag tag-blue">{words(row.loop.name)}</span>
                  <span className="tag tag-lake">{words(row.state.name)}</span>
                  <span className="number">{row.number}</span>
                </div>
                <h1>{row.title ?? t('matter.redacted')}</h1>
                <p className="quiet">{words(row.place)}</p>
              </div>
            )}
            <Skeleton active title={!row} paragraph={{ rows: 6 }} />
          </div>
        </div>
      </div>
    </div>
  )
}

/** The row of this matter in any list that has been read. */
function knownRow(id: string): MatterRow | null {
  for (const key of ['list', 'inbox', 'matters']) {
    for (const [, data] of queryClient.getQueriesData({ queryKey: [key] })) {
      const row = rowsIn(data).find((each) => each.id === id)
      if (row) return row
    }
  }
  return null
}

type Pages = { pages?: readonly unknown[]; rows?: readonly MatterRow[] }

function rowsIn(data: unknown): readonly MatterRow[] {
  if (typeof data !== 'object' || data === null) return []
  const { pages = [], rows = [] } = data as Pages
  return [...rows, ...pages.flatMap(rowsIn)]
}
