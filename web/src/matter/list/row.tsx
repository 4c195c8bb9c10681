import { StarFilled } from '@ant-design/icons'
import type { MatterRow } from '@huying/contract/matter/list.ts'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLocale, useWords } from '../../kernel/i18n.ts'
import { nearest } from '../../territory/place-words.ts'
import { ClockBadge } from '../clock/badge.tsx'

type Props = {
  row: MatterRow
  search: string
  isOpen: boolean
  isChosen: boolean
  isGone: boolean
  /** Held by a unit of whoever reads: its name would say nothing new on every row. */
  isOurs: boolean
  onChoose: (id: string, range: boolean) => void
}

/** Height of a row in the list: words are half as long in Chinese, and English ones have a line more. */
export const ROW_HEIGHT = { zh: 68, en: 90 } as const

/** Always: what it is and its clock; what it waits for; who has it and where. */
export const InboxRow = memo(function InboxRow(props: Props) {
  const { row, search, isOpen, isChosen, isGone, isOurs, onChoose } = props
  const { t } = useTranslation()
  const words = useWords()
  const title = row.title ?? t('matter.redacted')
  const standing = [
    isGone ? t('list.gone') : words(row.state.name),
    ...(row.duty && row.duty !== 'holder' ? [t(`duty.${row.duty}`)] : []),
  ].join(' · ')
  const where = [
    ...(row.holder && row.holder.id !== 'reporter' ? [isOurs ? t('list.ours') : words(row.holder.name)] : []),
    // The whole path stands on the page of the matter.
    nearest(words(row.place)),
  ].join(' · ')
  const lines = useLocale() === 'en' ? [standing, where] : [`${standing} · ${where}`]
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
          <span className="row-where" title={lines[0]}>
            {lines[0]}
          </span>
          {row.followed && (
            <span className="row-star">
              <StarFilled aria-hidden="true" />
              <span className="sr-only">{t('list.following')}</span>
            </span>
          )}
        </span>
        {lines[1] !== undefined && (
          <span className="row-line row-facts">
            <span className="row-where" title={lines[1]}>
              {lines[1]}
            </span>
          </span>
        )}
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
