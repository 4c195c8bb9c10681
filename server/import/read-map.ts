/** 读取映射 — from a YAML file to a map that may be used with this pack, or to what is wrong with it, line by line. */
import { readFile } from 'node:fs/promises'
import { inherited } from '@huying/core/catalogue/dispatch.ts'
import { zoneOf } from '@huying/core/kernel/calendar/zone.ts'
import type { Rules } from '@huying/core/matter/rules.ts'
import type { Finding } from '../pack/finding.ts'
import type { Source } from '../pack/source.ts'
import { readYaml } from '../pack/yaml-file.ts'
import { fits } from '../pack/yaml-lists.ts'
import { timeReader } from './dates.ts'
import { ImportMap, isTime, type Step } from './map.ts'
import { BrokenFile, type Params } from './note.ts'
import { columnsOf } from './values.ts'

export type ReadMap = { readonly map: ImportMap | null; readonly findings: readonly Finding[] }

/** @throws BrokenFile where there is no such file */
export async function readMap(file: string, rules: Rules): Promise<ReadMap> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BrokenFile('file.missing', { file })
  })
  return parseMap(file, text, rules)
}

/** `file` is the name that findings give. */
export function parseMap(file: string, text: string, rules: Rules): ReadMap {
  const findings: Finding[] = []
  const yaml = readYaml(file, text, (finding) => findings.push(finding))
  if (!yaml || !fits(ImportMap, yaml.value, yaml.at(), (finding) => findings.push(finding))) {
    return { map: null, findings }
  }
  const map = yaml.value as ImportMap
  findings.push(...checkMap(map, rules, yaml.at()))
  return { map: findings.some(({ severity }) => severity === 'error') ? null : map, findings }
}

type Complain = (code: string, path: readonly (string | number)[], params?: Params) => void

function checkMap(map: ImportMap, rules: Rules, source: Source): Finding[] {
  const findings: Finding[] = []
  const complain: Complain = (code, path, params = {}) => {
    findings.push({ code, severity: 'error', file: source.file, line: source.lineOf(path), params })
  }
  checkTimes(map, complain)
  for (const [field, value] of [['id', map.id] as const, ...Object.entries(map.fields)]) {
    const path = field === 'id' ? ['id'] : ['fields', field]
    const hasConstant = typeof value === 'object' && value.constant !== undefined
    if (columnsOf(value).length === 0 && !hasConstant) complain('map.no_column', path, { field })
  }
  checkKinds(map, rules, complain)
  checkReferences(map, complain)
  for (const [index, step] of (map.history ?? []).entries()) {
    checkAction(step, rules, ['history', index, 'action'], complain)
  }
  if (map.reportChanged) checkAction(map.reportChanged, rules, ['reportChanged', 'action'], complain)
  return findings
}

function checkTimes({ time, fields }: ImportMap, complain: Complain): void {
  try {
    const zone = zoneOf(time.zone)
    for (const [index, format] of time.formats.entries()) {
      if (!timeReader(format, zone)) complain('map.time_format', ['time', 'formats', index], { format })
    }
  } catch {
    complain('map.time_zone', ['time', 'zone'], { zone: time.zone })
  }
  if (!fields.reportedAt) complain('map.field_missing', ['fields'], { field: 'reportedAt' })
  if (!fields.title && !fields.text) complain('map.field_missing', ['fields'], { field: 'text' })
}

function checkKinds({ fields, kind = {} }: ImportMap, rules: Rules, complain: Complain): void {
  const check = (id: string | undefined, path: readonly (string | number)[]) => {
    if (id === undefined || id === '') return
    const loop = inherited(rules.catalogue, id, 'loop')
    if (loop === undefined || !rules.loops.has(loop)) complain('map.kind_unknown', path, { kind: id })
  }
  check(kind.otherwise, ['kind', 'otherwise'])
  if (!fields.kind && kind.otherwise === undefined)
    complain('map.field_missing', ['fields'], { field: 'kind' })
  if (typeof fields.kind !== 'object') return
  for (const [said, id] of Object.entries(fields.kind.values ?? {}))
    check(id, ['fields', 'kind', 'values', said])
}

/** Every field that is spoken of is declared. */
function checkReferences(map: ImportMap, complain: Complain): void {
  const declared = (field: string, path: readonly (string | number)[], time = false) => {
    if (!map.fields[field]) complain('map.field_unknown', path, { field })
    else if (time && !isTime(field)) complain('map.field_no_time', path, { field })
  }
  for (const [index, field] of (map.kind?.suggestFrom ?? []).entries())
    declared(field, ['kind', 'suggestFrom', index])
  for (const [index, field] of (map.duplicate?.same ?? []).entries())
    declared(field, ['duplicate', 'same', index])
  for (const field of Object.keys(map.duplicate?.if ?? {})) declared(field, ['duplicate', 'if', field])
  for (const [index, step] of (map.history ?? []).entries()) {
    const path = ['history', index]
    for (const field of [step.at].flat()) declared(field, [...path, 'at'], true)
    for (const field of Object.keys(step.if ?? {})) declared(field, [...path, 'if', field])
    for (const field of [...(step.has ?? []), ...(step.lacks ?? [])])
      if (field !== 'original') declared(field, path)
    if (step.unlessLead !== undefined) declared(step.unlessLead, [...path, 'unlessLead'])
    for (const [name, value] of Object.entries(step.form ?? {})) {
      if (typeof value === 'string' && value.startsWith('$') && value !== '$original')
        declared(value.slice(1), [...path, 'form', name])
    }
  }
}

/** Some loop has the action, lets this relation take it, and it opens no other matter: history cannot do that. */
function checkAction(
  { action, as }: Pick<Step, 'action' | 'as'>,
  rules: Rules,
  path: readonly (string | number)[],
  complain: Complain,
): void {
  const actions = [...rules.loops.values()].flatMap((loop) => loop.actions[action] ?? [])
  if (actions.length === 0) return complain('map.action_unknown', path, { action })
  const relations = actions.flatMap(({ by }) =>
    by.map((each) => (typeof each === 'string' ? each : each.relation)),
  )
  if (as !== undefined && !relations.includes(as)) {
    complain('map.relation', path, { action, as, known: [...new Set(relations)].join(', ') })
  }
  if (actions.some(({ does = [] }) => does.some((e) => e.do === 'open_child' || e.do === 'split'))) {
    complain('map.opens_child', path, { action })
  }
}

/** Columns that the map asks for and the file does not have. */
export function missingColumns(map: ImportMap, header: readonly string[]): string[] {
  const wanted = [map.id, ...Object.values(map.fields)].flatMap(columnsOf)
  return [...new Set(wanted)].filter((column) => !header.includes(column))
}
