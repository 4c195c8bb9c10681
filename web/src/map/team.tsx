/** 谁在服务 — by role, who leads first; of many in one role the first ones, and the rest when asked for. */
import type { MapTerritory } from '@huying/contract/map/map.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'

/** A whole team of this many is shown without folding. */
const FEW = 6
/** Of a larger one, so many of each role. */
const FIRST = 2

type Member = MapTerritory['team'][number]

export function Team({ team, more }: { team: readonly Member[]; more: number }) {
  const { t } = useTranslation()
  const words = useWords()
  const [isWhole, setWhole] = useState(team.length <= FEW)
  const roles = Map.groupBy(team, ({ role }) => role.id)
  const shown = isWhole ? team : [...roles.values()].flatMap((members) => members.slice(0, FIRST))
  const rest = team.length - shown.length + (isWhole ? 0 : more)
  return (
    <>
      <h2>{t('map.team')}</h2>
      {team.length === 0 && <p className="quiet">{t('map.nobody')}</p>}
      <dl className="map-team">
        {shown.map(({ role, person, organisation, phone }) => (
          <div key={`${role.id} ${person} ${organisation.id}`}>
            <dt>{words(role.name)}</dt>
            <dd>
              <b>{person}</b> {phone && <a href={`tel:${phone}`}>{phone}</a>}
              <small className="quiet">{words(organisation.name)}</small>
            </dd>
          </div>
        ))}
      </dl>
      {rest > 0 && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('map.team_rest', { count: rest })}
        </Button>
      )}
      {isWhole && more > 0 && <p className="quiet">{t('map.team_more', { count: more })}</p>}
    </>
  )
}
