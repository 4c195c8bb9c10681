/** 事项分类检查 — the tree of kinds, what they name, and whether every clock of their loop has a limit. */
import { inherited } from '../../catalogue/dispatch.ts'
import { limitNames } from '../../matter/clocks.ts'
import { where } from '../problem.ts'
import type { Checking } from './context.ts'

export function checkKinds(checking: Checking): void {
  const { data, catalogue, report } = checking
  const parents = new Set(data.kinds.flatMap((kind) => kind.parentId ?? []))
  const known = {
    loop: new Set(data.loops.map((loop) => loop.id)),
    profile: new Set(data.profiles.map((profile) => profile.id)),
    form: new Set(data.forms.map((form) => form.id)),
  }
  for (const kind of data.kinds) {
    const at = (key: string) => where('kinds', kind.id, key)
    if (kind.parentId !== undefined && !catalogue.kinds.has(kind.parentId)) {
      report('error', 'kind.parent_unknown', at('parentId'), { kind: kind.id, parent: kind.parentId })
    }
    if (isInCircle(checking, kind.id)) report('error', 'kind.circle', at('parentId'), { kind: kind.id })
    for (const key of ['loop', 'profile', 'form'] as const) {
      const id = kind[key]
      if (id !== undefined && !known[key].has(id))
        report('error', `kind.${key}_unknown`, at(key), { kind: kind.id, id })
    }
    if (!parents.has(kind.id) && inherited(catalogue, kind.id, 'loop') === undefined) {
      report('error', 'kind.no_loop', at('id'), { kind: kind.id })
    }
  }
  checkLimitsOfKinds(checking)
}

function isInCircle({ catalogue }: Checking, id: string): boolean {
  const seen = new Set<string>()
  for (let at = catalogue.kinds.get(id)?.parentId; at !== undefined; at = catalogue.kinds.get(at)?.parentId) {
    if (at === id) return true
    if (seen.has(at)) return false
    seen.add(at)
  }
  return false
}

/** A clock without a limit never runs, and nobody would notice. Said once per profile and limit. */
function checkLimitsOfKinds({ data, loops, catalogue, report }: Checking): void {
  const profiles = new Map(data.profiles.map((profile) => [profile.id, profile]))
  const said = new Set<string>()
  for (const kind of data.kinds) {
    const loop = loops.find((each) => each.loop.id === inherited(catalogue, kind.id, 'loop'))?.loop
    if (!loop) continue
    const names = Object.values(loop.clocks).flatMap(limitNames)
    const profileId = inherited(catalogue, kind.id, 'profile')
    if (profileId === undefined) {
      if (names.length > 0)
        report('error', 'kind.no_profile', where('kinds', kind.id, 'id'), { kind: kind.id, loop: loop.id })
      continue
    }
    const profile = profiles.get(profileId)
    for (const name of new Set(names)) {
      const once = `${profileId}/${loop.id}/${name}`
      if (!profile || Object.hasOwn(profile.limits, name) || said.has(once)) continue
      said.add(once)
      const params = { profile: profileId, limit: name, loop: loop.id, kind: kind.id }
      report('error', 'profile.limit_missing', where('profiles', profileId, 'limits'), params)
    }
  }
}
