/** 一个网格 — where it is, who serves it, what is open there, and what it was before. */
import type { GridView } from '@huying/contract/matter/grids.ts'
import { Fragment, lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useWords } from '../../kernel/i18n.ts'
import { codeOf, ProblemPane } from '../../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../../kernel/state-pane.tsx'
import { useTerritory } from '../../territory/current.ts'
import { useTerritoryView } from '../../territory/use-territories.ts'
import { ClockBadge } from '../clock/badge.tsx'
import { useTold } from '../use-told.ts'
import { useGrid, useHistory, useLastMatters } from './data.ts'
import { Count, Figure, Section, Team, useTitle } from './parts.tsx'

const Plan = lazy(async () => ({ default: (await import('../../territory/plan.tsx')).Plan }))

export default function GridPage() {
  const { t } = useTranslation()
  const words = useWords()
  const { code = '' } = useParams()
  const grid = useGrid(code)
  useTitle(grid.data && words(grid.data.name))
  if (grid.isPending) return <LoadingPane />
  if (!grid.data && codeOf(grid.error) === 'not_found')
    return (
      <EmptyPane title={t('place.no_grid')} hint={t('place.no_grid_hint')}>
        <Link to="/grids">{t('place.to_grids')}</Link>
      </EmptyPane>
    )
  if (!grid.data) return <ProblemPane error={grid.error} onRetry={() => void grid.refetch()} />
  return <Loaded grid={grid.data} />
}

function Loaded({ grid }: { grid: GridView }) {
  const { t } = useTranslation()
  const words = useWords()
  const navigate = useNavigate()
  const name = words(grid.name)
  const of = { territory: grid.code }
  return (
    <article className="place" aria-labelledby="place-title">
      <Head grid={grid} />
      <dl className="place-figures card">
        <Figure name={t('place.column.open')}>
          <Count count={grid.open} of={of} name={name} />
        </Figure>
        <Figure name={t('place.column.late')}>
          <Count count={grid.late} late of={of} name={name} />
        </Figure>
        <Households code={grid.code} />
      </dl>
      <div className="place-columns">
        <div>
          <Section title={t('place.team')}>
            {grid.gap && <p className="tag tag-red place-gap">{t('place.gap_long')}</p>}
            {grid.team.length > 0 ? (
              <Team team={grid.team} named />
            ) : (
              <p className="quiet">{t('place.nobody')}</p>
            )}
          </Section>
          <section className="card place-plan" aria-label={t('place.boundary')}>
            <Suspense>
              <Plan
                code={grid.code}
                height={240}
                onChoose={(code) => code.length === grid.code.length && void navigate(`/grids/${code}`)}
              />
            </Suspense>
          </section>
        </div>
        <div>
          <Section title={t('place.last')}>
            <Last code={grid.code} />
          </Section>
          <Section title={t('place.history')}>
            <History grid={grid} />
          </Section>
        </div>
      </div>
    </article>
  )
}

function Head({ grid }: { grid: GridView }) {
  const { t } = useTranslation()
  const words = useWords()
  const { choose } = useTerritory()
  const view = useTerritoryView(grid.code).data
  return (
    <header className="place-head">
      <nav className="quiet" aria-label={t('territory.above')}>
        {view?.path.slice(0, -1).map(({ code, name }, index) => (
          <Fragment key={code}>
            {index > 0 && ' / '}
            <Link to="/grids" onClick={() => choose(code)}>
              {words(name)}
            </Link>
          </Fragment>
        ))}
      </nav>
      <h1 id="place-title">{words(grid.name)}</h1>
      <p>
        {grid.kind && <span className="tag tag-blue">{words(grid.kind)}</span>}
        {view?.zones.map(({ id, name }) => (
          <span className="tag" key={id}>
            {words(name)}
          </span>
        ))}
        <code>{grid.code}</code>
      </p>
    </header>
  )
}

function Households({ code }: { code: string }) {
  const { t } = useTranslation()
  const households = useTerritoryView(code).data?.households
  return <Figure name={t('place.column.households')}>{households ?? t('place.unknown')}</Figure>
}

function Last({ code }: { code: string }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const last = useLastMatters(code)
  if (last.isPending) return <LoadingPane />
  if (!last.data) return <ProblemPane error={last.error} onRetry={() => void last.refetch()} />
  if (last.data.rows.length === 0) return <p className="quiet">{t('place.no_matters')}</p>
  return (
    <ul className="place-matters">
      {last.data.rows.map((row) => (
        <li key={row.id}>
          <Link to={`/matters/${row.id}`}>{row.title ?? t('matter.redacted')}</Link>
          <small className="quiet">
            {words(row.state.name)} · {told.short(row.reportedAt)}
          </small>
          <ClockBadge clock={row} />
        </li>
      ))}
    </ul>
  )
}

function History({ grid }: { grid: GridView }) {
  const { t } = useTranslation()
  const words = useWords()
  const history = useHistory(grid.code).data
  const names = (list: readonly { id: string; name: { zh: string; en?: string } }[]) =>
    list.map((each) => words(each.name)).join(t('app.comma'))
  return (
    <ul className="place-history">
      {history?.lineage.map(({ kind, on, from, to }) => (
        <li key={`${on} ${kind}`}>
          <time dateTime={on}>{on}</time>
          <span>{t(`place.lineage.${kind}`, { from: names(from), to: names(to) })}</span>
        </li>
      ))}
      {history?.periods.map(({ code, name, from, to }) => (
        <li key={from ?? ''}>
          {from === null ? (
            <span className="quiet">{t('place.ever')}</span>
          ) : (
            <time dateTime={from}>{from}</time>
          )}
          <span>
            {t(to === null ? 'place.since' : 'place.period', { name: words(name), code, to: to ?? '' })}
          </span>
        </li>
      ))}
      {grid.past.map(({ role, person, from, to }) => (
        <li key={`${person} ${from}`}>
          <time dateTime={to}>{to}</time>
          <span>{t('place.served', { role: words(role.name), person, from })}</span>
        </li>
      ))}
    </ul>
  )
}
