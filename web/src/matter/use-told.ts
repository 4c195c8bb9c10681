/** 说法 — instants, lengths and limits of time in the reader's words. */
import { limitId, spanWords } from '@huying/contract/matter/span.ts'
import type { LimitView } from '@huying/contract/matter/view.ts'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'

export function useTold() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { timeZone } = useCatalogue()
  return {
    short: (iso: string) => showMoment(iso, 'short', locale, timeZone),
    full: (iso: string) => showMoment(iso, 'full', locale, timeZone),
    day: (iso: string) => showMoment(iso, 'day', locale, timeZone),
    /** e.g. 0:38 */
    span: (ms: number) => {
      const { id, values } = spanWords(ms)
      return t(id, values)
    },
    /** e.g. 0 小时 38 分 */
    spanLong: (ms: number) => {
      const { id, values } = spanWords(ms)
      return t(`${id}_long`, values)
    },
    limit: (limit: LimitView) => t(limitId(limit), { amount: limit.amount }),
  }
}
