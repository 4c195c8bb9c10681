/**
 * 版本比较 — what changed between two versions of a pack, entry by entry and by id, whatever order the files have: a person
 * who must decide under the new one reads this instead of two folders.
 */
import { canonical } from '../kernel/canonical.ts'
import type { Words } from '../kernel/words.ts'
import type { PackContent } from './types.ts'

export type FieldChange = {
  /** Place inside the entry, its steps joined by dots. */
  readonly path: string
  /** Undefined where there was, or is, nothing. */
  readonly before: unknown
  readonly after: unknown
}

export type PackChange = {
  readonly list: string
  readonly id: string
  readonly title: Words
  readonly what: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldChange[]
}

type Entry = { readonly title: Words; readonly value: unknown }

/** Lists in the order in which they are read: what people are asked to do first, the words last. */
export const COMPARED_LISTS = [
  'kinds',
  'duties',
  'limits',
  'loops',
  'actions',
  'forms',
  'organisations',
  'messages',
  'words',
  'calendar',
] as const

/** Changes by list, then by id. The same content has none. */
export function comparePacks(before: PackContent, after: PackContent): PackChange[] {
  const [old, now] = [entriesOf(before), entriesOf(after)]
  return COMPARED_LISTS.flatMap((list) => compareLists(list, old[list], now[list]))
}

function compareLists(list: string, before: Entries, after: Entries): PackChange[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort()
  return ids.flatMap((id): PackChange[] => {
    const [was, is] = [before.get(id), after.get(id)]
    if (!was) return is ? [{ list, id, title: is.title, what: 'added', fields: [] }] : []
    if (!is) return [{ list, id, title: was.title, what: 'removed', fields: [] }]
    const fields = differences(was.value, is.value, [])
    return fields.length === 0 ? [] : [{ list, id, title: is.title, what: 'changed', fields }]
  })
}

type Entries = ReadonlyMap<string, Entry>
type ListName = (typeof COMPARED_LISTS)[number]

/** The compared lists of a pack, each by id. Actions stand under their loop, limits under their profile. */
export function entriesOf(content: PackContent): Readonly<Record<ListName, Entries>> {
  const { kinds, profiles, loops, forms, organisations, messages, vocabularies, calendar } = content
  return {
    kinds: byId(kinds, ({ title }) => title),
    duties: dutiesOf(content),
    limits: byId(profiles, ({ title }) => title),
    loops: byId(
      loops.map(({ actions: _, ...loop }) => loop),
      ({ title }) => title,
    ),
    actions: new Map(
      loops.flatMap((loop) =>
        Object.entries(loop.actions).map(([name, value]) => [
          `${loop.id}/${name}`,
          {
            title: { zh: `${loop.title.zh} · ${value.title.zh}`, ...english(loop.title, value.title) },
            value,
          },
        ]),
      ),
    ),
    forms: byId(forms, ({ title }) => title),
    organisations: byId(organisations, ({ name }) => name),
    messages: byId(messages, ({ words }) => words),
    words: new Map(
      Object.entries(vocabularies).flatMap(([name, list]) =>
        Object.entries(list).map(([id, title]) => [`${name}/${id}`, { title, value: title }]),
      ),
    ),
    calendar: new Map([['calendar', { title: { zh: calendar.version }, value: calendar }]]),
  }
}

function english(a: Words, b: Words): { en?: string } {
  return a.en === undefined || b.en === undefined ? {} : { en: `${a.en} · ${b.en}` }
}

function byId<T extends { readonly id: string }>(list: readonly T[], titleOf: (each: T) => Words): Entries {
  return new Map(list.map((each) => [each.id, { title: titleOf(each), value: each }]))
}

/** A rule is known by its kind and territory; of several for the same, by its turn among them. */
function dutiesOf({ duties, kinds }: PackContent): Entries {
  const titles = new Map(kinds.map(({ id, title }) => [id, title]))
  const turns = new Map<string, number>()
  return new Map(
    duties.map((duty) => {
      const key = duty.territory === undefined ? duty.kind : `${duty.kind}@${duty.territory}`
      const turn = (turns.get(key) ?? 0) + 1
      turns.set(key, turn)
      const title = titles.get(duty.kind) ?? { zh: duty.kind }
      return [turn === 1 ? key : `${key}#${turn}`, { title, value: duty }] as const
    }),
  )
}

/** Where two values differ, as deep as both are objects; a list is one value. */
function differences(before: unknown, after: unknown, path: readonly string[]): FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    return keys.flatMap((key) => differences(own(before, key), own(after, key), [...path, key]))
  }
  return same(before, after) ? [] : [{ path: path.join('.'), before, after }]
}

function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonical(a) === canonical(b)
}
