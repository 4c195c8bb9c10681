/**
 * 地图引擎 — MapLibre in a chunk of its own, with its worker from our own server: nothing is asked of the internet, and no script
 * is made of text. Texts are drawn with the fonts of the machine.
 */
import {
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

setWorkerUrl(new URL(workerUrl, window.location.href).href)

export type { GeoJSONSource, MapGeoJSONFeature, VectorTileSource } from 'maplibre-gl'
export { Marker } from 'maplibre-gl'
export type Engine = MapLibre

export type Words = Readonly<Record<'zoomIn' | 'zoomOut' | 'compass' | 'canvas', string>>

export type MapStart = {
  readonly container: HTMLElement
  readonly style: StyleSpecification
  readonly bounds: LngLatBoundsLike | null
  readonly fonts: string
  readonly words: Words
}

/** Deepest zoom: a house fills a good part of the screen. */
export const DEEPEST_ZOOM = 18

/** Pans and zooms, flat and north up: a map of duties is read like paper. */
export function startMap({ container, style, bounds, fonts, words }: MapStart): MapLibre {
  const map = new MapLibre({
    ...{
      container,
      style,
      maxZoom: DEEPEST_ZOOM,
      minZoom: 3,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
    },
    ...(bounds ? { bounds, fitBoundsOptions: { padding: 32 } } : {}),
    ...{
      attributionControl: false,
      localIdeographFontFamily: fonts,
      fadeDuration: 0,
      renderWorldCopies: false,
    },
    locale: {
      'NavigationControl.ZoomIn': words.zoomIn,
      'NavigationControl.ZoomOut': words.zoomOut,
      'NavigationControl.ResetBearing': words.compass,
      'Map.Title': words.canvas,
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right')
  return map
}
