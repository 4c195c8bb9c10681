/** 投影 — degrees to pixels of a small drawn plan and back: straight lines, with a degree of longitude as short as it is there. */

export type Lonlat = readonly [lon: number, lat: number]
type Bounds = readonly [west: number, south: number, east: number, north: number]

export type Projection = {
  toPixel(at: Lonlat): readonly [x: number, y: number]
  toPlace(pixel: readonly [x: number, y: number]): Lonlat
}

/** `bounds` in the middle of `width` × `height` pixels with `margin` around. */
export function projectionOf(bounds: Bounds, width: number, height: number, margin: number): Projection {
  const [west, south, east, north] = bounds
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  const narrow = Math.max(Math.cos((lat * Math.PI) / 180), 0.01)
  const wide = Math.max((east - west) * narrow, 1e-6)
  const high = Math.max(north - south, 1e-6)
  const scale = Math.min(Math.max(width - 2 * margin, 1) / wide, Math.max(height - 2 * margin, 1) / high)
  return {
    toPixel: ([x, y]) => [width / 2 + (x - lon) * narrow * scale, height / 2 - (y - lat) * scale],
    toPlace: ([x, y]) => [lon + (x - width / 2) / (narrow * scale), lat - (y - height / 2) / scale],
  }
}
