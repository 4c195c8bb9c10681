/** 空图 — the same engine with nothing on it, as large as the map: what drawing costs on this machine before anything is drawn. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const dist = join(import.meta.dirname, '..', '..', 'node_modules', 'maplibre-gl', 'dist')

/** Opens it on the server's own origin, without asking the server. */
export async function openEmptyMap(page: Page, origin: string, width: number, height: number): Promise<void> {
  await page.route(`${origin}/empty/*`, (route) => {
    const name = new URL(route.request().url()).pathname.slice('/empty/'.length)
    if (name === 'page') return route.fulfill({ contentType: 'text/html', body: pageOf(width, height) })
    if (name === 'start.mjs') return route.fulfill({ contentType: 'text/javascript', body: START })
    return route.fulfill({ contentType: 'text/javascript', path: join(dist, name) })
  })
  await page.goto(`${origin}/empty/page`)
}

const pageOf = (width: number, height: number) =>
  `<!doctype html><div id="map" style="width:${width}px;height:${height}px"></div><script type="module" src="start.mjs"></script>`

const START = `
  import { Map, setWorkerUrl } from './maplibre-gl.mjs'
  setWorkerUrl('/empty/maplibre-gl-worker.mjs')
  const ground = { id: 'ground', type: 'background', paint: { 'background-color': '#fff' } }
  const map = new Map({
    container: 'map', center: [120.28, 30.27], zoom: 13, attributionControl: false, fadeDuration: 0, renderWorldCopies: false,
    style: { version: 8, sources: {}, layers: [ground] },
  })
  map.once('load', () => document.getElementById('map').setAttribute('data-ready', 'true'))
`
