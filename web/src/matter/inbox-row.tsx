import type { MatterRow } from '@huying/contract/matter/list.ts'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWords } from '../kernel/i18n.ts'
import { ClockBadge } from './clock-badge.tsx'

/** The narrowest two names tell colleagues where it is; the whole path stands on the page of the matter. */
function narrow(place: string): string {
  const separator = place.includes(', ') ? ', ' : ' '
  return place.split(separator).slice(-2).join(separator)
}

export function InboxRow({ row, isOpen }: { row: MatterRow; isOpen: boolean }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <li>
      <Link
        className="row"
        to={`/matters/${row.id}`}
        {...(isOpen ? { 'aria-current': 'page' as const } : {})}
      >
        <span className="row-line">
          <span className="row-title">{row.title ?? t('matter.redacted')}</span>
          <ClockBadge clock={row} />
        </span>
        <span className="row-line row-facts">
          {row.urgent && <span className="tag tag-red">{t('overlay.urgent')}</span>}
          {row.supervised && <span className="tag tag-red">{t('overlay.supervised')}</span>}
          <span className="tag tag-blue">{words(row.loop.name)}</span>
          <span className="row-where">
            {words(row.state.name)}
            {row.duty && row.duty !== 'holder' && ` · ${t(`duty.${row.duty}`)}`}
            {` · ${narrow(words(row.place))}`}
          </span>
        </span>
      </Link>
    </li>
  )
}
