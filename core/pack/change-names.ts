/** 变化里的名称 — what the ids in a change are called, so that whoever decides reads names and not the writing of the files. */
import type { Words } from '../kernel/words.ts'
import type { FieldChange, PackChange } from './compare.ts'
import type { PackContent } from './types.ts'

/** Names of the ids that stand in the fields of a change; as the newer version calls them, where it has them. */
export function changeNames(
  { list, id, fields }: Pick<PackChange, 'list' | 'id' | 'fields'>,
  before: PackContent,
  after: PackContent,
): Record<string, Words> {
  const loop = list === 'loops' || list === 'actions' ? (id.split('/')[0] ?? null) : null
  const [is, was] = [namerOf(after, loop), namerOf(before, loop)]
  const ids = [...new Set(fields.flatMap(idsIn))]
  return Object.fromEntries(
    ids.flatMap((each) => {
      const name = is(each) ?? was(each)
      return name ? [[each, name]] : []
    }),
  )
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
function namerOf(content: PackContent, loopId: string | null): (id: string) => Words | null {
  const { kinds, forms, profiles, organisations, loops, vocabularies } = content
  const { functions, duties, organisationKinds, roles, channels } = vocabularies
  const loop = loops.find((each) => each.id === loopId)
  const titled = (all: readonly { readonly id: string; readonly title: Words }[]) =>
    Object.fromEntries(all.map(({ id, title }) => [id, title]))
  const prefixed = (prefix: string, all: Readonly<Record<string, Words>>) =>
    Object.fromEntries(Object.entries(all).map(([id, name]) => [`${prefix}:${id}`, name]))
  const units = Object.fromEntries(organisations.map(({ id, name }) => [id, name]))
  const lists: readonly Readonly<Record<string, Words>>[] = [
    titled(Object.entries(loop?.states ?? {}).map(([id, { title }]) => ({ id, title }))),
    titled(Object.entries(loop?.actions ?? {}).map(([id, { title }]) => ({ id, title }))),
    { ...prefixed('fn', functions), ...prefixed('duty', duties), ...prefixed('kind', organisationKinds) },
    { ...prefixed('up', { ...functions, ...duties }), ...prefixed('org', units) },
    ...[titled(kinds), titled(profiles), titled(forms), titled(loops)],
    ...[organisationKinds, roles, channels, units],
  ]
  return (id) => lists.find((list) => Object.hasOwn(list, id))?.[id] ?? null
}
