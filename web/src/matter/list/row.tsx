import { StarFilled } from '@ant-design/icons'
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWords } from '../../kernel/i18n.ts'
import { shortPath } from '../../territory/place-words.ts'
import { ClockBadge } from '../clock/badge.tsx'

type Props = {
  row: MatterRow
  search: string
  isOpen: boolean
  isChosen: boolean
  isGone: boolean
  onChoose: (id: string, range: boolean) => void
}

/** Two lines, always: what it is and its clock; what it waits for and where. */
export const InboxRow = memo(function InboxRow({ row, search, isOpen, isChosen, isGone, onChoose }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const title = row.title ?? t('matter.redacted')
  const facts = [
    isGone ? t('list.gone') : words(row.state.name),
    ...(row.duty && row.duty !== 'holder' ? [t(`duty.${row.duty}`)] : []),
    ...(row.holder && row.holder.id !== 'reporter' ? [words(row.holder.name)] : []),
    // The whole path stands on the page of the matter.
    shortPath(words(row.place), 2),
  ].join(' · ')
  return (
    <>
      <Link
        className={isGone ? 'row is-gone' : 'row'}
        to={{ pathname: `/matters/${row.id}`, search }}
        {...(isOpen ? { 'aria-current': 'page' as const } : {})}
      >
        <span className="row-line">
          <span className="row-title" title={title}>
            {title}
          </span>
          <ClockBadge clock={row} />
        </span>
        <span className="row-line row-facts">
          {row.urgent && <span className="tag tag-red">{t('overlay.urgent')}</span>}
          {row.supervised && <span className="tag tag-red">{t('overlay.supervised')}</span>}
          <span className="tag tag-blue">{words(row.loop.name)}</span>
          <span className="row-where" title={facts}>
            {facts}
          </span>
          {row.followed && (
            <span className="row-star">
              <StarFilled aria-hidden="true" />
              <span className="sr-only">{t('list.following')}</span>
            </span>
          )}
        </span>
      </Link>
      <label className="row-choose">
        <input
          type="checkbox"
          checked={isChosen}
          onChange={() => undefined}
          onClick={(event) => onChoose(row.id, event.shiftKey)}
          aria-label={t('list.select', { title })}
        />
      </label>
    </>
  )
})
