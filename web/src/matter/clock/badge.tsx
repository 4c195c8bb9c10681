import { useTranslation } from 'react-i18next'
import { clockWords, type Standing, toneOf } from './clock.ts'

type Props = { clock: Standing }

/** Colour, a word and figures; a screen reader hears the whole sentence. */
export function ClockBadge({ clock }: Props) {
  const { t } = useTranslation()
  const told = useClock(clock)
  if (clock.pace === 'paused') return <span className="tag">{t('clock.paused')}</span>
  if (!told) return null
  return (
    <span className={`clock clock-${told.tone}`} title={told.sentence}>
      <span aria-hidden="true">{told.figures}</span>
      <span className="sr-only">{told.sentence}</span>
    </span>
  )
}

/** The same without a ground, inside a line of text. */
export function ClockText({ clock }: Props) {
  const told = useClock(clock)
  if (!told) return null
  return (
    <span className={`clock-text clock-text-${told.tone}`} title={told.sentence}>
      <span aria-hidden="true">{told.figures}</span>
      <span className="sr-only">{told.sentence}</span>
    </span>
  )
}

/** Figures, and the sentence that says which time they count. */
function useClock({ left, pace }: Standing) {
  const { t } = useTranslation()
  if (!left) return null
  const tone = toneOf(pace)
  const { id, values } = clockWords(left, tone)
  const sentence = t(`clock.${left.counted}`, { time: t(`${id}_long`, values) })
  return { tone, figures: t(id, values), sentence }
}
