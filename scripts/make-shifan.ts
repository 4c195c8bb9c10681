/**
 * 生成示范市 — makes the tables of the fictional demo city: territories with borders, organisations, gazetteer, people.
 * What a person would write by hand (pack.yaml, duties.yaml) is written by hand. The same seed gives the same city.
 *
 *     node scripts/make-shifan.ts
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Cell, csvOf } from './shifan/csv.ts'
import { makeGazetteer } from './shifan/gazetteer.ts'
import { bordersOf, everyPlace, makeLand, type Place } from './shifan/land.ts'
import { makeOffices, officesCsv } from './shifan/offices.ts'
import { makePeople } from './shifan/people.ts'

const SEED = 20260101

/** Texts by path below the folder of the pack. */
export function makeShifan(): Readonly<Record<string, string>> {
  const city = makeLand(SEED)
  const offices = makeOffices(city)
  const { people, posts } = makePeople(city, offices)
  return {
    'territories.csv': territoriesCsv(city),
    'territories.geojson': bordersOf(city),
    'organisations.csv': officesCsv(city, offices),
    'gazetteer.csv': makeGazetteer(city, SEED),
    'demo/people.csv': people,
    'demo/posts.csv': posts,
  }
}

function territoriesCsv(city: Place): string {
  return csvOf(
    ['code', 'name', 'name_en', 'grid_kind', 'households'],
    everyPlace(city).map(({ code, name, gridKind, households }): Cell[] => [
      code,
      ...name,
      gridKind,
      households,
    ]),
  )
}

if (import.meta.main) {
  const folder = resolve(import.meta.dirname, '../packs/shifan')
  for (const [path, text] of Object.entries(makeShifan())) writeFileSync(join(folder, path), text)
}
