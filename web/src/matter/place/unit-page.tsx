/** 一个单位 — its people, what it answers for, what is open, and how long it held matters. Figures are of the unit, never of a person. */
import type { UnitView } from '@huying/contract/matter/units.ts'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useWords } from '../../kernel/i18n.ts'
import { codeOf, ProblemPane } from '../../kernel/problem.tsx'
import { EmptyPane, LoadingPane } from '../../kernel/state-pane.tsx'
import { useTold } from '../use-told.ts'
import { useUnit } from './data.ts'
import { Held } from './held.tsx'
import { Count, Figure, Section, Team, useTitle } from './parts.tsx'

export default function UnitPage() {
  const { t } = useTranslation()
  const words = useWords()
  const { id = '' } = useParams()
  const unit = useUnit(id)
  useTitle(unit.data && words(unit.data.name))
  if (unit.isPending) return <LoadingPane />
  if (!unit.data && codeOf(unit.error) === 'not_found')
    return (
      <EmptyPane title={t('place.no_unit')} hint={t('place.no_unit_hint')}>
        <Link to="/units">{t('place.to_units')}</Link>
      </EmptyPane>
    )
  if (!unit.data) return <ProblemPane error={unit.error} onRetry={() => void unit.refetch()} />
  return <Loaded unit={unit.data} />
}

function Loaded({ unit }: { unit: UnitView }) {
  const { t } = useTranslation()
  const words = useWords()
  const name = words(unit.name)
  const of = { lead: unit.id }
  return (
    <article className="place" aria-labelledby="place-title">
      <Head unit={unit} />
      <dl className="place-figures card">
        <Figure name={t('place.leads_open')}>
          <Count count={unit.open} of={of} name={name} />
        </Figure>
        <Figure name={t('place.column.late')}>
          <Count count={unit.late} late of={of} name={name} />
        </Figure>
      </dl>
      <div className="place-columns">
        <div>
          <Section title={t('place.posts')}>
            {unit.posts.length > 0 ? (
              <Team team={unit.posts} />
            ) : (
              <p className="quiet">{t('place.nobody')}</p>
            )}
          </Section>
          <Section title={t('place.duties')}>
            <Duties unit={unit} />
          </Section>
          {unit.parts.length > 0 && (
            <Section title={t('place.parts')}>
              <p className="place-links">
                {unit.parts.map((part) => (
                  <Link key={part.id} to={`/units/${part.id}`}>
                    {words(part.name)}
                  </Link>
                ))}
              </p>
            </Section>
          )}
        </div>
        <Section title={t('place.held')} note={t('place.held_note')}>
          {unit.held ? <Held held={unit.held} /> : <p className="quiet">{t('place.not_yours_long')}</p>}
        </Section>
      </div>
    </article>
  )
}

function Head({ unit }: { unit: UnitView }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <header className="place-head">
      <nav className="quiet" aria-label={t('place.part_of')}>
        {unit.path.map(({ id, name }, index) => (
          <Fragment key={id}>
            {index > 0 && ' / '}
            <Link to={`/units/${id}`}>{words(name)}</Link>
          </Fragment>
        ))}
      </nav>
      <h1 id="place-title">{words(unit.name)}</h1>
      <p>
        <span className="tag tag-blue">{words(unit.kind.name)}</span>
        {unit.standing.map(({ id, name }) => (
          <span className="tag" key={id}>
            {words(name)}
          </span>
        ))}
        <span className="quiet">{t('place.serves', { name: words(unit.territory.name) })}</span>
        {unit.phone && <a href={`tel:${unit.phone}`}>{unit.phone}</a>}
      </p>
    </header>
  )
}

/** Kinds with the same limits are told together. */
function Duties({ unit: { leads } }: { unit: UnitView }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  if (leads.length === 0) return <p className="quiet">{t('place.no_duties')}</p>
  const byLimits = Map.groupBy(leads, ({ limits }) =>
    limits.map(({ title, limit }) => `${words(title)} ${told.limit(limit)}`).join(' · '),
  )
  return (
    <ul className="place-duties">
      {[...byLimits].map(([limits, kinds]) => (
        <li key={limits}>
          {kinds.map(({ kind }) => words(kind.name)).join(t('app.comma'))}
          <small className="quiet place-limits">{limits}</small>
        </li>
      ))}
    </ul>
  )
}
