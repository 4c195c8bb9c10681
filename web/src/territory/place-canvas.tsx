/** 位置地图的画布 — the pin is moved by click, and by arrow keys while the map has the focus. */
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { paletteOf } from '../app/theme.ts'
import { useDark } from '../app/use-dark.ts'
import { useLocale } from '../kernel/i18n.ts'
import { offerFocus } from '../kernel/shortcuts.ts'
import { Marker } from './map-engine.ts'
import { baseStyle, LEVELS } from './map-style.ts'
import { type Mark, markPath, type Tone } from './mark.tsx'
import type { PlanProps } from './plan.tsx'
import { useEngine } from './use-engine.ts'
import { usePlan } from './use-plan.ts'
import { useSetup } from './use-setup.ts'
import './map.css'

export default function PlaceCanvas(props: PlanProps) {
  const plan = usePlan(props.code)
  const setup = useSetup()
  const bounds = plan.data?.bounds
  if (!bounds || setup.isPending) return <div className="place-map" style={{ height: props.height ?? 196 }} />
  return <Canvas {...props} bounds={bounds} basemap={setup.data?.basemap ?? null} />
}

type CanvasProps = PlanProps & { bounds: readonly [number, number, number, number]; basemap: string | null }

function Canvas({ code, bounds, basemap, point, marks = [], onPick, height = 196 }: CanvasProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const isDark = useDark()
  const colours = paletteOf(isDark)
  const locale = useLocale()
  const style = useMemo(
    () => baseStyle({ colours, locale, levels: LEVELS, chosen: code, basemap }),
    [colours, locale, code, basemap],
  )
  const [west, south, east, north] = bounds
  const engine = useEngine(box, style, [west, south, east, north])
  const pinned = useRef(point)
  pinned.current = point
  useEffect(() => {
    if (!engine) return
    const fitting = engine.cameraForBounds([west, south, east, north], { padding: 32 })
    const at = pinned.current
    // Whoever has gone nearer and sees the pin is not pulled back.
    if (at && engine.getZoom() >= (fitting?.zoom ?? 0) && engine.getBounds().contains([at[0], at[1]])) return
    engine.fitBounds([west, south, east, north], { padding: 32, animate: false })
  }, [engine, west, south, east, north])
  // The button that called for the map is gone: the hand goes on here.
  useEffect(() => offerFocus(engine?.getCanvas()), [engine])
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    engine?.on('click', ({ lngLat }) => pick.current?.(rounded(lngLat.lng), rounded(lngLat.lat)))
  }, [engine])
  useEffect(() => {
    if (!engine) return
    const shown = marks.map((mark) => markerOf(mark).addTo(engine))
    return () => {
      for (const marker of shown) marker.remove()
    }
  }, [engine, marks])
  useEffect(() => {
    if (!engine || !point) return
    const marker = new Marker({ color: colours['--red'] }).setLngLat([point[0], point[1]]).addTo(engine)
    return () => void marker.remove()
  }, [engine, point, colours])
  const move = (event: React.KeyboardEvent) => {
    const way = ways[event.key]
    if (!onPick || !engine || !way) return
    event.preventDefault()
    event.stopPropagation()
    const from = engine.project(point ? [point[0], point[1]] : engine.getCenter())
    const step = event.shiftKey ? 1 : 8
    const { lng, lat } = engine.unproject([from.x + way[0] * step, from.y + way[1] * step])
    onPick(rounded(lng), rounded(lat))
  }
  const told = marks.map(({ label }) => label).join('，')
  return (
    <div
      className={['place-map', ...(onPick ? ['place-map-pick'] : []), ...(isDark ? ['is-dark'] : [])].join(
        ' ',
      )}
      style={{ height }}
      ref={box}
      onKeyDownCapture={move}
    >
      {told && <p className="sr-only">{t('map.marks', { marks: told })}</p>}
    </div>
  )
}

const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

const SVG = 'http://www.w3.org/2000/svg'

function markerOf({ lon, lat, tone, label }: Mark): Marker {
  const element = document.createElement('div')
  element.append(shapeOf(tone, label))
  return new Marker({ element }).setLngLat([lon, lat])
}

function shapeOf(tone: Tone, label: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  for (const [name, value] of Object.entries({
    viewBox: '-8 -8 16 16',
    width: '16',
    height: '16',
    role: 'img',
    'aria-label': label,
  }))
    svg.setAttribute(name, value)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', markPath(tone))
  path.setAttribute('class', `mark mark-${tone}`)
  svg.append(path)
  return svg
}
