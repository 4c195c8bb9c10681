/** 登记 — somebody says something once: the text first, the rest follows from it. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { ReportForm } from './form.tsx'
import { Reported } from './reported.tsx'
import type { Sent } from './use-report.ts'
import './page.css'

export default function ReportPage() {
  const { t } = useTranslation()
  // Going to this page once more, by `c` or the button in the header, begins the next report.
  const { key } = useLocation()
  const [done, setDone] = useState<{ sent: Sent; at: string } | null>(null)
  const sent = done?.at === key ? done.sent : null
  useEffect(() => {
    document.title = `${t('report.title')} · ${t('app.name')}`
  }, [t])
  return (
    <section className="report" aria-labelledby="report-title">
      <div className="report-page">
        <h1 id="report-title">{t('report.title')}</h1>
        {sent ? (
          <Reported sent={sent} onAgain={() => setDone(null)} />
        ) : (
          <ReportForm onSent={(next) => setDone({ sent: next, at: key })} />
        )}
      </div>
    </section>
  )
}
