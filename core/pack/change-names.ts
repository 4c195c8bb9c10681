/** 变化里的名称 — what the ids in a change are called, so that whoever decides reads names and not the writing of the files. */
import type { Words } from '../kernel/words.ts'
import type { FieldChange, PackChange } from './compare.ts'
import type { PackContent } from './types.ts'

type Namer = (id: string) => Words | null

/**
 * Names of the ids that stand in the fields of a change; as the newer version calls them, where it has them. What both versions
 * call things is gathered once, for all their changes.
 */
export function changeNamer(
  before: PackContent,
  after: PackContent,
): (change: Pick<PackChange, 'list' | 'id' | 'fields'>) => Record<string, Words> {
  const [was, is] = [namerOf(before), namerOf(after)]
  return ({ list, id, fields }) => {
    const loop = list === 'loops' || list === 'actions' ? (id.split('/')[0] ?? null) : null
    const [now, then] = [is(loop), was(loop)]
    const ids = [...new Set(fields.flatMap(idsIn))]
    return Object.fromEntries(
      ids.flatMap((each) => {
        const name = now(each) ?? then(each)
        return name ? [[each, name]] : []
      }),
    )
  }
}

const idsIn = ({ path, before, after }: FieldChange): string[] => [
  ...path.split('.'),
  ...leaves(before),
  ...leaves(after),
]

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
}

/** Inside a loop its own states and actions come first. */
function namerOf(content: PackContent): (loopId: string | null) => Namer {
  const { kinds, forms, profiles, organisations, loops, vocabularies } = content
  const { functions, duties, organisationKinds, roles, channels } = vocabularies
  const units = Object.fromEntries(organisations.map(({ id, name }) => [id, name]))
  const shared: readonly Names[] = [
    { ...prefixed('fn', functions), ...prefixed('duty', duties), ...prefixed('kind', organisationKinds) },
    { ...prefixed('up', { ...functions, ...duties }), ...prefixed('org', units) },
    ...[titled(kinds), titled(profiles), titled(forms), titled(loops)],
    ...[organisationKinds, roles, channels, units],
  ]
  return (loopId) => {
    const loop = loops.find((each) => each.id === loopId)
    const lists = [titlesIn(loop?.states ?? {}), titlesIn(loop?.actions ?? {}), ...shared]
    return (id) => lists.find((list) => Object.hasOwn(list, id))?.[id] ?? null
  }
}

type Names = Readonly<Record<string, Words>>

const titled = (all: readonly { readonly id: string; readonly title: Words }[]): Names =>
  Object.fromEntries(all.map(({ id, title }) => [id, title]))

const titlesIn = (all: Readonly<Record<string, { readonly title: Words }>>): Names =>
  Object.fromEntries(Object.entries(all).map(([id, { title }]) => [id, title]))

const prefixed = (prefix: string, all: Names): Names =>
  Object.fromEntries(Object.entries(all).map(([id, name]) => [`${prefix}:${id}`, name]))
