/** 组织检查 — what organisations name, and who stands above whom. */
import { where } from '../problem.ts'
import { type Checking, knows } from './context.ts'

export function checkOrganisations(checking: Checking): void {
  const { data, directory, territoryCodes, report } = checking
  for (const { id, kind, parentId, territory, duties, functions } of data.organisations) {
    const at = where('organisations', id)
    if (!knows(checking, 'organisationKinds', kind))
      report('error', 'organisation.kind_unknown', at, { id, kind })
    if (parentId !== null && !directory.byId.has(parentId)) {
      report('error', 'organisation.parent_unknown', at, { id, parent: parentId })
    }
    if (isUnderItself(checking, id)) report('error', 'organisation.circle', at, { id })
    if (!territoryCodes.has(territory))
      report('error', 'organisation.territory_unknown', at, { id, territory })
    for (const duty of duties) {
      if (!knows(checking, 'duties', duty)) report('error', 'organisation.duty_unknown', at, { id, duty })
    }
    for (const fn of functions) {
      if (!knows(checking, 'functions', fn))
        report('error', 'organisation.function_unknown', at, { id, function: fn })
    }
  }
}

function isUnderItself({ directory }: Checking, id: string): boolean {
  const seen = new Set<string>()
  for (let at = directory.byId.get(id)?.parentId; at; at = directory.byId.get(at)?.parentId) {
    if (at === id) return true
    if (seen.has(at)) return false
    seen.add(at)
  }
  return false
}
