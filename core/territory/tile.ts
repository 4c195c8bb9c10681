/** 瓦片 — squares of the web's map grid: zoom z cuts the world into 2^z by 2^z of them, x to the east, y to the south. */
import type { Bounds } from './border.ts'

export type Tile = { readonly z: number; readonly x: number; readonly y: number }

/** The tile that these digits name, or null where there is none: outside the world, or deeper than `deepest`. */
export function tileOf(named: Readonly<Record<keyof Tile, string>>, deepest: number): Tile | null {
  const [z, x, y] = [Number(named.z), Number(named.x), Number(named.y)]
  const side = 2 ** z
  return z <= deepest && x < side && y < side ? { z, x, y } : null
}

/** The box of a tile in degrees, grown by `buffer` of its side. */
export function tileBounds({ z, x, y }: Tile, buffer = 0): Bounds {
  const side = 2 ** z
  return [
    ((x - buffer) / side) * 360 - 180,
    latitudeAt((y + 1 + buffer) / side),
    ((x + 1 + buffer) / side) * 360 - 180,
    latitudeAt((y - buffer) / side),
  ]
}

/** Where a position lies in the world square, both from 0 to 1, y to the south. */
export function inSquare(lon: number, lat: number): readonly [x: number, y: number] {
  const sin = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI
  return [lon / 360 + 0.5, Math.min(Math.max(y, 0), 1)]
}

function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
}
