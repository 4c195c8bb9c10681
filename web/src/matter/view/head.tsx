import { CopyOutlined } from '@ant-design/icons'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale, useWords } from '../../kernel/i18n.ts'
import { narrow } from '../../territory/place-words.ts'
import { ClockBadge } from '../clock/badge.tsx'
import { pausedPromise } from '../clock/next-due.ts'
import { usePressing } from '../clock/use-pressing.ts'
import { Why } from '../clock/why.tsx'
import { CopyButton } from '../copy-button.tsx'
import type { ClockView } from '../use-matter.ts'
import { useTold } from '../use-told.ts'
import { HeadActions } from './head-actions.tsx'

export function MatterHead({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const words = useWords()
  const pressing = usePressing(matter)
  const due = pressing ?? pausedPromise(matter)
  const [asksWhy, askWhy] = useState(false)
  const overlays = matter.overlays.map((overlay) => ({
    overlay,
    name: t(`overlay.${overlay}`, { defaultValue: overlay }),
  }))
  const profile = matter.profile && words(matter.profile.name)
  const said = new Set([words(matter.loop.name), ...overlays.map(({ name }) => name)])
  return (
    <header className="matter-head">
      <div className="tags">
        {due && <HeadClock clock={due} asksWhy={asksWhy} onAsk={askWhy} />}
        {overlays.map(({ overlay, name }) => (
          <span key={overlay} className={`tag tag-${toneOf(overlay)}`}>
            {name}
          </span>
        ))}
        {profile !== null && !said.has(profile) && <span className="tag">{profile}</span>}
        <span className="tag tag-blue">{words(matter.loop.name)}</span>
        <span className="tag tag-lake">{words(matter.state.name)}</span>
        <NumberLine number={matter.number} />
      </div>
      <div className="title-line">
        <HeadActions matter={matter} />
        <h1 id="matter-title">{matter.title ?? t('matter.redacted')}</h1>
      </div>
      <Origin matter={matter} />
      {matter.overlays.includes('confidential') && (
        <p className="confidential-note">{t('confidential.note')}</p>
      )}
      {due && asksWhy && (
        <section className="card head-why" id="head-why" aria-label={t('clock.why')}>
          <Why clock={due} />
        </section>
      )}
    </header>
  )
}

const toneOf = (overlay: string): string => (overlay === 'extended' || overlay === 'parked' ? 'amber' : 'red')

type HeadClockProps = { clock: ClockView; asksWhy: boolean; onAsk: (asks: boolean) => void }

/** The clock of whoever reads; pressed, it says in place why it is what it is, and covers nothing. */
function HeadClock({ clock, asksWhy, onAsk }: HeadClockProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="clock-button"
      title={t('clock.why')}
      aria-expanded={asksWhy}
      aria-controls="head-why"
      onClick={() => onAsk(!asksWhy)}
      onKeyDown={({ key }) => key === 'Escape' && onAsk(false)}
    >
      <ClockBadge clock={clock} />
      <span className="sr-only">{t('clock.why')}</span>
    </button>
  )
}

function NumberLine({ number }: { number: string }) {
  const { t } = useTranslation()
  return (
    <span className="number-line">
      <span className="number">{number}</span>
      <CopyButton text={number} label={t('head.copy_number', { number })} icon={<CopyOutlined />} />
    </span>
  )
}

/** A fact as short as this is never broken, a date least of all. */
const SHORT = 30

/** Where, who has it now, out of how many, since when, and who had it first. */
function Origin({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const told = useTold()
  const { territory, merged, firstHandler, holder } = matter
  const parts = [
    narrow(
      territory.path.map((one) => words(one.name)),
      locale,
    ),
    ...(holder
      ? [t('matter.held_by', { name: holder.id === 'reporter' ? t('matter.reporter') : words(holder.name) })]
      : []),
    ...(merged.length > 0 ? [t('head.merged', { count: merged.length + 1 })] : []),
    t('head.reported', { at: told.day(matter.reportedAt) }),
    ...(firstHandler && firstHandler.id !== holder?.id
      ? [t('head.first_handler', { name: words(firstHandler.name) })]
      : []),
  ]
  const said = parts.filter(Boolean)
  return (
    <p className="quiet origin">
      {said.map((part, index) => (
        <Fragment key={part}>
          {index > 0 && ' · '}
          <span className={part.length < SHORT ? 'is-short' : undefined}>{part}</span>
        </Fragment>
      ))}
    </p>
  )
}
