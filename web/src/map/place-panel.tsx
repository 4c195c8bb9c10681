/** 一地的面板 — who serves it, what is open, what is late; below, its parts as a table: the map without a pointer. */
import type { MapTerritory, Tally } from '@huying/contract/map/map.ts'
import { Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWords } from '../kernel/i18n.ts'
import { Team } from './team.tsx'

type Props = {
  place: MapTerritory
  on: string | null
  /** The one above, or null at the top. */
  above: string | null
  onChoose: (code: string) => void
}

const listOf = (code: string, pace?: 'late' | 'near'): string =>
  `/?${new URLSearchParams({ tab: 'scope', ...(pace ? { pace } : {}), territory: code })}`

export function PlacePanel({ place, on, above, onChoose }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  const { code, name, level, tally, team, teamMore, children } = place
  return (
    <section className="map-place" aria-label={t('map.place')}>
      <header>
        <h1>{words(name)}</h1>
        {above !== null && (
          <Button size="small" onClick={() => onChoose(above)}>
            {t('map.up')}
          </Button>
        )}
      </header>
      <p className="quiet">{words(place.path)}</p>
      <Numbers code={code} tally={tally} on={on} />
      {children.length > 0 && <Parts rows={children} on={on} onChoose={onChoose} />}
      <Team key={code} team={team} more={teamMore} />
      {level === 'grid' && <Link to={`/grids/${code}`}>{t('map.grid_page')}</Link>}
    </section>
  )
}

/** Each number leads to the list it counts; a past day has no list. */
function Numbers({ code, tally, on }: { code: string; tally: Tally; on: string | null }) {
  const { t } = useTranslation()
  const open = <b>{tally.open}</b>
  return (
    <>
      <dl className="map-numbers">
        <div>
          <dt>{t('map.open')}</dt>
          <dd>{on === null ? <Link to={listOf(code)}>{open}</Link> : open}</dd>
        </div>
        {on === null &&
          (['late', 'near'] as const).map((pace) => (
            <div key={pace} className={tally[pace] > 0 ? `is-${pace}` : 'is-none'}>
              <dt>{t(`map.pace.${pace}`)}</dt>
              <dd>
                <Link to={listOf(code, pace)}>
                  <b>{tally[pace]}</b>
                </Link>
              </dd>
            </div>
          ))}
      </dl>
      {tally.unlocated > 0 && (
        <p className="form-note">
          {on === null ? (
            <Link to={listOf(code)}>{t('map.unlocated', { count: tally.unlocated })}</Link>
          ) : (
            t('map.unlocated', { count: tally.unlocated })
          )}
        </p>
      )}
    </>
  )
}

type PartsProps = { rows: MapTerritory['children']; on: string | null; onChoose: (code: string) => void }

function Parts({ rows, on, onChoose }: PartsProps) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <>
      <h2>{t('map.parts')}</h2>
      <Table
        size="small"
        rowKey="code"
        pagination={rows.length > 50 ? { pageSize: 50, size: 'small', showSizeChanger: false } : false}
        dataSource={rows}
        columns={[
          {
            title: t('map.part'),
            render: (_, row) => (
              <Button type="link" size="small" onClick={() => onChoose(row.code)}>
                {words(row.name)}
              </Button>
            ),
          },
          {
            title: t('map.open'),
            align: 'right',
            width: 64,
            render: (_, row) =>
              on === null ? <Link to={listOf(row.code)}>{row.tally.open}</Link> : row.tally.open,
          },
          ...(on === null
            ? [
                {
                  title: t('map.pace.late'),
                  align: 'right' as const,
                  width: 64,
                  render: (_: unknown, row: MapTerritory['children'][number]) =>
                    row.tally.late > 0 ? (
                      <Link className="map-late" to={listOf(row.code, 'late')}>
                        {row.tally.late}
                      </Link>
                    ) : (
                      0
                    ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
