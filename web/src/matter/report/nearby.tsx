/** 附近未结 — open matters that this report may repeat: the same thing is joined instead of being opened again; residents are shown their own. */
import type { Nearby } from '@huying/contract/matter/nearby.ts'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMe } from '../../account/use-me.ts'
import { useWords } from '../../kernel/i18n.ts'
import { ClockBadge } from '../clock/badge.tsx'
import { useTold } from '../use-told.ts'
import { spoken } from './spoken.ts'
import type { Joining } from './use-report.ts'

type Alike = Nearby['matters'][number]
type Props = {
  nearby: readonly Alike[]
  /** Whether a place is known to look around. */
  asked: boolean
  joining: Joining | null
  onJoin: (to: Joining | null) => void
}

export function NearbyList({ nearby, asked, joining, onJoin }: Props) {
  const { t } = useTranslation()
  if (!asked) return null
  return (
    <>
      <h3>{t('report.nearby')}</h3>
      {nearby.length === 0 && <p className="quiet">{t('report.nearby_none')}</p>}
      <ul className="report-alike">
        {nearby.map((one) => (
          <NearbyOne key={one.matter.id} one={one} joining={joining} onJoin={onJoin} />
        ))}
      </ul>
    </>
  )
}

function NearbyOne({ one, joining, onJoin }: { one: Alike } & Pick<Props, 'joining' | 'onJoin'>) {
  const { t } = useTranslation()
  const words = useWords()
  const told = useTold()
  const isStaff = (useMe().data?.posts.length ?? 0) > 0
  const { matter, likeness } = one
  const { metres } = likeness
  const shared = spoken(likeness.words, matter.title ?? '').slice(0, 3)
  const reasons = [
    ...(metres === null ? [] : [t('report.nearby_metres', { metres })]),
    ...(shared.length > 0 ? [t('report.nearby_words', { words: shared.join(t('app.comma')) })] : []),
    ...(likeness.sameKind ? [t('report.nearby_kind')] : []),
  ]
  const isJoined = joining?.id === matter.id
  return (
    <li>
      <div className="report-alike-line">
        <Link to={`/matters/${matter.id}`} target="_blank" className="report-alike-title">
          {matter.title ?? t('matter.redacted')}
        </Link>
        <ClockBadge clock={{ left: matter.left, pace: matter.pace ?? 'on_time' }} />
      </div>
      <div className="report-alike-line">
        <small className="quiet">
          {reasons.join(' · ')} · {words(matter.state.name)} · {told.short(matter.reportedAt)}
        </small>
        {isStaff ? (
          <Button
            size="small"
            aria-pressed={isJoined}
            type={isJoined ? 'primary' : 'default'}
            onClick={() => onJoin(isJoined ? null : { id: matter.id, number: matter.number })}
          >
            {t('report.same')}
          </Button>
        ) : (
          <Link to={`/matters/${matter.id}`}>{t('report.yours_already')}</Link>
        )}
      </div>
    </li>
  )
}
