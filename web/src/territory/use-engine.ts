/** 引擎挂载 — one map in one element, for as long as the element is there. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Engine, startMap } from './map-engine.ts'

type Style = Parameters<typeof startMap>[0]['style']
type Bounds = Parameters<typeof startMap>[0]['bounds']

/** The map once its style stands; a new `style` is laid over the old one. Throws into the boundary above where it cannot be drawn. */
export function useEngine(box: RefObject<HTMLElement | null>, style: Style, bounds: Bounds): Engine | null {
  const { t } = useTranslation()
  const [engine, setEngine] = useState<Engine | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const first = useRef({ style, bounds, t })
  useEffect(() => {
    const container = box.current
    if (!container) return
    let map: Engine | null = null
    try {
      map = startMap({
        container,
        ...first.current,
        fonts: fontsOf(container),
        words: wordsOf(first.current.t),
      })
    } catch (error) {
      setFailure(error)
      return
    }
    const started = map
    started.once('load', () => setEngine(started))
    tellBusy(started, container)
    return () => {
      setEngine(null)
      started.remove()
    }
  }, [box])
  useEffect(() => {
    if (engine && style !== first.current.style) engine.setStyle(style)
    first.current = { ...first.current, style }
  }, [engine, style])
  if (failure !== null) throw failure
  return engine
}

/** Said by the element itself, as by any other that loads: until it is drawn nothing on the map can be pointed at. */
function tellBusy(map: Engine, element: HTMLElement): void {
  const become = (busy: boolean) => element.setAttribute('aria-busy', String(busy))
  become(true)
  for (const event of ['dataloading', 'movestart'] as const) map.on(event, () => become(true))
  map.on('idle', () => become(false))
}

const fontsOf = (element: HTMLElement): string => getComputedStyle(element).fontFamily

const wordsOf = (t: (key: string) => string) => ({
  zoomIn: t('map.zoom_in'),
  zoomOut: t('map.zoom_out'),
  compass: t('map.compass'),
  canvas: t('map.canvas'),
})
