/** 情况 — clocks with their reasons, the place, who reported, and matters that belong to this one. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { kindPath } from '../catalogue/kind-tree.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../kernel/i18n.ts'
import { showMoment } from '../kernel/moment.ts'
import { Clocks } from './clocks.tsx'

export function Facts({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const { kinds, channels, timeZone } = useCatalogue()
  const channel = channels.find(({ id }) => id === matter.channel)
  const reporter = Object.values((matter.reporter ?? {}) as Record<string, unknown>).filter(
    (one) => typeof one === 'string',
  )
  return (
    <aside className="facts" aria-label={t('matter.facts')}>
      <Clocks matter={matter} />
      <h2>{t('matter.facts')}</h2>
      <dl>
        <Fact name={t('matter.kind')}>{kindPath(kinds, matter.kind.id, words)}</Fact>
        <Fact name={t('matter.place')}>{matter.territory.path.map((one) => words(one.name)).join(' ')}</Fact>
        <Fact name={t('matter.reported_at')}>{showMoment(matter.reportedAt, 'full', locale, timeZone)}</Fact>
        <Fact name={t('matter.channel')}>{channel ? words(channel.name) : matter.channel}</Fact>
        {reporter.length > 0 && <Fact name={t('matter.reporter')}>{reporter.join(' ')}</Fact>}
        {matter.informed.length > 0 && (
          <Fact name={t('matter.informed')}>
            {matter.informed.map((one) => words(one.name)).join(t('app.comma'))}
          </Fact>
        )}
        {matter.followers > 0 && <Fact name={t('matter.followers')}>{matter.followers}</Fact>}
        {Object.entries(matter.counts).map(([what, count]) => (
          <Fact key={what} name={t(`count.${what}`, { defaultValue: what })}>
            {count}
          </Fact>
        ))}
        {matter.outcome && (
          <Fact name={t('matter.outcome')}>
            {t(`value.${matter.outcome}`, { defaultValue: matter.outcome })}
          </Fact>
        )}
        {matter.solved !== null && (
          <Fact name={t('matter.solved')}>{t(matter.solved ? 'matter.is_solved' : 'matter.not_solved')}</Fact>
        )}
      </dl>
      <Relatives matter={matter} />
    </aside>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Relatives({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const relatives = [
    ...(matter.parentId ? [{ id: matter.parentId, title: t('matter.parent') }] : []),
    ...(matter.mergedInto ? [{ id: matter.mergedInto, title: t('matter.merged_into') }] : []),
    ...matter.children.map((child) => ({
      id: child.id,
      title: `${t(`child.${child.why}`, { defaultValue: child.why })}${child.closed ? ` · ${t('matter.closed')}` : ''}`,
    })),
    ...matter.merged.map((id) => ({ id, title: t('matter.merged') })),
  ]
  if (relatives.length === 0) return null
  return (
    <>
      <h2>{t('matter.relatives')}</h2>
      <ul className="relatives">
        {relatives.map(({ id, title }) => (
          <li key={`${id} ${title}`}>
            <Link to={`/matters/${id}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </>
  )
}
