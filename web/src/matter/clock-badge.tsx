import { useTranslation } from 'react-i18next'
import { useNow } from '../kernel/now.ts'
import { clockWords, remaining } from './clock.ts'

/** Colour, a word and figures; a screen reader hears the whole sentence. */
export function ClockBadge({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation()
  const time = remaining(Date.parse(dueAt), useNow())
  const { id, values } = clockWords(time)
  const sentence = t(`${id}_long`, values)
  return (
    <span className={`clock clock-${time.tone}`} title={sentence}>
      <span aria-hidden="true">{t(id, values)}</span>
      <span className="sr-only">{sentence}</span>
    </span>
  )
}

/** The same without a ground, inside a line of text. */
export function ClockText({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation()
  const time = remaining(Date.parse(dueAt), useNow())
  const { id, values } = clockWords(time)
  return <span className={`clock-text clock-text-${time.tone}`}>{t(id, values)}</span>
}
