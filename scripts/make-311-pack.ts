/**
 * 生成 311 城市包 — a complete city pack, and the map to import with, made from nothing but a city's own file of service requests.
 *
 *     node scripts/make-311-pack.ts FILE OUTDIR [--name NAME] [--id ID] [--code 9951] [--zone America/New_York]
 *
 * Writes `OUTDIR/<id>/` (the pack) and `OUTDIR/<id>.import.yaml` (the map). Agencies become organisations, types become kinds
 * that their usual agency leads, neighbourhoods become territories. The area codes are invented, for the country has none of
 * this shape: the city is CODE, its one district CODE00. Neighbourhoods have no borders, because the file has none.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { federalCalendar } from './pack-311/holidays.ts'
import { importMap } from './pack-311/import-map.ts'
import { type Survey, slug, survey } from './pack-311/survey.ts'
import { csvOf } from './shifan/csv.ts'

export type Options = {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly zone: string
}

/** Calendar years before the first request and after the last one. */
const YEARS_AROUND = [4, 12] as const

export function makePack(file: string, folder: string, given: Partial<Options> = {}): Options {
  const found = survey(file)
  const name = given.name ?? found.city
  const options = {
    name,
    id: given.id ?? slug(name),
    code: given.code ?? '9951',
    zone: given.zone ?? 'America/New_York',
  }
  const pack = join(folder, options.id)
  rmSync(pack, { recursive: true, force: true })
  mkdirSync(join(pack, 'calendar'), { recursive: true })
  cpSync(resolve(import.meta.dirname, 'pack-311/template'), pack, { recursive: true })
  const files: Record<string, string> = {
    'pack.yaml': yamlOf(manifest(options)),
    'calendar/us.json': `${JSON.stringify(federalCalendar(options.zone, ...yearsOf(found)), null, 1)}\n`,
    'territories.csv': territories(found, options),
    'organisations.csv': organisations(found, options),
    'kinds.yaml': yamlOf(kinds(found)),
    'duties.yaml': yamlOf(duties(found)),
    'profiles.yaml': yamlOf(profiles(found)),
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(pack, path), text)
  writeFileSync(join(folder, `${options.id}.import.yaml`), yamlOf(importMap(options.id, found, options.zone)))
  return options
}

function yearsOf({ years: [first, last] }: Survey): [number, number] {
  return [first - YEARS_AROUND[0], last + YEARS_AROUND[1]]
}

const yamlOf = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false, lineWidth: 120 })

const both = (text: string) => ({ zh: text, en: text })

function manifest({ id, name, code }: Options) {
  return {
    id,
    version: '1.0.0',
    title: both(name),
    jurisdiction: { code, name: both(name) },
    locale: 'en',
    calendar: 'calendar/us.json',
    coordinates: 'WGS84',
  }
}

/** A city without districts lists one that is all of it; its neighbourhoods stand on the level of streets. */
function territories({ areas }: Survey, { name, code }: Options): string {
  const district = `${code}00`
  const rows = [
    [code, name, name],
    [district, `All of ${name}`, `All of ${name}`],
    ...areas.map((area, index) => [`${district}${String(index + 1).padStart(3, '0')}`, area, area]),
  ]
  return csvOf(['code', 'name', 'name_en'], rows)
}

function organisations({ agencies }: Survey, { name, code }: Options): string {
  return csvOf(
    ['id', 'name', 'name_en', 'kind', 'parent', 'territory', 'duties'],
    [
      ['city', `City of ${name}`, `City of ${name}`, 'government', '', code, []],
      ['service-desk', 'Service desk', 'Service desk', 'centre', 'city', code, ['triage', 'supervision']],
      ...agencies.map((agency) => [agency.id, agency.name, agency.name, 'department', 'city', code, []]),
    ],
  )
}

function kinds({ groups, types }: Survey) {
  return [
    ...groups.map(({ id, name }) => ({ id, title: both(name) })),
    ...types.map(({ id, name, group, days }) => ({
      ...{ id, parentId: group, title: both(name), loop: 'service', profile: `days-${days}` },
    })),
  ]
}

function duties({ types }: Survey) {
  const basis = {
    zh: '按源文件中该类请求最常见的承办单位',
    en: 'The agency most often named with this type in the file',
  }
  return types
    .filter(({ agency }) => agency !== '')
    .map(({ id, agency }) => ({ kind: id, lead: `org:${agency}`, basis, unverified: true }))
}

/** Limits are the median of what the file gives requests of the type. */
function profiles({ types }: Survey) {
  return [...new Set(types.map(({ days }) => days))]
    .sort((a, b) => a - b)
    .map((days) => ({
      id: `days-${days}`,
      title: { zh: `${days} 天`, en: days === 1 ? '1 day' : `${days} days` },
      limits: { triage: { amount: 1, unit: 'working_day' }, handle: { amount: days, unit: 'calendar_day' } },
      unverified: true,
    }))
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      id: { type: 'string' },
      code: { type: 'string' },
      zone: { type: 'string' },
    },
  })
  const [file, folder] = positionals
  if (!file || !folder)
    throw new Error('usage: node scripts/make-311-pack.ts FILE OUTDIR [--name NAME] [--id ID]')
  const { id } = makePack(file, folder, values)
  console.log(`${join(folder, id)} and ${join(folder, `${id}.import.yaml`)} written`)
}
