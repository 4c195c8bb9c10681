/** 登记 — somebody says something once: the text first, the rest follows from it. */
import type { Opened } from '@huying/contract/matter/open.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReportForm } from './report-form.tsx'
import { Reported } from './reported.tsx'
import './report-page.css'

export default function ReportPage() {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    document.title = `${t('report.title')} · ${t('app.name')}`
  }, [t])
  return (
    <section className="report" aria-labelledby="report-title">
      <div className="report-page">
        <h1 id="report-title">{t('report.title')}</h1>
        {opened ? (
          <Reported opened={opened} onAgain={() => setOpened(null)} />
        ) : (
          <ReportForm onOpened={setOpened} />
        )}
      </div>
    </section>
  )
}
