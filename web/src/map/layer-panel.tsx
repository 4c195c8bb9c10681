/** 图层面板 — what the map shows, the day it shows, and what the shapes mean. */
import { DAYS_BACK } from '@huying/contract/map/map.ts'
import { Button, Checkbox, Select, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '../territory/map-style.ts'
import { MarkShape, type Tone } from '../territory/mark.tsx'
import { dayBack } from './day.ts'
import type { Layers } from './layers.ts'

type Props = {
  layers: Layers
  onLayers: (next: Partial<Layers>) => void
  /** Days back; 0 is now. */
  back: number
  onBack: (days: number) => void
  /** The day of the city today. */
  today: string
  hasBasemap: boolean
  /** Without a map engine there are no layers to choose, only matters. */
  isPlan: boolean
}

export function LayerPanel({ layers, onLayers, back, onBack, today, hasBasemap, isPlan }: Props) {
  const { t } = useTranslation()
  return (
    <section className="map-layers" aria-label={t('map.layers')}>
      {!isPlan && (
        <>
          <h2>{t('map.borders')}</h2>
          <Checkbox.Group
            value={[...layers.levels]}
            options={LEVELS.map((level) => ({ value: level, label: t(`map.level.${level}`) }))}
            onChange={(levels) => onLayers({ levels: LEVELS.filter((level) => levels.includes(level)) })}
          />
        </>
      )}
      <h2>{t('map.things')}</h2>
      <div className="map-checks">
        {!isPlan && (
          <>
            <Flag name="matters" layers={layers} onLayers={onLayers} />
            <Flag name="units" layers={layers} onLayers={onLayers} />
            <Flag name="facilities" layers={layers} onLayers={onLayers} />
            {hasBasemap && <Flag name="basemap" layers={layers} onLayers={onLayers} />}
          </>
        )}
        <Select
          size="small"
          aria-label={t('map.pace_filter')}
          value={layers.pace ?? 'all'}
          disabled={back > 0}
          onChange={(pace: (typeof PACES)[number]) => onLayers({ pace: pace === 'all' ? null : pace })}
          options={PACES.map((pace) => ({ value: pace, label: t(`map.pace.${pace}`) }))}
        />
      </div>
      <h2 id="map-day">{t('map.day')}</h2>
      <DaySlider back={back} onBack={onBack} today={today} />
      <Legend isPast={back > 0} isPlan={isPlan} />
    </section>
  )
}

type FlagProps = Pick<Props, 'layers' | 'onLayers'> & { name: 'matters' | 'units' | 'facilities' | 'basemap' }

function Flag({ name, layers, onLayers }: FlagProps) {
  const { t } = useTranslation()
  return (
    <Checkbox checked={layers[name]} onChange={(event) => onLayers({ [name]: event.target.checked })}>
      {t(`map.layer.${name}`)}
    </Checkbox>
  )
}

/** Follows the hand at once, and asks when the hand rests. */
function DaySlider({ back, onBack, today }: Pick<Props, 'back' | 'onBack' | 'today'>) {
  const { t } = useTranslation()
  const [held, setHeld] = useState(back)
  useEffect(() => setHeld(back), [back])
  const label = held === 0 ? t('map.now') : t('map.on_day', { day: dayBack(today, held) })
  return (
    <div className="map-day">
      <Slider
        min={-DAYS_BACK}
        max={0}
        value={-held}
        onChange={(value) => setHeld(-value)}
        onChangeComplete={(value) => onBack(-value)}
        tooltip={{ open: false }}
        ariaLabelForHandle={t('map.day')}
        ariaValueTextFormatterForHandle={(value) =>
          value === 0 ? t('map.now') : t('map.on_day', { day: dayBack(today, -value) })
        }
      />
      <div className="map-day-said">
        <b>{label}</b>
        {back > 0 && (
          <Button size="small" onClick={() => onBack(0)}>
            {t('map.to_now')}
          </Button>
        )}
      </div>
      {back > 0 && <p className="form-note">{t('map.past_note')}</p>}
    </div>
  )
}

const PACES = ['all', 'late', 'near', 'on_time', 'paused'] as const

const TONES: readonly Tone[] = ['late', 'near', 'on_time', 'paused', 'plain']

function Legend({ isPast, isPlan }: { isPast: boolean; isPlan: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <h2>{t('map.legend')}</h2>
      <ul className="map-legend">
        {(isPast ? (['plain'] as const) : TONES).map((tone) => (
          <li key={tone}>
            <svg viewBox="-8 -8 16 16" width="18" height="18" aria-hidden="true">
              <MarkShape tone={tone} />
            </svg>
            {t(`map.pace.${tone === 'plain' && !isPast ? 'none' : tone}`)}
          </li>
        ))}
        {!isPlan && (
          <li>
            <i className="map-ages" aria-hidden="true">
              <i />
              <i />
              <i />
            </i>
            {t('map.ages')}
          </li>
        )}
      </ul>
    </>
  )
}
