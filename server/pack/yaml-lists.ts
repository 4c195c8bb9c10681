/** YAML 清单 — which YAML file of a pack holds which list, and the entries in it. */

import { AttachmentRule } from '@huying/core/attachment/types.ts'
import { Duty, Form, Kind, Profile } from '@huying/core/catalogue/types.ts'
import { Words } from '@huying/core/kernel/words.ts'
import { ActionFile, Loop } from '@huying/core/matter/loop.ts'
import { dutyKey } from '@huying/core/pack/merge.ts'
import type { ListName } from '@huying/core/pack/problem.ts'
import { Exemption, VOCABULARY_NAMES, Vocabularies } from '@huying/core/pack/schema.ts'
import { shapeProblems } from '@huying/core/pack/shape.ts'
import type { TSchema } from 'typebox'
import { entry, type PackEntry, type Report, type Source } from './source.ts'
import type { YamlFile } from './yaml-file.ts'

const SCHEMAS = {
  kinds: Kind,
  duties: Duty,
  profiles: Profile,
  exemptions: Exemption,
  forms: Form,
  attachments: AttachmentRule,
  loops: Loop,
  actions: ActionFile,
} satisfies Partial<Record<ListName, TSchema>>

type YamlList = keyof typeof SCHEMAS

const LIST_FILE = new RegExp(`^(${Object.keys(SCHEMAS).join('|')})(/[^/]+)?\\.ya?ml$`)

/** The list that a file belongs to by its name: `kinds.yaml`, or `kinds/<any>.yaml`. */
export function yamlListOf(path: string): YamlList | 'messages' | 'vocabularies' | null {
  if (/^messages\/[^/]+\.ya?ml$/.test(path)) return 'messages'
  if (/^vocabulary\.ya?ml$/.test(path)) return 'vocabularies'
  return (LIST_FILE.exec(path)?.[1] as YamlList | undefined) ?? null
}

/** Entries of a list file: one entry, or several as a YAML list. */
export function listEntries(list: YamlList, yaml: YamlFile, report: Report): PackEntry[] {
  const seen = new Map<string, number>()
  const one = (value: unknown, source: Source): PackEntry[] => {
    if (!fits(SCHEMAS[list], value, source, report)) return []
    return [entry(list, keyOf(list, value, seen), value, source)]
  }
  if (!Array.isArray(yaml.value)) return one(yaml.value, yaml.at())
  return yaml.value.flatMap((value, index) => one(value, yaml.at(index)))
}

function keyOf(list: YamlList, value: unknown, seen: Map<string, number>): string {
  if (list === 'exemptions') {
    const { rule, where } = value as Exemption
    return `${rule}@${where}`
  }
  if (list !== 'duties') return (value as { id: string }).id
  const subject = dutyKey(value as Duty, 0)
  const index = seen.get(subject) ?? 0
  seen.set(subject, index + 1)
  return dutyKey(value as Duty, index)
}

/** Notice texts by id. */
export function messageEntries(yaml: YamlFile, report: Report): PackEntry[] {
  return Object.entries((yaml.value ?? {}) as Record<string, unknown>).flatMap(([id, words]) => {
    const source = yaml.at(id)
    return fits(Words, words, source, report) ? [entry('messages', id, { id, words }, source)] : []
  })
}

/** Words of the vocabularies: `roles/leader` and so on. */
export function vocabularyEntries(value: unknown, at: YamlFile['at'], report: Report): PackEntry[] {
  if (!fits(Vocabularies, value, at(), report)) return []
  const vocabularies = value as Partial<Record<string, Record<string, Words>>>
  return VOCABULARY_NAMES.flatMap((name) =>
    Object.entries(vocabularies[name] ?? {}).map(([id, words]) =>
      entry('vocabularies', `${name}/${id}`, words, at(name, id)),
    ),
  )
}

/** True where a value fits its schema; what does not is reported with its line. */
export function fits(schema: TSchema, value: unknown, source: Source, report: Report): boolean {
  const problems = shapeProblems(schema, value)
  for (const { code, path, params } of problems) {
    report({
      code,
      severity: 'error',
      file: source.file,
      line: source.lineOf(path),
      params: { at: path.join('.'), ...params },
    })
  }
  return problems.length === 0
}
