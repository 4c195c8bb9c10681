/** 事项页 — always the same page: where the matter stands, who has it, what has happened, what one may do. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { codeOf, ProblemPane } from '../../kernel/problem.tsx'
import { EmptyPane } from '../../kernel/state-pane.tsx'
import { Acting } from '../action/acting.tsx'
import { Arriving } from './arriving.tsx'
import { Beside } from './beside.tsx'
import { Custody } from './custody.tsx'
import './page.css'
import './print.css'
import { Timeline } from '../timeline/timeline.tsx'
import { useMatter } from '../use-matter.ts'
import { MatterHead } from './head.tsx'
import { Track } from './track.tsx'
import { Units } from './units.tsx'

export default function MatterPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data, error, isPending, refetch } = useMatter(id)
  useEffect(() => {
    document.title = `${data?.title ?? t('matter.page')} · ${t('app.name')}`
  }, [data?.title, t])
  if (isPending) return <Arriving key={id} id={id} />
  const code = codeOf(error)
  if (code === 'not_found' || code === 'request.malformed') return <NotFound />
  if (!data) return <ProblemPane error={error} onRetry={() => void refetch()} />
  return <Page key={id} matter={data} />
}

/** A title that is the whole text but for its full stop need not be read twice. */
const bare = (text: string): string => text.trim().replace(/[。.！!？?]+$/u, '')

function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyPane title={t('matter.not_found')} hint={t('matter.not_found_hint')}>
      <Link to="/">{t('state.to_inbox')}</Link>
    </EmptyPane>
  )
}

function Page({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  return (
    <div className="matter-frame">
      <article className="matter" aria-labelledby="matter-title">
        <div className="matter-main">
          <div className="matter-story">
            <MatterHead matter={matter} />
            <Track matter={matter} />
            {matter.text !== null && bare(matter.text) !== bare(matter.title ?? '') && (
              <section className="card" aria-labelledby="said-title">
                <h2 id="said-title">{t('matter.said')}</h2>
                <p className="said">{matter.text}</p>
              </section>
            )}
            {matter.assignments.length > 0 && <Units matter={matter} />}
            <Custody matter={matter} />
            <Timeline matter={matter} />
          </div>
          <Acting matter={matter} />
        </div>
        <Beside matter={matter} />
      </article>
    </div>
  )
}
