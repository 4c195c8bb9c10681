/** 图上标记 — open matters one by one, for a drawn plan and for what stands together in one spot: the most pressing first. */
import type { MapMarks } from '@huying/contract/map/map.ts'
import { TITLE } from '../matter/list/list-page.ts'
import type { Services } from '../services.ts'
import type { OpenMatter } from './open-matters.ts'

/** Marks of one drawn plan. */
const MOST_MARKS = 400

const PRESSING = ['late', 'near', 'paused', 'on_time']
const pressing = ({ pace }: Located) => (pace === null ? PRESSING.length : PRESSING.indexOf(pace))

type Located = OpenMatter & { readonly lon: number; readonly lat: number }

const isLocated = (matter: OpenMatter): matter is Located => matter.lon !== null && matter.lat !== null

/** `box`: west, south, east, north by comma; everything where absent. */
export async function marksOf(
  services: Services,
  jurisdiction: string,
  matters: readonly OpenMatter[],
  box: string | undefined,
): Promise<MapMarks> {
  const located = matters.filter(isLocated).filter(within(box))
  const shown = located.toSorted((a, b) => pressing(a) - pressing(b)).slice(0, MOST_MARKS)
  const named = await namesOf(services, jurisdiction, shown)
  return {
    marks: shown.flatMap(({ id, lon, lat, pace }) => {
      const name = named.get(id)
      return name ? [{ id, ...name, lon, lat, pace }] : []
    }),
    more: located.length - shown.length,
  }
}

function within(box: string | undefined): (matter: Located) => boolean {
  if (box === undefined) return () => true
  const [west, south, east, north] = box.split(',').map(Number) as [number, number, number, number]
  return ({ lon, lat }) => lon >= west && lon <= east && lat >= south && lat <= north
}

type Name = { readonly number: string; readonly title: string | null }

async function namesOf({ db }: Services, jurisdiction: string, matters: readonly OpenMatter[]) {
  if (matters.length === 0) return new Map<string, Name>()
  const { rows } = await db.query<Name & { readonly id: string }>({
    name: 'names-of-marks',
    text: `select m.id, m.number, c.body as title from matter m ${TITLE}
      where m.jurisdiction = $1 and m.id = any($2::uuid[])`,
    values: [jurisdiction, matters.map(({ id }) => id)],
  })
  return new Map(rows.map(({ id, number, title }) => [id, { number, title }]))
}
