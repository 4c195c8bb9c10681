/** 底图 — a raster map of somebody else's server under our own layers (天地图, say): WGS-84 and CGCS2000 lie on each other as they are. */

export type Basemap = {
  /** Address with {z}, {x} and {y}. */
  readonly tiles: string
  /** Origins that pages may then ask, and no others. */
  readonly hosts: readonly string[]
}

/** Null where none is set; `wrong` where what is set is no address of tiles. */
export function readBasemap(template: string | undefined): Basemap | null | 'wrong' {
  if (!template) return null
  if (!['{z}', '{x}', '{y}'].every((part) => template.includes(part))) return 'wrong'
  if (!URL.canParse(template)) return 'wrong'
  const { protocol, origin, host } = new URL(template)
  if ((protocol !== 'https:' && protocol !== 'http:') || /[{}*%]/.test(host)) return 'wrong'
  return { tiles: template, hosts: [origin] }
}
