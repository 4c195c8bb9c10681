import type { Opened } from '@huying/contract/matter/open.ts'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'

/** The number to tell the caller, who has it now, and until when it will be answered. */
export function Reported({ opened, onAgain }: { opened: Opened; onAgain: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { organisations, timeZone } = useCatalogue()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const holder = organisations.find((one) => one.id === (opened.holder ?? opened.lead))
  return (
    <div className="card reported" role="status">
      <h2 ref={heading} tabIndex={-1}>
        {t('report.done')}
      </h2>
      <p className="reported-number">
        <Link to={`/matters/${opened.id}`}>{opened.number}</Link>
      </p>
      <dl>
        {holder && (
          <>
            <dt>{t('report.holder')}</dt>
            <dd>{words(holder.name)}</dd>
          </>
        )}
        {opened.dueAt && (
          <>
            <dt>{t('report.due')}</dt>
            <dd>{showMoment(opened.dueAt, 'full', locale, timeZone)}</dd>
          </>
        )}
      </dl>
      <Link className="button-link" to={`/matters/${opened.id}`}>
        {t('report.open')}
      </Link>
      <Button onClick={onAgain}>{t('report.again')}</Button>
    </div>
  )
}
