/** 保管时长 — calendar time and office hours side by side, each said which it is; by kind, the longest first. */
import type { HeldFigures, UnitView } from '@huying/contract/matter/units.ts'
import { useTranslation } from 'react-i18next'
import { useLocale, useWords } from '../../kernel/i18n.ts'
import { useTold } from '../use-told.ts'

const MINUTE = 60_000

export function Held({ held }: { held: NonNullable<UnitView['held']> }) {
  const { t } = useTranslation()
  return (
    <>
      {!held.complete && (
        <p className="tag tag-amber" role="status">
          {t('place.filling')}
        </p>
      )}
      <Periods periods={held.periods} />
      {held.kinds.length > 0 && <Kinds kinds={held.kinds} />}
    </>
  )
}

type Row = { readonly name: string; readonly value: (figures: HeldFigures) => string }

function Periods({ periods }: { periods: readonly HeldFigures[] }) {
  const { t } = useTranslation()
  const told = useTold()
  const hours = useHours()
  const span = (minutes: number | null) => (minutes === null ? '—' : told.spanLong(minutes * MINUTE))
  const rows: Row[] = [
    { name: t('place.figure.matters'), value: ({ matters }) => String(matters) },
    { name: t('place.figure.median_calendar'), value: ({ calendar }) => span(calendar.median) },
    { name: t('place.figure.median_working'), value: ({ working }) => hours(working?.median) },
    { name: t('place.figure.sum_calendar'), value: ({ calendar }) => span(calendar.sum) },
    { name: t('place.figure.sum_working'), value: ({ working }) => hours(working?.sum) },
    { name: t('place.figure.returned'), value: ({ returned }) => String(returned) },
    { name: t('place.figure.again'), value: ({ again }) => String(again) },
  ]
  return (
    <table className="place-held">
      <caption className="sr-only">{t('place.held')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('place.figure.title')}</th>
          {periods.map(({ days }) => (
            <th scope="col" key={days}>
              {t('place.days', { days })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {periods.map((figures) => (
              <td key={figures.days}>{value(figures)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Kinds({ kinds }: { kinds: NonNullable<UnitView['held']>['kinds'] }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  return (
    <table className="place-held">
      <caption>{t('place.by_kind')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('matter.kind')}</th>
          <th scope="col">{t('place.figure.matters')}</th>
          <th scope="col">{t('place.figure.median_calendar')}</th>
          <th scope="col">{t('place.figure.sum_calendar')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ kind, matters, calendar }) => (
          <tr key={kind.id}>
            <th scope="row">{words(kind.name)}</th>
            <td>{matters}</td>
            <td>{told.spanLong((calendar.median ?? 0) * MINUTE)}</td>
            <td>{told.spanLong(calendar.sum * MINUTE)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Office hours are said in hours: a day of them is not a day. */
function useHours(): (minutes: number | null | undefined) => string {
  const { t } = useTranslation()
  const locale = useLocale()
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return (minutes) => {
    if (minutes === undefined) return t('place.too_many')
    return minutes === null ? '—' : t('place.hours', { hours: format.format(minutes / 60) })
  }
}
