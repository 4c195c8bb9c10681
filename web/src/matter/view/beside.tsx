/** 情境 — the right pane: why it is due, where it is, whose duty it is, what belongs to it, who serves the place. */
import type { DutyView } from '@huying/contract/matter/duty.ts'
import type { MatterGrid } from '@huying/contract/matter/grid.ts'
import type { Related } from '@huying/contract/matter/related.ts'
import type { Similar } from '@huying/contract/matter/similar.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWords } from '../../kernel/i18n.ts'
import { codeOf } from '../../kernel/problem.tsx'
import { ClockBadge } from '../clock/badge.tsx'
import { Clocks } from '../clock/clocks.tsx'
import { useTold } from '../use-told.ts'
import { Fact, Facts } from './facts.tsx'
import { useDuty, useGrid, useRelated, useSimilar } from './use-beside.ts'

const Plan = lazy(async () => ({ default: (await import('../../territory/plan.tsx')).Plan }))

const MAP_HEIGHT = 180
const HOUR = 3_600_000

export function Beside({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const { id } = matter
  const duty = useDuty(id)
  const grid = useGrid(id)
  const related = useRelated(id)
  const similar = useSimilar(id)
  const hasRelated = (related.data?.matters.length ?? 0) + (related.data?.hidden ?? 0) > 0
  return (
    <aside className="facts" aria-label={t('beside.title')}>
      <Place matter={matter} />
      <Clocks matter={matter} />
      <Facts matter={matter} />
      {duty.isEnabled && codeOf(duty.error) !== 'not_found' && (
        <Part title={t('beside.duty')} query={duty}>
          {(data) => <Duty duty={data} />}
        </Part>
      )}
      {(hasRelated || related.isError) && (
        <Part title={t('beside.related')} query={related}>
          {(data) => <Relatives related={data} />}
        </Part>
      )}
      {codeOf(similar.error) !== 'not_found' && (
        <Part title={t('beside.similar')} query={similar}>
          {(data) => <SimilarOnes similar={data} />}
        </Part>
      )}
      {grid.isEnabled && codeOf(grid.error) !== 'not_found' && (
        <Part
          title={t(grid.data && grid.data.kind === null ? 'beside.grid_other' : 'beside.grid')}
          query={grid}
        >
          {(data) => <Grid grid={data} />}
        </Part>
      )}
    </aside>
  )
}

type PartProps<T> = { title: string; query: UseQueryResult<T>; children: (data: T) => ReactNode }

/** One part that is read by itself: it loads, fails and is tried again by itself. */
function Part<T>({ title, query, children }: PartProps<T>) {
  const { t } = useTranslation()
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {query.data !== undefined ? (
        children(query.data)
      ) : query.isError ? (
        <p className="quiet">
          {t('beside.failed')}{' '}
          <Button size="small" type="link" onClick={() => void query.refetch()}>
            {t('beside.retry')}
          </Button>
        </p>
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 2 }} />
      )}
    </section>
  )
}

function Place({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const [lon, lat] = matter.point ?? []
  return (
    <section className="beside-map" aria-label={t('beside.map')} style={{ minHeight: MAP_HEIGHT }}>
      <Suspense>
        <Plan
          code={matter.territory.code}
          point={lon === undefined || lat === undefined ? null : [lon, lat]}
          height={MAP_HEIGHT}
        />
      </Suspense>
    </section>
  )
}

function Duty({ duty }: { duty: DutyView }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const names = (units: DutyView['assists']) => units.map(({ name }) => words(name)).join(t('app.comma'))
  const limits = duty.limits
    .slice(0, 4)
    .map(({ title, limit }) => `${words(title)} ${told.limit(limit)}`)
    .join(' · ')
  return (
    <dl>
      <Fact name={t('beside.kind')}>{duty.kinds.map(({ name }) => words(name)).join(' / ')}</Fact>
      <Fact name={t('beside.lead')}>{duty.lead ? words(duty.lead.name) : t('beside.nobody')}</Fact>
      {duty.assists.length > 0 && <Fact name={t('beside.assists')}>{names(duty.assists)}</Fact>}
      {duty.informs.length > 0 && <Fact name={t('beside.informs')}>{names(duty.informs)}</Fact>}
      {limits && <Fact name={t('beside.limits')}>{limits}</Fact>}
      {duty.basis && (
        <Fact name={t('beside.basis')}>
          {words(duty.basis)}
          {duty.source && <small className="quiet"> {duty.source}</small>}
          {duty.unverified && <span className="tag tag-amber">{t('beside.unverified')}</span>}
        </Fact>
      )}
    </dl>
  )
}

function Relatives({ related }: { related: Related }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <>
      <ul className="relatives">
        {related.matters.map(({ relation, matter }) => (
          <li key={`${relation} ${matter.id}`}>
            <Link to={`/matters/${matter.id}`}>{matter.title ?? t('matter.redacted')}</Link>
            <small className="quiet">
              {t(`relation.${relation}`)} · {words(matter.state.name)} · {matter.number}{' '}
              {matter.closedAt === null && <ClockBadge clock={matter} />}
            </small>
          </li>
        ))}
      </ul>
      {related.more > 0 && <p className="quiet">{t('beside.more', { count: related.more })}</p>}
      {related.hidden > 0 && <p className="quiet">{t('beside.hidden', { count: related.hidden })}</p>}
    </>
  )
}

/** How it ended, so that one need not begin anew. */
function SimilarOnes({ similar }: { similar: Similar }) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  if (similar.matters.length === 0) return <p className="quiet">{t('beside.similar_none')}</p>
  return (
    <ul className="relatives">
      {similar.matters.map(({ matter, lead, tookHours, satisfied }) => (
        <li key={matter.id}>
          <Link to={`/matters/${matter.id}`}>{matter.title ?? t('matter.redacted')}</Link>
          <small className="quiet">
            {[
              told.day(matter.closedAt ?? matter.reportedAt),
              ...(lead ? [words(lead.name)] : []),
              t('beside.took', { span: told.span(tookHours * HOUR) }),
              ...(satisfied === null ? [] : [t('beside.satisfied', { count: satisfied })]),
            ].join(' · ')}
          </small>
        </li>
      ))}
    </ul>
  )
}

function Grid({ grid }: { grid: MatterGrid }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <>
      <dl>
        {grid.people.map(({ role, person, organisation, phone }) => (
          <Fact key={`${role.id} ${person}`} name={words(role.name)}>
            {person} <small className="quiet">{words(organisation.name)}</small>
            {phone && (
              <>
                {' '}
                <a href={`tel:${phone}`}>{phone}</a>
              </>
            )}
          </Fact>
        ))}
        {grid.households !== null && <Fact name={t('beside.households')}>{grid.households}</Fact>}
      </dl>
      {grid.people.length === 0 && <p className="quiet">{t('beside.nobody_serves')}</p>}
      <Link to={`/grids/${grid.code}`}>{t('beside.grid_open', { name: words(grid.name) })}</Link>
    </>
  )
}
